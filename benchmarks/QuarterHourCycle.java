import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.forecast.Champion;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.forecast.HistoryReader;
import org.loadcast.serving.forecast.ModelSource;
import org.loadcast.serving.forecast.RegistryModelSource;
import org.loadcast.serving.issue.ForecastIssuer;
import org.loadcast.serving.issue.IssueRound;
import org.loadcast.training.registry.ModelRegistry;

/** Rounds of quarter-hour forecasts, one quarter of an hour after the other, each after the readings of its quarter. */
public final class QuarterHourCycle {

    private static final int DAYS = 120;
    private static final Duration QUARTER = Duration.ofMinutes(15);

    /** The store ends here. */
    private static final Instant END = Instant.parse("2024-06-12T10:00:00Z");

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "fill" -> fill(data, Integer.parseInt(arguments[2]));
            case "measure" -> measure(data, Integer.parseInt(arguments[2]));
            default -> throw new IllegalArgumentException("Mode '" + arguments[0] + "' is not fill or measure.");
        }
    }

    private static double load(int meter, Instant at, Random random) {
        double hour = at.getEpochSecond() % 86_400 / 3600.0;
        return (0.5 + meter % 10 / 10.0) * (1.2 + Math.sin(hour / 24 * 2 * Math.PI) + random.nextDouble());
    }

    private static void fill(Path data, int meters) {
        Random random = new Random(1);
        PowerRows rows = new PowerRows();
        try (Stores stores = SqliteStores.open(data)) {
            for (int meter = 0; meter < meters; meter++) {
                MeterId id = MeterId.of("meter-" + meter);
                stores.meters()
                        .put(Meter.builder(id).zone(ZoneId.of("Europe/Amsterdam")).country("NL").build());
                for (Instant at = END.minus(Duration.ofDays(DAYS)); at.isBefore(END); at = at.plus(QUARTER)) {
                    rows.add(id, at.getEpochSecond(), load(meter, at, random));
                }
                if (meter % 50 == 49 || meter == meters - 1) {
                    stores.measurements().write(rows);
                    rows.clear();
                }
            }
        }
    }

    private static void measure(Path data, int rounds) throws Exception {
        Random random = new Random(2);
        try (Stores stores = SqliteStores.open(data)) {
            List<Meter> meters = stores.meters().all();
            ModelRegistry registry = ModelRegistry.open(data.resolve("models"));
            System.out.println(meters.size() + " meters, "
                    + Runtime.getRuntime().availableProcessors() + " processors; milliseconds");
            System.out.println("models  round   wall    cpu  forecasts by a model");
            rounds("yes", stores, meters, copiesOf(registry, meters.get(0)), rounds, END, random);
            rounds("no", stores, meters, ModelSource.none(), rounds, END.plus(QUARTER.multipliedBy(rounds)), random);
        }
    }

    /** A model for each meter, all from the files of the one that was trained. */
    private static ModelSource copiesOf(ModelRegistry registry, Meter trained) {
        Map<MeterId, ModelSource> sources = new ConcurrentHashMap<>();
        return (meter, horizon) -> sources.computeIfAbsent(
                        meter.id(), id -> new RegistryModelSource(registry, 2, Clock.systemUTC()))
                .champion(trained, horizon);
    }

    private static void rounds(
            String models, Stores stores, List<Meter> meters, ModelSource source, int rounds, Instant from, Random random)
            throws Exception {
        for (Meter meter : meters) {
            Champion champion = source.champion(meter, Horizon.QUARTER_HOUR);
            if (champion instanceof Champion.Promoted model) {
                model.forecaster().get();
            }
        }
        SteppingClock clock = new SteppingClock(from);
        try (ForecastService forecasts = new ForecastService(stores, new HistoryReader(stores, clock), source, clock);
                ForecastIssuer issuer = new ForecastIssuer(
                        forecasts, List.of(), Runtime.getRuntime().availableProcessors())) {
            for (int round = 0; round < rounds; round++) {
                Instant boundary = from.plus(QUARTER.multipliedBy(round));
                if (round > 0) {
                    List<Reading> readings = new ArrayList<>();
                    Map<MeterId, Instant> earliest = new ConcurrentHashMap<>();
                    for (int meter = 0; meter < meters.size(); meter++) {
                        MeterId id = meters.get(meter).id();
                        Instant at = boundary.minus(QUARTER);
                        readings.add(new Reading.Power(id, at, load(meter, at, random)));
                        earliest.put(id, at);
                    }
                    stores.measurements().write(readings);
                    forecasts.readingsChanged(earliest);
                }
                clock.now = boundary;
                long cpu = cpuNanos();
                long begin = System.nanoTime();
                IssueRound issued = issuer.issue(meters, Horizon.QUARTER_HOUR, boundary);
                long byModel = issued.forecasts().stream()
                        .filter(forecast -> forecast.source().reason().isEmpty())
                        .count();
                System.out.printf(
                        Locale.ROOT,
                        "%-6s %6d %6d %6d %5d of %d%s%n",
                        models,
                        round + 1,
                        (System.nanoTime() - begin) / 1_000_000,
                        (cpuNanos() - cpu) / 1_000_000,
                        byModel,
                        issued.forecasts().size(),
                        round == 0 ? " (first after a start)" : "");
            }
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
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
