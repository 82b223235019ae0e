package org.loadcast.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.IntervalEnds;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/** What training reads from a real store. */
class StoredHistoryTest {

    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    private static final Instant UNTIL = START.plus(Duration.ofDays(2));
    private static final Meter HOME =
            Meter.builder(MeterId.of("home")).weatherLocations(List.of("here")).build();

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before every test
    private Stores stores;

    @BeforeEach
    void open() {
        stores = SqliteStores.open(directory);
        stores.meters().put(HOME);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    /** Readings of three days, each as many kW as its number. */
    private void writeLoad(Duration step) {
        long count = Duration.ofDays(3).dividedBy(step);
        stores.measurements()
                .write(IntStream.range(0, (int) count)
                        .mapToObj(i -> new Reading.Power(HOME.id(), START.plus(step.multipliedBy(i)), i))
                        .toList());
    }

    @Test
    void aMeterWithoutReadingsHasNoHistory() {
        assertThat(new StoredHistory(stores).read(HOME, UNTIL)).isEmpty();
    }

    @Test
    void loadEndsWhereTrainingMayNotLookOn() {
        writeLoad(Duration.ofMinutes(15));

        MeterHistory history = new StoredHistory(stores).read(HOME, UNTIL).orElseThrow();

        assertThat(history.grid().step()).isEqualTo(Duration.ofMinutes(15));
        assertThat(history.grid().start()).isEqualTo(START);
        assertThat(history.grid().end()).isEqualTo(UNTIL);
        assertThat(history.asOf(UNTIL).load(2 * 96 - 1)).isEqualTo(2 * 96 - 1);
    }

    @Test
    void finerReadingsBecomeQuarterHoursAndCoarserOnesStayAsTheyAre() {
        writeLoad(Duration.ofMinutes(5));

        MeterHistory history = new StoredHistory(stores).read(HOME, UNTIL).orElseThrow();

        // The first quarter of an hour is the mean of 0, 1 and 2.
        assertThat(history.grid().step()).isEqualTo(Duration.ofMinutes(15));
        assertThat(history.asOf(UNTIL).load(0)).isEqualTo(1);
        assertThat(history.asOf(UNTIL).end(0, IntervalEnds::third)).isEqualTo(2);
    }

    @Test
    void hourlyReadingsMakeAnHourlyHistory() {
        writeLoad(Duration.ofHours(1));

        MeterHistory history = new StoredHistory(stores).read(HOME, UNTIL).orElseThrow();

        assertThat(history.grid().step()).isEqualTo(Duration.ofHours(1));
        assertThat(history.asOf(UNTIL).load(30)).isEqualTo(30);
    }

    @Test
    void weatherAndItsForecastsComeAlong() {
        // given: measured weather of 5 degrees, and a run of 9 degrees that was there in time and one that was not
        writeLoad(Duration.ofMinutes(15));
        WeatherTable.Builder measured = WeatherTable.builder("here");
        WeatherTable.Builder forecast = WeatherTable.builder("here");
        IntStream.range(0, 72).forEach(hour -> {
            measured.set(START.plus(Duration.ofHours(hour)), "temperature_c", 5);
            forecast.set(START.plus(Duration.ofHours(hour)), "temperature_c", 9);
        });
        stores.weather().writeObserved(measured.build());
        Instant noon = START.plus(Duration.ofHours(12));
        stores.weather().writeForecast(new WeatherRun(noon, forecast.build()));

        // when
        MeterHistory history = new StoredHistory(stores).read(HOME, UNTIL).orElseThrow();
        PointInTimeView afternoon = history.asOf(START.plus(Duration.ofHours(13)));
        PointInTimeView morning = history.asOf(START.plus(Duration.ofHours(6)));

        // then
        assertThat(history.futureWeather()).isEqualTo(FutureWeather.FORECAST);
        assertThat(afternoon.weather(0, 10 * 4)).isEqualTo(5);
        assertThat(afternoon.weather(0, 20 * 4)).isEqualTo(9);
        assertThat(morning.weather(0, 20 * 4)).isNaN();
    }

    @Test
    void holidaysOfTheStoreCount() {
        writeLoad(Duration.ofMinutes(15));
        stores.meters().putHolidays(Map.of(LocalDate.of(2024, 3, 2), "Town fair"));

        MeterHistory history = new StoredHistory(stores).read(HOME, UNTIL).orElseThrow();

        assertThat(history.asOf(UNTIL).days().isHoliday(LocalDate.of(2024, 3, 2).toEpochDay()))
                .isTrue();
        assertThat(history.asOf(UNTIL).days().isHoliday(LocalDate.of(2024, 3, 3).toEpochDay()))
                .isFalse();
    }
}
