package org.loadcast.training.forecaster.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.transform.EndFeatures;
import org.loadcast.features.transform.LoadFeatures;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.forecaster.TownHistory;
import org.loadcast.training.forecaster.TrainingSet;

class ColumnChoiceTest {

    private static final MeterHistory TOWN = TownHistory.history(FutureWeather.ACTUAL);

    private static TrainingSet nextStep() {
        Instant cutoff = TownHistory.START.plus(Duration.ofDays(40));
        return new TrainingSet(TOWN.asOf(TownHistory.END), TownHistory.NEXT_STEP, List.of(cutoff));
    }

    @Test
    void recentColumnsTellTheHourAndTheLastDayButNotTheWeekNorTheSeason() {
        List<String> all = ColumnChoice.ALL.of(nextStep());
        List<String> recent = ColumnChoice.RECENT.of(nextStep());

        assertThat(recent)
                .contains(
                        LoadFeatures.LAST,
                        EndFeatures.END,
                        "lag.mean_24h",
                        "cal.hour",
                        "cal.sin_hour",
                        "sun.elevation");
        assertThat(all)
                .contains(LoadFeatures.LEVEL, "lag.mean_7d", "cal.sin_year_2", "cal.trend_days")
                .containsAll(recent);
        assertThat(recent)
                .doesNotContain(LoadFeatures.LEVEL, "lag.mean_7d", "lag.mean_28d", "cal.trend_days", "cal.day_of_year")
                .doesNotContain("cal.sin_year", "cal.cos_year", "cal.sin_year_2", "cal.cos_year_2");
    }

    @Test
    void noExamplesHaveNoColumns() {
        TrainingSet nothing = new TrainingSet(TOWN.asOf(TownHistory.END), TownHistory.NEXT_STEP, List.of());

        assertThat(ColumnChoice.values())
                .allSatisfy(choice -> assertThat(choice.of(nothing)).isEmpty());
    }
}
