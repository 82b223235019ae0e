package org.loadcast.training.forecaster.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loadcast.features.transform.EndFeatures;
import org.loadcast.features.transform.FeatureMatrix;
import org.loadcast.features.transform.LoadFeatures;

class TabularEncodingTest {

    private static final List<String> COLUMNS =
            List.of(LoadFeatures.LAST, LoadFeatures.PROFILE, LoadFeatures.LEVEL, "cal.hour");

    static Stream<TargetForm> forms() {
        return Arrays.stream(TargetForm.Base.values())
                .flatMap(base -> Stream.of(true, false).map(perLevel -> new TargetForm(base, perLevel)));
    }

    private static FeatureMatrix matrix(List<String> columns, double... values) {
        FeatureMatrix matrix = new FeatureMatrix(columns, 1);
        for (int column = 0; column < values.length; column++) {
            matrix.set(0, column, values[column]);
        }
        return matrix;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aLoadComesBackFromItsTarget(TargetForm form) {
        TabularEncoding.Bound bound = new TabularEncoding(COLUMNS, form).bind(matrix(COLUMNS, 90, 100, 80, 7));

        for (double load : new double[] {-50, 0, 95.5, 1e6}) {
            // One subtraction, division, multiplication and addition: a few units of the last of sixteen places.
            assertThat(bound.load(0, bound.target(0, load))).isCloseTo(load, within(1e-9));
        }
    }

    @Test
    void targetsAreWhatTheirFormSays() {
        FeatureMatrix matrix = matrix(COLUMNS, 90, 100, 80, 7);

        assertThat(target(new TargetForm(TargetForm.Base.NONE, false), matrix)).isEqualTo(120);
        assertThat(target(new TargetForm(TargetForm.Base.NONE, true), matrix)).isEqualTo(120 / 80.0);
        assertThat(target(new TargetForm(TargetForm.Base.LAST, false), matrix)).isEqualTo(30);
        assertThat(target(new TargetForm(TargetForm.Base.PROFILE, true), matrix))
                .isEqualTo(20 / 80.0);
    }

    @Test
    void theNewestValueIsTheEndOfTheLastIntervalForAModelThatHasLearnedToSeeIt() {
        TargetForm change = new TargetForm(TargetForm.Base.LAST, false);
        List<String> finer = List.of(LoadFeatures.LAST, EndFeatures.END);
        FeatureMatrix both = matrix(finer, 90, 110);
        FeatureMatrix lastAlone = matrix(List.of(LoadFeatures.LAST), 90);

        assertThat(new TabularEncoding(finer, change).bind(both).target(0, 120)).isEqualTo(10);
        assertThat(new TabularEncoding(finer, change).bind(lastAlone).target(0, 120))
                .isEqualTo(30);
        assertThat(target(change, both)).isEqualTo(30);
    }

    private static double target(TargetForm form, FeatureMatrix matrix) {
        return new TabularEncoding(COLUMNS, form).bind(matrix).target(0, 120);
    }

    @Test
    void columnsAreFoundByNameInAnotherOrder() {
        TabularEncoding encoding = new TabularEncoding(COLUMNS, new TargetForm(TargetForm.Base.LAST, true));
        List<String> turned = List.of("cal.hour", LoadFeatures.LEVEL, "new", LoadFeatures.PROFILE, LoadFeatures.LAST);

        float[] straight = encoding.bind(matrix(COLUMNS, 90, 100, 80, 7)).inputs();
        float[] other = encoding.bind(matrix(turned, 7, 80, 1, 100, 90)).inputs();

        assertThat(straight).containsExactly(90 / 80f, 100 / 80f, 1, 7);
        assertThat(other).containsExactly(straight);
    }

    @Test
    void aColumnThatIsNotThereReadsAsMissing() {
        TabularEncoding encoding = new TabularEncoding(COLUMNS, new TargetForm(TargetForm.Base.NONE, false));

        assertThat(encoding.bind(matrix(List.of("cal.hour"), 7)).inputs())
                .containsExactly(Float.NaN, Float.NaN, Float.NaN, 7);
    }

    @Test
    void aMissingBaseOrLevelMakesTheTargetMissing() {
        FeatureMatrix noLast = matrix(COLUMNS, Double.NaN, 100, 80, 7);
        FeatureMatrix noLevel = matrix(COLUMNS, 90, 100, Double.NaN, 7);

        assertThat(target(new TargetForm(TargetForm.Base.LAST, false), noLast)).isNaN();
        assertThat(target(new TargetForm(TargetForm.Base.NONE, true), noLevel)).isNaN();
        assertThat(target(new TargetForm(TargetForm.Base.NONE, false), noLevel)).isEqualTo(120);
    }
}
