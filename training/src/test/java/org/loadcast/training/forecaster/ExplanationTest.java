package org.loadcast.training.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.forecaster.tabular.GroupShapley;

class ExplanationTest {

    private static final MeterHistory TOWN = TownHistory.history(FutureWeather.ACTUAL);
    private static final Instant UNTIL =
            TownHistory.START.plus(Duration.ofDays(64)).plus(Duration.ofHours(11));
    private static final Instant CUTOFF = UNTIL.plus(Duration.ofDays(2));

    /** Rules that have no parts to explain. */
    private static final Set<String> RULES = Set.of("persistence", "seasonal-naive", "similar-day", "profile");

    static Stream<String> families() {
        return QuickForecasters.families();
    }

    @ParameterizedTest
    @MethodSource("families")
    void baseAndContributionsAddUpToTheMedian(String family) {
        FittedForecaster fitted = QuickForecasters.fit(family, TOWN, UNTIL, TownHistory.DAY_AHEAD);
        ForecastContext context = ForecastContext.of(TOWN.asOf(CUTOFF), TownHistory.DAY_AHEAD);
        double[][] forecast = fitted.forecast(context);

        Optional<Explanation> explanation = fitted.explain(context);

        assertThat(explanation.isEmpty()).isEqualTo(RULES.contains(family));
        explanation.ifPresent(why -> {
            assertThat(why.rows()).isEqualTo(24);
            for (int row = 0; row < 24; row++) {
                // XGBoost's contributions have single precision; the load is about 100 kW.
                assertThat(why.sumKw(row)).isCloseTo(forecast[row][1], within(2e-3));
            }
        });
    }

    @Test
    void groupsThatPlayAloneGetWhatTheyAdd() {
        // Load adds 3 kW, calendar 2 kW, and both together 4 kW more, which they share.
        Explanation explanation = GroupShapley.explain(List.of("lag.a", "lag.b", "cal.c"), shown -> {
            double load = shown.contains(FeatureGroup.LOAD) ? 3 : 0;
            double calendar = shown.contains(FeatureGroup.CALENDAR) ? 2 : 0;
            return new double[] {10 + load + calendar + (load * calendar > 0 ? 4 : 0)};
        });

        assertThat(explanation.baseKw(0)).isEqualTo(10);
        assertThat(explanation.groupsOf(0)).containsExactly(Map.entry("load", 5.0), Map.entry("calendar", 4.0));
    }
}
