package org.loadcast.features.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.store.DayTotal;
import org.loadcast.features.store.PowerRows;

/** Everything is written to two stores, one of which is compacted; they must answer the same. */
class SqliteRetentionTest {

    private static final Instant START = Instant.parse("2024-03-29T00:00:00Z");
    private static final Instant CUT = START.plus(Duration.ofDays(4));
    private static final int DAYS = 6;
    private static final LocalDate FIRST = LocalDate.parse("2024-03-28");
    private static final LocalDate LAST = LocalDate.parse("2024-04-06");

    /** Means of means round differently from one mean. */
    private static final double ROUNDING = 1e-9;

    private static final Meter MINUTES = meter("minutes");
    private static final Meter WAVERING = meter("wavering");
    private static final Meter SECONDS = meter("ten-seconds");
    private static final Meter QUARTERS = meter("quarters");
    private static final Meter HOURS = meter("hours");
    private static final Meter COUNTER = meter("counter");
    private static final List<Meter> METERS = List.of(MINUTES, WAVERING, SECONDS, QUARTERS, HOURS, COUNTER);

    @TempDir
    private Path directory;

    private SqliteStores plain;
    private SqliteStores compacted;
    private final SplittableRandom random = new SplittableRandom(20);

    private static Meter meter(String id) {
        return Meter.builder(MeterId.of(id)).zone(ZoneId.of("Europe/Amsterdam")).build();
    }

    @BeforeEach
    void open() {
        plain = SqliteStores.open(directory.resolve("plain"));
        compacted = SqliteStores.open(directory.resolve("compacted"));
        METERS.forEach(plain.meters()::put);
        METERS.forEach(compacted.meters()::put);
    }

    @AfterEach
    void close() {
        plain.close();
        compacted.close();
    }

    private void write(PowerRows rows) {
        plain.measurements().write(rows);
        compacted.measurements().write(rows);
    }

    private void write(List<Reading> readings) {
        plain.measurements().write(readings);
        compacted.measurements().write(readings);
    }

    private PowerRows power(Meter meter, Instant from, Instant to, int step, int waver) {
        PowerRows rows = new PowerRows();
        for (long at = from.getEpochSecond(); at < to.getEpochSecond(); at += step) {
            rows.add(meter.id(), at + (waver == 0 ? 0 : random.nextInt(waver)), random.nextInt(-2000, 5000) / 1000.0);
        }
        return rows;
    }

    private List<Reading> counter(Instant from, Instant to, int step) {
        List<Reading> states = new ArrayList<>();
        for (long at = from.getEpochSecond(); at < to.getEpochSecond(); at += step) {
            // a state that any time tells, so that a gap may be filled later
            states.add(new Reading.EnergyCounter(
                    COUNTER.id(),
                    Instant.ofEpochSecond(at),
                    1000 + (at - START.getEpochSecond()) / 3600.0 + Math.sin(at / 5000.0) / 10));
        }
        return states;
    }

    /** All meters, with holes of all lengths in days that will be compacted and in others. */
    private void writeHistory() {
        Instant end = START.plus(Duration.ofDays(DAYS));
        Instant[] holes = {
            START.plus(Duration.ofMinutes(605)),
            START.plus(Duration.ofMinutes(620)),
            START.plus(Duration.ofHours(30)),
            START.plus(Duration.ofHours(37)),
            START.plus(Duration.ofMinutes(6001)),
            START.plus(Duration.ofMinutes(6003)),
        };
        Instant from = START;
        for (int i = 0; i <= holes.length; i += 2) {
            Instant to = i < holes.length ? holes[i] : end;
            write(power(MINUTES, from, to, 60, 0));
            write(power(WAVERING, from.plusSeconds(60), to, 300, 40));
            write(power(
                    SECONDS,
                    from,
                    to.isAfter(from.plus(Duration.ofHours(12))) ? from.plus(Duration.ofHours(12)) : to,
                    10,
                    0));
            write(power(QUARTERS, Instant.ofEpochSecond(Series.quarterOf(from.getEpochSecond())), to, 900, 0));
            write(counter(from, to, 60));
            from = i < holes.length ? holes[i + 1] : end;
        }
        write(power(HOURS, START, end, 3600, 0));
    }

    private SqliteRetention.Compacted compact() {
        return compacted.retention().compact(CUT, looked -> {});
    }

