package org.loadcast.training.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.training.metrics.BacktestRows;
import org.loadcast.training.report.RunComparison;

class BacktestPartsTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final MeterId HOME = MeterId.of("home");

    @TempDir
    private Path folder;

    @Test
    void aPartOfAKilledRunIsUsedAgain() {
        BacktestParts.in(folder).write(backtest(HOME, 1), "origin");

        MeterBacktest again = BacktestParts.in(folder).read(HOME, "origin").orElseThrow();

        assertThat(again.promoted()).isEqualTo("linear");
        FamilyResult family = again.families().get(0);
        assertThat(family.fitTime()).isEqualTo(Duration.ofSeconds(2));
        BacktestRows expected = backtest(HOME, 1).families().get(0).rows();
        assertThat(family.rows().size()).isEqualTo(expected.size());
        for (int row = 0; row < expected.size(); row++) {
            assertThat(family.rows().median(row)).isEqualTo(expected.median(row));
            assertThat(family.rows().isMeasured(row)).isEqualTo(expected.isMeasured(row));
            assertThat(family.rows().target(row)).isEqualTo(expected.target(row));
        }
    }

    @Test
    void aPartOfAnotherTaskOrProgramIsNot() {
        BacktestParts.in(folder).write(backtest(HOME, 1), "origin");

        assertThat(BacktestParts.in(folder).read(HOME, "another")).isEmpty();
        assertThat(BacktestParts.in(folder).read(MeterId.of("shop"), "origin")).isEmpty();
    }

    @Test
    void aFinishedRunIsNotResumed() {
        BacktestParts.in(folder).write(backtest(HOME, 1), "origin");
        BacktestParts.in(folder).finish();

        assertThat(BacktestParts.in(folder).read(HOME, "origin")).isEmpty();
    }

    @Test
    void aDamagedPartIsAnError() throws IOException {
        BacktestParts.in(folder).write(backtest(HOME, 1), "origin");
        try (Stream<Path> parts = Files.list(folder.resolve("unfinished"))) {
            Files.writeString(parts.findFirst().orElseThrow(), "nothing");
        }

        assertThatThrownBy(() -> BacktestParts.in(folder).read(HOME, "origin")).hasMessageContaining("Delete it");
    }

    @Test
    void twoRunsAreComparedOnTheRowsThatBothHave() throws IOException {
        // given: a run that errs by about 1 kW and one that errs by half of it, with a meter of its own
        Path first = finished("first", backtest(HOME, 1));
        Path second = finished("second", backtest(HOME, 0.5), backtest(MeterId.of("shop"), 9));

        // when
        RunComparison comparison = RunComparison.of(first, second);

        // then
        RunComparison.Line all = comparison.lines().get(0);
        assertThat(all.rows()).isEqualTo(59);
        assertThat(all.change().orElseThrow()).isEqualTo(-0.5);
        assertThat(all.test().orElseThrow().statistic()).isPositive();
        assertThat(all.isSignificant()).isTrue();
        assertThat(Files.readString(comparison.write(folder))).contains("Diebold", "linear");
    }

    @Test
    void runsWithoutACommonRowOrWithoutAnyRowAreRefused() throws IOException {
        Path first = finished("first", backtest(HOME, 1));
        Path second = finished("second", backtest(MeterId.of("shop"), 1));

        assertThatThrownBy(() -> RunComparison.of(first, second)).hasMessageContaining("no measured row in common");
        assertThatThrownBy(() -> RunComparison.of(first, folder.resolve("nowhere")))
                .hasMessageContaining("There is no finished backtest in");
    }

    private Path finished(String name, MeterBacktest... meters) {
        Path out = folder.resolve(name);
        for (MeterBacktest meter : meters) {
            BacktestParts.in(out).write(meter, "origin");
        }
        BacktestParts.in(out).finish();
        return out;
    }

    /** Sixty days of one hour each with a load of 10 kW, one not measured; errors of one or two times {@code error}. */
    private static MeterBacktest backtest(MeterId meter, double error) {
        var rows = BacktestRows.builder(Quantiles.of(0.1, 0.5, 0.9), Duration.ofHours(1));
        for (int day = 0; day < 60; day++) {
            Instant cutoff = START.plus(Duration.ofDays(day));
            double median = 10 + error * (1 + day % 2);
            double[] values = {median - 1, median, median + 1};
            if (day == 30) {
                rows.addUnmeasured(meter, cutoff, cutoff, values);
            } else {
                rows.add(meter, cutoff, cutoff, values, 10);
            }
        }
        return new MeterBacktest(
                meter,
                "linear",
                List.of(new FamilyResult("linear", rows.build(), Duration.ofSeconds(2), Duration.ofSeconds(1))));
    }
}
