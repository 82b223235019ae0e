package org.loadcast.serving.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;

class AccuracyTest {

    private static final MeterId METER = MeterId.of("m1");
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final Duration QUARTER = Duration.ofMinutes(15);
    /** Floating point: sums of a few numbers below ten. */
    private static final double EXACT = 1e-9;

    @TempDir
    private Path directory;

    private Stores stores;

    @BeforeEach
    void open() {
        stores = SqliteStores.open(directory);
        stores.meters().put(Meter.builder(METER).zone(AMSTERDAM).build());
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void lastWeeksValueIsThatOfTheSameLocalTimeAlsoOverAClockChange() {
        // The clock goes forward on 28 March 2021: the same local time a week before the 29th is 167 hours before.
        measured("2021-03-22T10:00:00Z", 3); // 11:00 on the clock
        measured("2021-03-29T09:00:00Z", 8); // 11:00 on the clock
        forecast("2021-03-28T11:00:00Z", "2021-03-29T09:00:00Z", 4, 7);

        Accuracy.Row row = accuracy().get(0);

        assertThat(row.points()).isEqualTo(4);
        assertThat(row.maeKw()).isCloseTo(1, within(EXACT));
        assertThat(row.lastWeekMaeKw()).hasValueCloseTo(5.0, within(EXACT));
        assertThat(row.skill()).hasValueCloseTo(1 - 1 / 5.0, within(EXACT));
    }

    @Test
    void onlyIntervalsThatHaveAValueOfLastWeekAreCompared() {
        measured("2021-06-08T09:00:00Z", 5);
        measured("2021-06-15T09:00:00Z", 8);
        measured("2021-06-15T10:00:00Z", 10);
        forecast("2021-06-14T11:00:00Z", "2021-06-15T09:00:00Z", 8, 7);

        Accuracy.Row row = accuracy().get(0);

        assertThat(row.points()).isEqualTo(8);
        assertThat(row.maeKw()).isCloseTo((1 + 3) / 2.0, within(EXACT));
        assertThat(row.lastWeekMaeKw()).hasValueCloseTo(3.0, within(EXACT));
        assertThat(row.skill()).hasValueCloseTo(1 - 1 / 3.0, within(EXACT));
    }

    @Test
    void aValueThatWasNotKnownAtTheCutoffIsNotTaken() {
        // Eight days ahead, the value of a week before is a day after the cutoff; two weeks before it was known.
        measured("2021-06-01T12:00:00Z", 2);
        measured("2021-06-08T12:00:00Z", 9);
        measured("2021-06-15T12:00:00Z", 9);
        forecast("2021-06-07T12:00:00Z", "2021-06-15T12:00:00Z", 4, 8);

        assertThat(accuracy().get(0).lastWeekMaeKw()).hasValueCloseTo(7.0, within(EXACT));
    }

    @Test
    void aValueThatEndsWithTheCutoffWasKnown() {
        measured("2021-06-07T11:00:00Z", 2);
        measured("2021-06-14T11:00:00Z", 9);
        forecast("2021-06-07T12:00:00Z", "2021-06-14T11:00:00Z", 4, 8);

        assertThat(accuracy().get(0).lastWeekMaeKw()).hasValueCloseTo(7.0, within(EXACT));
    }

    @Test
    void withoutAnythingFromTheWeekBeforeNothingIsCompared() {
        measured("2021-06-15T09:00:00Z", 8);
        forecast("2021-06-14T11:00:00Z", "2021-06-15T09:00:00Z", 4, 7);

        assertThat(accuracy()).singleElement().satisfies(row -> {
            assertThat(row.maeKw()).isCloseTo(1, within(EXACT));
            assertThat(row.lastWeekMaeKw()).isEqualTo(OptionalDouble.empty());
            assertThat(row.skill()).isEqualTo(OptionalDouble.empty());
        });
    }

    /** An hour of one load. */
    private void measured(String from, double kilowatts) {
        PowerRows rows = new PowerRows();
        for (int quarter = 0; quarter < 4; quarter++) {
            rows.add(
                    METER,
                    Instant.parse(from).plus(QUARTER.multipliedBy(quarter)).getEpochSecond(),
                    kilowatts);
        }
        stores.measurements().write(rows);
    }

    private void forecast(String cutoff, String from, int quarters, double kilowatts) {
        double[][] rows = new double[quarters][];
        Arrays.setAll(rows, i -> new double[] {kilowatts});
        Instant at = Instant.parse(cutoff);
        stores.forecasts()
                .write(List.of(new Forecast(
                        METER,
                        "day-ahead",
                        at,
                        at,
                        new TimeGrid(Instant.parse(from), QUARTER, quarters),
                        Quantiles.of(0.5),
                        rows,
                        new ForecastSource.Fallback(Tier.PROFILE, "test"))));
    }

    private List<Accuracy.Row> accuracy() {
        return Accuracy.of(
                stores,
                METER,
                "day-ahead",
                new Interval(Instant.parse("2021-01-01T00:00:00Z"), Instant.parse("2022-01-01T00:00:00Z")));
    }
}