    private void assertSameAnswers() {
        Interval all = new Interval(START.minus(Duration.ofDays(1)), START.plus(Duration.ofDays(DAYS + 1)));
        for (Meter meter : METERS) {
            for (Duration step :
                    List.of(Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofDays(1))) {
                assertThat(differences(meter, all, step))
                        .as("%s by %s", meter, step)
                        .isEmpty();
            }
            assertThat(compacted.measurements().span(meter.id()))
                    .as("%s", meter)
                    .isEqualTo(plain.measurements().span(meter.id()));
            assertThat(compacted.measurements().nativeStep(meter.id()))
                    .isEqualTo(plain.measurements().nativeStep(meter.id()));
            assertThat(compacted.measurements().latest(meter.id()))
                    .isEqualTo(plain.measurements().latest(meter.id()));
        }
        assertThat(compacted.measurements().meters())
                .isEqualTo(plain.measurements().meters());
        assertSameTotals(
                compacted.aggregates().days(METERS, FIRST, LAST),
                plain.aggregates().days(METERS, FIRST, LAST));
        assertThat(compacted.aggregates().peaks(METERS, FIRST, LAST, 20).stream()
                        .map(peak -> peak.meter() + "@" + peak.start()))
                .containsExactlyElementsOf(plain.aggregates().peaks(METERS, FIRST, LAST, 20).stream()
                        .map(peak -> peak.meter() + "@" + peak.start())
                        .toList());
        assertThat(compacted.integrityProblems()).isEmpty();
    }

