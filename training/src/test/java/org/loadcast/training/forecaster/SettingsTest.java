package org.loadcast.training.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loadcast.features.forecast.FutureWeather;

class SettingsTest {

    private static final Map<String, String> DEFAULTS = Map.of("rounds", "400", "robust", "false", "weather", "none");

    private static Settings settings(String name, String value) {
        return new Settings("trees", DEFAULTS, Map.of(name, value));
    }

    @Test
    void anOverrideTakesTheDefaultsPlace() {
        Settings settings = settings("rounds", "7");

        assertThat(settings.integer("rounds")).isEqualTo(7);
        assertThat(settings.flag("robust")).isFalse();
        assertThat(settings.choice("weather", FutureWeather.class)).isEqualTo(FutureWeather.NONE);
        assertThat(settings.asMap()).containsEntry("rounds", "7").hasSize(3);
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> settings("round", "7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Family trees has no parameter 'round'. It has robust, rounds, weather.");
    }

    @Test
    void aValueOfTheWrongKindSaysWhatWasExpected() {
        assertThatThrownBy(() -> settings("rounds", "many").integer("rounds"))
                .hasMessage("Parameter rounds of family trees is 'many', expected a whole number.");
        assertThatThrownBy(() -> settings("rounds", "many").number("rounds")).hasMessageContaining("expected a number");
        assertThatThrownBy(() -> settings("robust", "yes").flag("robust"))
                .hasMessageContaining("expected true or false");
        assertThatThrownBy(() -> settings("weather", "nice").choice("weather", FutureWeather.class))
                .hasMessageContaining("expected one of [none, forecast, actual]");
    }

    @Test
    void askingForANameThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> settings("rounds", "7").text("depth")).hasMessageContaining("no parameter 'depth'");
    }
}
