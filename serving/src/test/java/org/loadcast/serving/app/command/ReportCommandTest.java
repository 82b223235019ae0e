package org.loadcast.serving.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.app.CommandRun;

class ReportCommandTest {

    private static final MeterId METER = MeterId.of("home-1");
    private static final Instant FIRST_CUTOFF = Instant.parse("2024-01-29T11:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    @TempDir
    private Path data;

    @Test
    void thePageTellsHowGoodTheForecastsWereAndWhyTheWorstDayFailed() throws Exception {
        // given 2 kW at all times but 4 kW on the third day, and forecasts of 2 kW for each of seven days
        issue(7);
        Path page = data.resolve("page.html");

        // when
        CommandRun run = CommandRun.in(
                data,
                "report",
                "--meter",
                "home-1",
                "--from",
                "2024-01-29",
                "--to",
                "2024-02-10",
                "--out",
                page.toString());

        // then: 2 kW of error on one of seven days, over six days of 2 kW and one of 4 kW: 2 / 16
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("7 day-ahead forecasts of home-1", "missed by 12.5 % of the load");
        assertThat(Files.readString(page))
                .contains("Forecasts of home-1", "When it failed, and why", "1 Feb 2024", "100 % higher")
                .contains("No trained model answered: no model is promoted")
                .doesNotContain("Which family is best", "<script", "src=\"http", "href=\"http");
    }

    @Test
    void aMeterWithoutForecastsIsToldWhereTheyComeFrom() {
        issue(0);

        CommandRun run =
                CommandRun.in(data, "report", "--meter", "home-1", "--from", "2024-01-29", "--to", "2024-02-10");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("No day-ahead forecast of meter home-1 was issued", "loadcast serve");
    }

    private void issue(int days) {
        try (SqliteStores stores = SqliteStores.open(data)) {
            stores.meters()
                    .put(Meter.builder(METER).zone(ZoneId.of("Europe/Madrid")).build());
            Instant unusual = Instant.parse("2024-01-31T23:00:00Z");
            PowerRows rows = new PowerRows();
            for (Instant at = FIRST_CUTOFF.minus(Duration.ofDays(30));
                    at.isBefore(FIRST_CUTOFF.plus(Duration.ofDays(12)));
                    at = at.plus(QUARTER)) {
                boolean high = !at.isBefore(unusual) && at.isBefore(unusual.plus(Duration.ofDays(1)));
                rows.add(METER, at.getEpochSecond(), high ? 4 : 2);
            }
            stores.measurements().write(rows);
            for (int day = 0; day < days; day++) {
                stores.forecasts().write(List.of(forecast(FIRST_CUTOFF.plus(Duration.ofDays(day)), day)));
            }
        }
    }

    /** Two kilowatts on the next local day, which begins twelve hours after the cutoff; by the ladder on the third day. */
    private static Forecast forecast(Instant cutoff, int day) {
        double[][] kilowatts = new double[96][];
        Arrays.setAll(kilowatts, i -> new double[] {1.5, 2, 2.5});
        ForecastSource source = day == 2
                ? new ForecastSource.Fallback(Tier.PROFILE, "no model is promoted")
                : new ForecastSource.Model("m-1", "blend", FIRST_CUTOFF, FutureWeather.NONE);
        return new Forecast(
                METER,
                "day-ahead",
                cutoff,
                cutoff,
                new TimeGrid(cutoff.plus(Duration.ofHours(12)), QUARTER, 96),
                Quantiles.of(0.1, 0.5, 0.9),
                kilowatts,
                source);
    }
}
