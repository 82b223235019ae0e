package org.loadcast.training.forecaster.linear;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterContract;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TownHistory;
import org.loadcast.training.forecaster.TrainingSet;

class LinearFamilyTest extends ForecasterContract {

    LinearFamilyTest() {
        super("linear", Map.of("pooled", "true"));
    }

    @Test
    void manyRowsOfWhichNoTimeOfDayHasEnoughAreTooLittle() {
        Instant until = TownHistory.START.plus(Duration.ofDays(60));
        List<Instant> fifteenNoons = IntStream.range(30, 45)
                .mapToObj(day -> TownHistory.START.plus(Duration.ofDays(day)).plus(Duration.ofHours(12)))
                .toList();
        PointInTimeView view = TownHistory.history(FutureWeather.NONE).asOf(until);
        TrainingSet set = new TrainingSet(view, TownHistory.DAY_AHEAD, fifteenNoons);
        Forecaster oneForEachTimeOfDay = new LinearFamily().forecaster(Map.of());

        assertThatThrownBy(() -> oneForEachTimeOfDay.fit(set, FitOptions.defaults()))
                .isInstanceOf(TooLittleHistoryException.class)
                .hasMessageContaining("no time of day");
    }
}
