import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.simulation.Climate;
import org.loadcast.features.simulation.DistrictPlan;
import org.loadcast.features.simulation.DistrictSimulator;
import org.loadcast.features.simulation.SimulatedDistrict;
import org.loadcast.features.simulation.SimulatedMeter;
import org.loadcast.features.simulation.SimulationProgress;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.forecast.HistoryReader;
import org.loadcast.serving.forecast.RegistryModelSource;
import org.loadcast.serving.issue.ForecastIssuer;
import org.loadcast.serving.issue.IssueRound;
import org.loadcast.training.registry.ModelRegistry;

/**
 * A fleet of simulated homes, offices and shops with a year of quarter-hours, weather and its forecasts: {@code fill} stores it, {@code measure} issues the
 * day-ahead forecasts of all by the model of their group, from the features to the store.
 */
public final class FleetBenchmark {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Instant START = Instant.parse("2023-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2024-01-01T11:00:00Z");
    private static final int ROUNDS = 4;

    /** Simulated meters; the others are the same in another size. */
    private static final int DISTINCT = 60;

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "fill" -> fill(data, Integer.parseInt(arguments[2]));
            case "measure" -> measure(data);
            default -> throw new IllegalArgumentException("Mode '" + arguments[0] + "' is not fill or measure.");
        }
    }

    private static void fill(Path data, int count) {
        DistrictPlan plan = DistrictPlan.district(
                DISTINCT, Climate.zaragoza(), HolidayCalendar.none(), new Interval(START, END), QUARTER, 1);
        SimulatedDistrict district = new DistrictSimulator(plan).simulate(SimulationProgress.SILENT);
        List<SimulatedMeter> distinct = district.meters();
        Random random = new Random(1);
        try (Stores stores = SqliteStores.open(data)) {
            stores.weather().writeObserved(district.weather().observed(plan.span()));
            district.weather().forecasts(plan.span()).forEach(stores.weather()::writeForecast);
            for (int i = 0; i < count; i++) {
                store(stores, "fleet-" + i, distinct.get(i % distinct.size()), 0.5 + random.nextDouble());
            }
        }
    }

    private static void store(Stores stores, String id, SimulatedMeter simulated, double scale) {
        Meter like = simulated.meter();
        Meter.Builder meter = Meter.builder(MeterId.of(id))
                .zone(like.zone())
                .country(like.country().orElse(""))
                .category(like.category().orElse(""))
                .weatherLocations(like.weatherLocations())
                .groups(List.of("fleet"));
        like.location().ifPresent(meter::location);
        stores.meters().put(meter.build());
        LoadSeries load = simulated.load();
        PowerRows rows = new PowerRows();
        for (int i = 0; i < load.grid().length(); i++) {
            rows.add(MeterId.of(id), load.grid().startOf(i).getEpochSecond(), scale * load.kilowatts(i));
        }
        stores.measurements().write(rows);
    }

    private static void measure(Path data) throws Exception {
        try (Stores stores = SqliteStores.open(data)) {
            List<Meter> meters = stores.meters().all();
            SteppingClock clock = new SteppingClock(END);
            RegistryModelSource source = new RegistryModelSource(ModelRegistry.open(data.resolve("models")), clock);
            System.out.println(meters.size() + " meters, "
                    + Runtime.getRuntime().availableProcessors() + " processors; milliseconds");
            System.out.println("round   wall    cpu  forecasts by the model");
            try (ForecastService forecasts =
                            new ForecastService(stores, new HistoryReader(stores, clock), source, clock);
                    ForecastIssuer issuer = new ForecastIssuer(
                            forecasts, List.of(), Runtime.getRuntime().availableProcessors())) {
                for (int round = 0; round < ROUNDS; round++) {
                    Instant cutoff = END.plus(QUARTER.multipliedBy(round));
                    if (round > 0) {
                        addReadings(stores, forecasts, meters, cutoff.minus(QUARTER));
                    }
                    clock.now = cutoff;
                    issue(issuer, meters, cutoff, round);
                }
            }
        }
    }

    private static void addReadings(Stores stores, ForecastService forecasts, List<Meter> meters, Instant at) {
        List<Reading> readings = new ArrayList<>();
        Map<MeterId, Instant> earliest = new HashMap<>();
        for (Meter meter : meters) {
            readings.add(new Reading.Power(meter.id(), at, 0.5));
            earliest.put(meter.id(), at);
        }
        stores.measurements().write(readings);
        forecasts.readingsChanged(earliest);
    }

    private static void issue(ForecastIssuer issuer, List<Meter> meters, Instant cutoff, int round) throws Exception {
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        IssueRound issued = issuer.issue(meters, Horizon.DAY_AHEAD, cutoff);
        long byModel = issued.forecasts().stream()
                .filter(forecast -> forecast.source().reason().isEmpty())
                .count();
        System.out.printf(
                Locale.ROOT,
                "%5d %6d %6d  %d of %d%s%n",
                round + 1,
                (System.nanoTime() - begin) / 1_000_000,
                (cpuNanos() - cpu) / 1_000_000,
                byModel,
                issued.forecasts().size(),
                round == 0 ? " (first after a start: loads the model and reads 100 days of every meter)" : "");
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    /** Shows what it is set to. */
    private static final class SteppingClock extends Clock {

        private volatile Instant now;

        SteppingClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