    private List<String> differences(Meter meter, Interval all, Duration step) {
        LoadSeries one = compacted.measurements().load(meter.id(), all, step);
        LoadSeries other = plain.measurements().load(meter.id(), all, step);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < other.length(); i++) {
            boolean same = (one.isMissing(i) || other.isMissing(i))
                    ? one.isMissing(i) == other.isMissing(i)
                    : Math.abs(one.kilowatts(i) - other.kilowatts(i)) < ROUNDING;
            if (!same) {
                differences.add(one.grid().startOf(i) + ": " + one.toArray()[i] + " is not " + other.toArray()[i]);
            }
        }
        return differences;
    }

    private static void assertSameTotals(List<DayTotal> one, List<DayTotal> other) {
        assertThat(one).hasSameSizeAs(other);
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.get(i).energyKwh()).isCloseTo(other.get(i).energyKwh(), within(ROUNDING));
            assertThat(one.get(i).peakKw()).isCloseTo(other.get(i).peakKw(), within(ROUNDING));
            assertThat(one.get(i).quarters()).isEqualTo(other.get(i).quarters());
            assertThat(one.get(i).day()).isEqualTo(other.get(i).day());
        }
    }

    /** As if nothing had been summed up yet. */
    private void forgetTotals() {
        compacted.database().write("forgetting", connection -> {
            try (var statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM day_total");
                return statement.executeUpdate(
                        "INSERT OR REPLACE INTO stale_load SELECT key, 1700000000, 1720000000 FROM series");
            }
        });
    }

    private long rows(String table) {
        return compacted.database().read("counting", connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT count(*) FROM " + table)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Test
    void whatIsCompactedAnswersAsBefore() {
        // given
        writeHistory();
        assertSameAnswers();
        SqliteRetention.Compactable before = compacted.retention().compactable(CUT);

        // when
        List<Long> progress = new ArrayList<>();
        SqliteRetention.Compacted done = compacted.retention().compact(CUT, progress::add);

        // then
        assertSameAnswers();
        forgetTotals();
        assertSameAnswers();
        assertThat(done.readings()).isBetween(before.readings() * 9 / 10, before.readings());
        assertThat(done.quarterHours()).isBetween(before.quarterHours() * 9 / 10, before.quarterHours());
        assertThat(progress).isSorted().hasSizeGreaterThan(3);
        assertThat(progress.get(progress.size() - 1)).isEqualTo(before.readings());
    }

    @Test
    void compactingAgainChangesNothing() {
        writeHistory();
        compact();

        SqliteRetention.Compacted again = compact();

        assertThat(again.quarterHours()).isZero();
        assertThat(again.readings()).isZero();
        assertSameAnswers();
    }

    @Test
    void finerStepsOfCompactedTimeAreItsQuarterHours() {
        writeHistory();
        compact();
        Interval hour = Interval.of(START.plus(Duration.ofHours(2)), Duration.ofHours(1));

        double[] minutes = compacted
                .measurements()
                .load(MINUTES.id(), hour, Duration.ofMinutes(1))
                .toArray();

        double[] quarters = plain.measurements()
                .load(MINUTES.id(), hour, Duration.ofMinutes(15))
                .toArray();
        for (int i = 0; i < 60; i++) {
            assertThat(minutes[i]).isCloseTo(quarters[i / 15], within(ROUNDING));
        }
        assertThat(compacted.measurements().readings(MINUTES.id(), hour)).hasSize(4);
        assertThat(compacted.aggregates().power(List.of(MINUTES), hour)).hasSize(4);
    }

    @Test
    void lateReadingsFillTheGapsOfCompactedTime() {
        // given
        writeHistory();
        compact();

        // when
        write(power(MINUTES, START.plus(Duration.ofMinutes(605)), START.plus(Duration.ofMinutes(620)), 60, 0));
        write(power(SECONDS, START.plus(Duration.ofHours(12)), START.plus(Duration.ofHours(15)), 10, 0));
        write(counter(START.plus(Duration.ofHours(30)), START.plus(Duration.ofHours(37)), 60));

        // then
        assertSameAnswers();
        assertThat(compact().quarterHours()).isPositive();
        assertSameAnswers();
    }

    @Test
    void readingsThatTellAQuarterWholeCorrectIt() {
        // given
        writeHistory();
        compact();

        // when the same hours come again with other values, and twenty minutes of others, of which a quarter counts
        Instant from = START.plus(Duration.ofHours(50));
        write(power(MINUTES, from, from.plus(Duration.ofHours(2)), 60, 0));

        // then
        assertSameAnswers();
        compact();
        assertSameAnswers();
    }

    @Test
    void readingsThatTellPartOfACompactedQuarterDoNotChangeIt() {
        // given
        writeHistory();
        compact();
        Interval hour = Interval.of(START.plus(Duration.ofHours(50)), Duration.ofHours(1));
        double[] before = compacted
                .measurements()
                .load(MINUTES.id(), hour, Duration.ofMinutes(15))
                .toArray();

        // when
        compacted
                .measurements()
                .write(power(MINUTES, hour.from().plusSeconds(60), hour.from().plusSeconds(300), 60, 0));

        // then
        assertThat(compacted
                        .measurements()
                        .load(MINUTES.id(), hour, Duration.ofMinutes(15))
                        .toArray())
                .containsExactly(before);
        compact();
        assertThat(compacted
                        .measurements()
                        .load(MINUTES.id(), hour, Duration.ofMinutes(15))
                        .toArray())
                .containsExactly(before);
        assertThat(compacted.integrityProblems()).isEmpty();
    }

    @Test
    void dayTotalsOutliveTheQuarterHoursTheyWereMadeOf() {
        // given
        writeHistory();
        compact();
        List<DayTotal> before = compacted.aggregates().days(METERS, FIRST, LAST);
        long rows = compacted.retention().deletable(CUT);

        // when
        long gone = compacted.retention().delete(CUT, METERS, done -> {});

        // then
        assertThat(rows).isPositive();
        assertThat(gone).isGreaterThanOrEqualTo(rows);
        assertThat(compacted.aggregates().days(METERS, FIRST, LAST)).isEqualTo(before);
        assertThat(compacted.measurements().span(MINUTES.id()).orElseThrow().from())
                .isEqualTo(CUT);
        assertThat(compacted.integrityProblems()).isEmpty();

        // when a late reading comes for a day that is gone, and one for a day that is not
        PowerRows late = new PowerRows();
        late.add(MINUTES.id(), START.plusSeconds(36_000).getEpochSecond(), 99);
        compacted.measurements().write(late);
        write(power(HOURS, CUT.plus(Duration.ofDays(2)), CUT.plus(Duration.ofDays(3)), 3600, 0));

        // then the one does not change its day's total, the other does
        List<DayTotal> after = compacted.aggregates().days(METERS, FIRST, LAST);
        assertThat(after.stream().filter(day -> day.meter().equals(MINUTES.id())))
                .containsExactlyElementsOf(before.stream()
                        .filter(day -> day.meter().equals(MINUTES.id()))
                        .toList());
        assertThat(after.stream().filter(day -> day.meter().equals(HOURS.id())).count())
                .isGreaterThan(before.stream()
                        .filter(day -> day.meter().equals(HOURS.id()))
                        .count());

        // when it is deleted again
        compacted.retention().delete(CUT, METERS, done -> {});

        // then the late reading is gone too
        assertThat(compacted.measurements().span(MINUTES.id()).orElseThrow().from())
                .isEqualTo(CUT);
        assertThat(compacted.aggregates().days(METERS, FIRST, LAST)).isEqualTo(after);
    }

    @Test
    void othersWriteWhileItIsCompacted() throws Exception {
        writeHistory();
        List<Long> waits = new ArrayList<>();
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 50; i++) {
                long before = System.nanoTime();
                write(List.of(new Reading.Power(
                        QUARTERS.id(), CUT.plus(Duration.ofDays(9)).plusSeconds(900L * i), 1)));
                waits.add(System.nanoTime() - before);
            }
        });

        writer.start();
        compact();
        writer.join();

        assertThat(waits).hasSize(50);
        assertThat(rows("compact_quarter")).isPositive();
        assertThat(compacted.integrityProblems()).isEmpty();
    }
}
