package org.loadcast.training.forecaster.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loadcast.training.forecaster.linear.SplineBasis.Kind;
import org.loadcast.training.forecaster.linear.SplineBasis.Term;

class SplineBasisTest {

    @Test
    void hingesBendAtTheirKnots() {
        SplineBasis basis = new SplineBasis(List.of(new Term(0, Kind.HINGES, List.of(5.0, 15.0))));

        assertThat(basis.width()).isEqualTo(3);
        assertThat(basis.expand(new float[] {3}, 0)).containsExactly(3, 0, 0);
        assertThat(basis.expand(new float[] {12}, 0)).containsExactly(12, 7, 0);
        assertThat(basis.expand(new float[] {20}, 0)).containsExactly(20, 15, 5);
    }

    @Test
    void aMissingTemperatureIsMissingInEveryHinge() {
        SplineBasis basis = new SplineBasis(List.of(new Term(0, Kind.HINGES, List.of(5.0))));

        assertThat(basis.expand(new float[] {Float.NaN}, 0)).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void weekdaysBecomeDummies() {
        SplineBasis basis = new SplineBasis(List.of(new Term(1, Kind.DUMMIES, List.of(1.0, 2.0, 3.0))));

        assertThat(basis.expand(new float[] {9, 2}, 0)).containsExactly(0, 1, 0);
        assertThat(basis.expand(new float[] {9, 7}, 0)).containsExactly(0, 0, 0);
    }

    @Test
    void loadsFadeWithTheLeadTime() {
        // given: the first column is the lead time in hours
        SplineBasis basis = new SplineBasis(List.of(new Term(1, Kind.DAMPED, List.of())));

        assertThat(basis.expand(new float[] {30, 100}, 0)).containsExactly(100, 100 * Math.exp(-5), 100 * Math.exp(-1));
    }

    @Test
    void aSharedRegressionHasADummyForEveryHourOfWorkdaysAndOfWeekends() {
        // given: hour and weekday stand side by side
        SplineBasis basis = new SplineBasis(List.of(new Term(0, Kind.HOUR_BY_WORKDAY, List.of())));

        double[] mondayHalfPastSeven = basis.expand(new float[] {7.5f, 1}, 0);
        double[] sundayMidnight = basis.expand(new float[] {0, 7}, 0);

        assertThat(mondayHalfPastSeven).hasSize(48);
        assertThat(mondayHalfPastSeven[7]).isEqualTo(1);
        assertThat(sundayMidnight[24]).isEqualTo(1);
        assertThat(Arrays.stream(mondayHalfPastSeven).sum()).isEqualTo(1);
    }

    @Test
    void termsStandSideBySideAndRowsAreFoundByTheirOffset() {
        SplineBasis basis =
                new SplineBasis(List.of(new Term(1, Kind.LINEAR, List.of()), new Term(0, Kind.HINGES, List.of(1.0))));

        assertThat(basis.expand(new float[] {0, 0, 4, 5}, 2)).containsExactly(5, 4, 3);
    }
}
