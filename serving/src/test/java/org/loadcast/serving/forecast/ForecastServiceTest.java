package org.loadcast.serving.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.IntervalEnds;
import org.loadcast.features.series.MeasuredLoad;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;
import org.loadcast.serving.HandClock;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;

class ForecastServiceTest {

    private static final MeterId ID = MeterId.of("m1");
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final Instant NOON = Instant.parse("2021-06-16T12:00:00Z");

    @TempDir
    private Path directory;

    private Stores stores;

    @BeforeEach
    void open() {
        stores = SqliteStores.open(directory);
        stores.meters().put(meter("m1").build());
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private static Meter.Builder meter(String id) {
        return Meter.builder(MeterId.of(id)).zone(AMSTERDAM).category("household");
    }

    private void load(String id, Instant from, Instant to, ToDoubleFunction<Instant> kilowatts) {
        PowerRows rows = new PowerRows();
        for (Instant at = from; at.isBefore(to); at = at.plusSeconds(900)) {
            rows.add(MeterId.of(id), at.getEpochSecond(), kilowatts.applyAsDouble(at));
        }
        stores.measurements().write(rows);
    }

    private static double localHour(Instant at) {
        return at.atZone(AMSTERDAM).getHour();
    }

    private ForecastService service(ModelSource models, Clock clock) {
        return new ForecastService(stores, new HistoryReader(stores, clock), models, clock);
    }

    /** The newest step before noon has another load now, and the service is not told. */
    private void anotherProcessWrites() {
        stores.measurements().write(List.of(new Reading.Power(ID, NOON.minusSeconds(900), 50)));
    }

    private Forecast forecast(Horizon horizon, Instant at) {
        return forecast(ModelSource.none(), horizon, at);
    }

    private Forecast forecast(ModelSource models, Horizon horizon, Instant at) {
        Clock clock = Clock.fixed(at, ZoneOffset.UTC);
        try (ForecastService service = service(models, clock)) {
            return service.forecast(ID, horizon, Quantiles.DECILES, at);
        }
    }

    private static ModelSource model(FittedForecasterBody body) {
        Supplier<FittedForecaster> loader = () -> body;
        Champion champion = new Champion.Promoted(
                "m1-day-ahead-1", "test", NOON, Duration.ofMinutes(15), Quantiles.of(0.1, 0.5, 0.9), loader);
        return (meter, horizon) -> champion;
    }

    /** A forecaster that is never saved. */
    @FunctionalInterface
    private interface FittedForecasterBody extends FittedForecaster {

        @Override
        default void save(Path target) {
            throw new UnsupportedOperationException("not saved in this test");
        }
    }

    private static double[][] everywhere(ForecastContext context, double... row) {
        double[][] rows = new double[context.target().length()][];
        Arrays.setAll(rows, i -> row.clone());
        return rows;
    }

    @ParameterizedTest
    @CsvSource({"2021-06-16T12:00:07Z,96", "2021-03-27T12:00:07Z,92", "2021-10-30T12:00:07Z,100"})
    void dayAheadIsTheWholeNextLocalDay(Instant at, int quarters) {
        Instant cutoff = at.minusSeconds(7);
        load("m1", cutoff.minus(Duration.ofDays(60)), cutoff, ForecastServiceTest::localHour);

        Forecast forecast = forecast(Horizon.DAY_AHEAD, at);

        assertThat(forecast.grid().length()).isEqualTo(quarters);
        assertThat(forecast.cutoff()).isEqualTo(cutoff);
        assertThat(forecast.source().tier()).isEqualTo(Tier.SEASONAL);
        for (int i = 0; i < quarters; i++) {
            assertThat(forecast.median(i)).isEqualTo(localHour(forecast.grid().startOf(i)));
        }
    }

    @Test
    void theSeasonalRungTakesTheLatestDayOfTheSameKind() {
        // Wednesday noon; tomorrow's like day is today before noon and yesterday after it. The load is the day of the
        // month.
        load(
                "m1",
                NOON.minus(Duration.ofDays(60)),
                NOON,
                at -> at.atZone(AMSTERDAM).getDayOfMonth());

        Forecast forecast = forecast(Horizon.DAY_AHEAD, NOON);

        double[] errorsOfTheRule = {forecast.median(0) - 16, forecast.median(95) - 15};
        assertThat(forecast.source().tier()).isEqualTo(Tier.SEASONAL);
        // From day to day the load rises by one, or by two over the part of the day that is not known yet.
        assertThat(errorsOfTheRule[0]).isCloseTo(1, within(1e-9));
        assertThat(errorsOfTheRule[1]).isCloseTo(2, within(1e-9));
    }

    @Test
    void theSeasonalRungFollowsTheNewestReadingForSomeHours() {
        load("m1", NOON.minus(Duration.ofDays(60)), NOON.minus(Duration.ofHours(1)), at -> 1);
        load("m1", NOON.minus(Duration.ofHours(1)), NOON, at -> 3);

        Forecast forecast = forecast(Horizon.parse("PT6H"), NOON);

        assertThat(forecast.median(0)).isCloseTo(1 + 2 * Math.exp(-0.25 / 1.5), within(1e-9));
        assertThat(forecast.median(23)).isBetween(1.0, 1.1);
    }

    /** The load falls by some days' noise towards zero at night, where the errors of other days would reach below it. */
    @ParameterizedTest
    @ValueSource(doubles = {1, -1})
    void aMeterThatOnlyConsumesOrOnlyGeneratesIsForecastToGoOnDoingSo(double sign) {
        load(
                "m1",
                NOON.minus(Duration.ofDays(60)),
                NOON,
                at -> sign * (at.atZone(AMSTERDAM).getDayOfMonth() % 3) * localHour(at));

        Forecast forecast = forecast(Horizon.DAY_AHEAD, NOON);

        assertThat(forecast.source().tier()).isEqualTo(Tier.SEASONAL);
        for (int i = 0; i < forecast.grid().length(); i++) {
            for (int q = 0; q < forecast.quantiles().count(); q++) {
                assertThat(sign * forecast.kilowatts(i, q) >= 0).isTrue();
            }
        }
    }

    @Test
    void theProfileStandsInWhenNoLikeDayIsNew() {
        Instant lastReading = NOON.minus(Duration.ofDays(30));
        load("m1", lastReading.minus(Duration.ofDays(50)), lastReading, ForecastServiceTest::localHour);

        Forecast forecast = forecast(Horizon.DAY_AHEAD, NOON);

        assertThat(forecast.source().tier()).isEqualTo(Tier.PROFILE);
        assertThat(forecast.source().reason().orElseThrow()).contains("No seasonal forecast");
        assertThat(forecast.median(50)).isEqualTo(12);
    }

    @Test
    void aNewMeterIsForecastFromOthersOfItsCategory() {
        for (String id : List.of("p1", "p2")) {
            stores.meters().put(meter(id).build());
        }
        load("p1", NOON.minus(Duration.ofDays(20)), NOON, at -> 1);
        load("p2", NOON.minus(Duration.ofDays(20)), NOON, at -> 3);

        Forecast forecast = forecast(Horizon.DAY_AHEAD, NOON);

        assertThat(forecast.source().tier()).isEqualTo(Tier.PROFILE);
        assertThat(forecast.median(0)).isEqualTo(2);
    }

    @Test
    void oneLevelStandsInWhenThereIsTooLittleHistory() {
        load("m1", NOON.minus(Duration.ofHours(5)), NOON, at -> 4);

        Forecast forecast = forecast(Horizon.DAY_AHEAD, NOON);

        assertThat(forecast.source().tier()).isEqualTo(Tier.FLAT);
        assertThat(forecast.source().reason().orElseThrow()).contains("No profile forecast", "fewer than 3 days");
        assertThat(forecast.median(0)).isEqualTo(4);
    }

    @Test
    void withoutAnyReadingTheAnswerIsNoNumberButTheReason() {
        assertThatThrownBy(() -> forecast(Horizon.DAY_AHEAD, NOON))
                .isInstanceOf(NoHistoryException.class)
                .hasMessageContainingAll("m1", "no reading", "Import");
    }

    @Test
    void anUnknownMeterIsNamed() {
        Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
        try (ForecastService service = service(ModelSource.none(), clock)) {
            assertThatThrownBy(() -> service.forecast(MeterId.of("m9"), Horizon.DAY_AHEAD, Quantiles.DECILES))
                    .isInstanceOf(UnknownMeterException.class)
                    .hasMessageContaining("m9");
        }
    }

    @Test
    void quantilesNeverCrossAndHoldWhatThePastErrorsSay() {
        // The load of a day is its number in a fixed shuffle of 0 to 9, so the errors of "like yesterday" are spread.
        int[] shuffle = {3, 9, 0, 6, 1, 8, 4, 7, 2, 5};
        load(
                "m1",
                NOON.minus(Duration.ofDays(80)),
                NOON,
                at -> shuffle[(int) (at.getEpochSecond() / 86_400 % 10)] + (at.getEpochSecond() / 900 % 7) / 10.0);

        Forecast forecast = forecast(Horizon.DAY_AHEAD, NOON);

        for (int i = 0; i < forecast.grid().length(); i++) {
            assertThat(forecast.kilowatts(i, 8) - forecast.kilowatts(i, 0)).isGreaterThan(3);
        }
    }

    @Test
    void nothingAfterTheCutoffIsUsed() {
        load("m1", NOON.minus(Duration.ofDays(60)), NOON, ForecastServiceTest::localHour);
        Forecast before = forecast(Horizon.DAY_AHEAD, NOON);
        load("m1", NOON, NOON.plus(Duration.ofDays(3)), at -> 1e6);

        Forecast after = forecast(Horizon.DAY_AHEAD, NOON);

        assertThat(after).isEqualTo(before);
    }

    @Test
    void aModelIsNotAskedWhenTheReadingsAreStale() {
        load("m1", NOON.minus(Duration.ofDays(60)), NOON.minus(Duration.ofHours(50)), ForecastServiceTest::localHour);

        Forecast forecast = forecast(model(context -> everywhere(context, 1, 2, 3)), Horizon.DAY_AHEAD, NOON);

        assertThat(forecast.source().tier()).isEqualTo(Tier.SEASONAL);
        assertThat(forecast.source().reason().orElseThrow()).contains("50 hours old", "48 hours");
    }

    @Test
    void aSpanThatIsLongerThanModelsReachBeginsWithTheModel() {
        load("m1", NOON.minus(Duration.ofDays(60)), NOON, at -> 5);
        ModelSource twoDays = (meter, horizon) -> horizon.equals(Horizon.parse("PT48H"))
                ? model(context -> everywhere(context, 1, 2, 3)).champion(meter, horizon)
                : ModelSource.none().champion(meter, horizon);

        Forecast forecast = forecast(twoDays, Horizon.parse("PT72H"), NOON);

        assertThat(forecast.grid().length()).isEqualTo(3 * 96);
        assertThat(forecast.median(2 * 96 - 1)).isEqualTo(2);
        assertThat(forecast.median(2 * 96)).isEqualTo(5);
        assertThat(forecast.source().tier()).isEqualTo(Tier.SEASONAL);
        assertThat(forecast.source().reason().orElseThrow())
                .startsWith("Until 2021-06-18T12:00:00Z by model m1-day-ahead-1, beyond it by this tier.");
    }

    @Test
    void aModelThatFailsOrIsNotFiniteFallsToTheLadder() {
        load("m1", NOON.minus(Duration.ofDays(60)), NOON, ForecastServiceTest::localHour);

        Forecast failed = forecast(
                model(context -> {
                    throw new IllegalStateException("no native library");
                }),
                Horizon.DAY_AHEAD,
                NOON);
        Forecast notFinite = forecast(model(context -> everywhere(context, 1, Double.NaN, 3)), Horizon.DAY_AHEAD, NOON);

        assertThat(failed.source().reason().orElseThrow()).contains("m1-day-ahead-1", "no native library");
        assertThat(notFinite.source().reason().orElseThrow()).contains("not finite");
    }

    @Test
    void otherQuantilesAreInterpolatedInTheLogitOfTheLevel() {
        load("m1", NOON.minus(Duration.ofDays(2)), NOON, ForecastServiceTest::localHour);

        Forecast deciles = forecast(model(context -> everywhere(context, 1, 2, 4)), Horizon.DAY_AHEAD, NOON);
        Forecast wide = ForecastService.withQuantiles(deciles, Quantiles.of(0.01, 0.5, 0.99));

        // logit(0.9) = ln 9 and logit(0.8) = ln 4: P80 lies at ln 4 / ln 9 of the way from P50 to P90.
        assertThat(deciles.kilowatts(0, 7)).isCloseTo(2 + 2 * Math.log(4) / Math.log(9), within(1e-9));
        // Beyond P90 by the same slope: logit(0.99) = ln 99.
        assertThat(wide.kilowatts(0, 2)).isCloseTo(2 + 2 * Math.log(99) / Math.log(9), within(1e-9));
    }

    @Test
    void aRememberedForecastIsTheSameObjectUntilReadingsArrive() {
        load("m1", NOON.minus(Duration.ofDays(60)), NOON, ForecastServiceTest::localHour);
        Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
        Meter meter = stores.meters().find(ID).orElseThrow();
        try (ForecastService service = service(ModelSource.none(), clock)) {

            Forecast first = service.deciles(meter, Horizon.QUARTER_HOUR, NOON);
            Forecast second = service.deciles(meter, Horizon.QUARTER_HOUR, NOON);
            Instant changed = NOON.minusSeconds(900);
            stores.measurements().write(List.of(new Reading.Power(ID, changed, 50)));
            service.readingsChanged(Map.of(ID, changed));
            Forecast third = service.deciles(meter, Horizon.QUARTER_HOUR, NOON);

            assertThat(second).isSameAs(first);
            assertThat(third.median(0)).isGreaterThan(first.median(0) + 10);
        }
    }

    @Test
    @Timeout(60)
    void nobodyWaitsForTheDayAheadWhenAStepHasOnlyJustEnded() throws InterruptedException {
        load("m1", NOON.minus(Duration.ofDays(60)), NOON.plusSeconds(900), ForecastServiceTest::localHour);
        Meter meter = stores.meters().find(ID).orElseThrow();
        HandClock clock = new HandClock(NOON.plusSeconds(60));
        try (ForecastService service = service(ModelSource.none(), clock)) {
            Forecast before = service.newest(meter, Horizon.DAY_AHEAD, clock.instant());
            clock.add(Duration.ofSeconds(845));

            assertThat(service.newest(meter, Horizon.DAY_AHEAD, clock.instant()))
                    .isSameAs(before);
            assertThat(service.newest(meter, Horizon.QUARTER_HOUR, clock.instant())
                            .cutoff())
                    .as("the next step is another one now")
                    .isEqualTo(NOON.plusSeconds(900));

            while (!service.newest(meter, Horizon.DAY_AHEAD, clock.instant())
                    .cutoff()
                    .equals(NOON.plusSeconds(900))) {
                Thread.sleep(5);
            }
        }
    }

    @Test
    void aForecastThatIsBehindIsNotGivenForLongNorForAnotherDay() {
        load("m1", NOON.minus(Duration.ofDays(60)), NOON.plusSeconds(900), ForecastServiceTest::localHour);
        Meter meter = stores.meters().find(ID).orElseThrow();
        Instant midnight = Instant.parse("2021-06-16T22:00:00Z");
        for (Instant at : List.of(NOON.plusSeconds(921), midnight.plusSeconds(1))) {
            HandClock clock = new HandClock(at.minusSeconds(900));
            try (ForecastService service = service(ModelSource.none(), clock)) {
                Forecast before = service.newest(meter, Horizon.DAY_AHEAD, clock.instant());
                clock.add(Duration.ofMinutes(15));

                assertThat(service.newest(meter, Horizon.DAY_AHEAD, clock.instant())
                                .cutoff())
                        .isEqualTo(before.cutoff().plusSeconds(900));
            }
        }
    }

    @Test
    @Timeout(60)
    void nobodyWaitsForALookAtWhatAnotherProcessMayHaveWritten() throws InterruptedException {
        load("m1", NOON.minus(Duration.ofDays(60)), NOON, ForecastServiceTest::localHour);
        Meter meter = stores.meters().find(ID).orElseThrow();
        HandClock clock = new HandClock(NOON);
        try (ForecastService service = service(ModelSource.none(), clock)) {
            Supplier<Forecast> newest = () -> service.newest(meter, Horizon.QUARTER_HOUR, clock.instant());
            Forecast first = newest.get();
            anotherProcessWrites();
            clock.add(Duration.ofSeconds(31));

            assertThat(newest.get()).isSameAs(first);

            while (newest.get().equals(first)) {
                Thread.sleep(5);
            }
            Forecast second = newest.get();
            assertThat(second.median(0)).isGreaterThan(first.median(0) + 10);

            // when: a long time passes, who asks waits
            stores.measurements().write(List.of(new Reading.Power(ID, NOON.minusSeconds(900), 100)));
            clock.add(Duration.ofSeconds(46));

            assertThat(newest.get().median(0)).isGreaterThan(second.median(0) + 10);
        }
    }

    @Test
    void whatAnotherProcessWritesIsSeenWithinAMinuteAndNothingIsMadeAnewWithoutIt() {
        load("m1", NOON.minus(Duration.ofDays(60)), NOON, ForecastServiceTest::localHour);
        Meter meter = meter("m1").weatherLocations(List.of("town")).build();
        stores.meters().put(meter);
        HandClock clock = new HandClock(NOON);
        try (ForecastService service = service(ModelSource.none(), clock)) {
            Forecast first = service.deciles(meter, Horizon.QUARTER_HOUR, NOON);
            clock.add(Duration.ofSeconds(31));

            assertThat(service.deciles(meter, Horizon.QUARTER_HOUR, NOON)).isSameAs(first);

            anotherProcessWrites();
            clock.add(Duration.ofSeconds(31));
            Forecast afterReading = service.deciles(meter, Horizon.QUARTER_HOUR, NOON);

            assertThat(afterReading.median(0)).isGreaterThan(first.median(0) + 10);

            service.weatherChanged(List.of("town"));

            assertThat(service.deciles(meter, Horizon.QUARTER_HOUR, NOON)).isSameAs(afterReading);

            WeatherTable warm = WeatherTable.builder("town")
                    .set(NOON, "temperature_c", 20)
                    .set(NOON.plusSeconds(3600), "temperature_c", 21)
                    .build();
            stores.weather().writeForecast(new WeatherRun(NOON.minusSeconds(60), warm));
            clock.add(Duration.ofSeconds(31));

            assertThat(service.deciles(meter, Horizon.QUARTER_HOUR, NOON)).isNotSameAs(afterReading);
        }
    }

    @Test
    void whatIsMeasuredAfterTheCutoffMakesNoForecastAnewUnlessItCompletesTheStepBefore() {
        load("m1", NOON.minus(Duration.ofDays(60)), NOON, ForecastServiceTest::localHour);
        Clock clock = Clock.fixed(NOON.plusSeconds(60), ZoneOffset.UTC);
        Meter meter = stores.meters().find(ID).orElseThrow();
        try (ForecastService service = service(ModelSource.none(), clock)) {
            Forecast first = service.deciles(meter, Horizon.QUARTER_HOUR, NOON);
            service.readingsStored(List.of(new Reading.Power(ID, NOON.plusSeconds(30), 50)));

            assertThat(service.deciles(meter, Horizon.QUARTER_HOUR, NOON)).isSameAs(first);

            service.readingsStored(List.of(new Reading.EnergyCounter(ID, NOON.plusSeconds(30), 5)));

            assertThat(service.deciles(meter, Horizon.QUARTER_HOUR, NOON))
                    .as("a counter tells of the time before, but here nothing new")
                    .isSameAs(first);

            Instant later = NOON.plus(Duration.ofHours(1));
            Forecast ofIncomplete = service.deciles(meter, Horizon.QUARTER_HOUR, later);
            service.readingsStored(List.of(new Reading.Power(ID, later, 50)));

            assertThat(service.deciles(meter, Horizon.QUARTER_HOUR, later)).isSameAs(ofIncomplete);

            stores.measurements().write(List.of(new Reading.Power(ID, later.minusSeconds(900), 50)));
            service.readingsStored(List.of(new Reading.Power(ID, later, 50)));

            assertThat(service.deciles(meter, Horizon.QUARTER_HOUR, later)).isNotSameAs(ofIncomplete);
        }
    }

    @Test
    void theNextQuarterOfAnHourIsForecastFromHowTheLastOneEndedAndTheDayAheadIsNot() {
        // given: minutes that count up in every quarter of an hour, and a model that answers with what it sees
        PowerRows minutes = new PowerRows();
        for (Instant at = NOON.minus(Duration.ofDays(3)); at.isBefore(NOON); at = at.plusSeconds(60)) {
            minutes.add(ID, at.getEpochSecond(), (int) (at.getEpochSecond() / 60 % 15));
        }
        stores.measurements().write(minutes);
        ModelSource seer = model(context -> {
            PointInTimeView view = context.view();
            double end = view.knowsEnds() ? view.end(view.cutoffIndex() - 1, IntervalEnds::fifteenth) : -1;
            return everywhere(context, end, end, end);
        });

        assertThat(forecast(seer, Horizon.QUARTER_HOUR, NOON).median(0)).isEqualTo(14);
        assertThat(forecast(seer, Horizon.DAY_AHEAD, NOON).median(0)).isEqualTo(-1);
    }

    @Test
    void endsOfIntervalsThatWereExtendedEqualThoseThatWereReadAtOnce() {
        Duration quarter = Duration.ofMinutes(15);
        PowerRows readings = new PowerRows();
        for (Instant at = NOON.minus(Duration.ofDays(15)); at.isBefore(NOON); at = at.plusSeconds(300)) {
            readings.add(ID, at.getEpochSecond(), (int) (at.getEpochSecond() / 300 % 101));
        }
        stores.measurements().write(readings);
        LoadMemory grown = new LoadMemory(ID, stores.measurements(), Duration.ofDays(20), Clock.systemUTC());

        grown.withEndsBefore(NOON.minus(Duration.ofHours(5)), quarter);
        grown.withEndsBefore(NOON.minus(Duration.ofHours(4)), quarter);
        Instant corrected = NOON.minus(Duration.ofHours(30)).minusSeconds(300);
        stores.measurements().write(List.of(new Reading.Power(ID, corrected, 777)));
        grown.changedFrom(corrected);
        MeasuredLoad load = grown.withEndsBefore(NOON, quarter);

        IntervalEnds expected = stores.measurements()
                .ends(ID, new Interval(NOON.minus(Duration.ofDays(7)), NOON), quarter, Duration.ofMinutes(5))
                .orElseThrow();
        IntervalEnds known = load.ends().orElseThrow();
        int first = known.grid().indexOf(expected.grid().start());
        assertThat(known.third().slice(first, known.grid().length())).isEqualTo(expected.third());
        assertThat(known.fifteenth().slice(first, known.grid().length())).isEqualTo(expected.fifteenth());
        assertThat(known.third().toArray()).contains(777);
        // An earlier question does not make the memory forget.
        assertThat(grown.withEndsBefore(NOON.minus(Duration.ofDays(8)), quarter)
                        .ends()
                        .orElseThrow()
                        .grid()
                        .end())
                .isEqualTo(NOON.minus(Duration.ofDays(8)));
        assertThat(grown.withEndsBefore(NOON, quarter)).isEqualTo(load);
    }

    @Test
    void aHistoryThatWasExtendedEqualsOneThatWasReadAtOnce() {
        load("m1", NOON.minus(Duration.ofDays(60)), NOON, ForecastServiceTest::localHour);
        LoadMemory grown = new LoadMemory(ID, stores.measurements(), Duration.ofDays(20), Clock.systemUTC());

        grown.before(NOON.minus(Duration.ofDays(3)), Duration.ofMinutes(15));
        grown.before(NOON.minus(Duration.ofDays(1)), Duration.ofMinutes(15));
        stores.measurements().write(List.of(new Reading.Power(ID, NOON.minus(Duration.ofDays(2)), 77)));
        grown.changedFrom(NOON.minus(Duration.ofDays(2)));

        assertThat(grown.before(NOON, Duration.ofMinutes(15)))
                .isEqualTo(new LoadMemory(ID, stores.measurements(), Duration.ofDays(20), Clock.systemUTC())
                        .before(NOON, Duration.ofMinutes(15)));
    }
}
