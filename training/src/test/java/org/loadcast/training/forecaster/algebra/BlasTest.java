package org.loadcast.training.forecaster.algebra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlasTest {

    // 2 x 3 and 3 x 2, row after row.
    private static final float[] LEFT = {1, 2, 3, 4, 5, 6};
    private static final float[] RIGHT = {7, 8, 9, 10, 11, 12};

    @Test
    void aProductIsAddedToWhatIsThere() {
        float[] sum = {1, 1, 1, 1};

        Blas.addProduct(LEFT, RIGHT, sum, 2, 3, 2);

        assertThat(sum).containsExactly(59, 65, 140, 155);
    }

    @Test
    void theTransposedLeftTimesTheRight() {
        float[] product = new float[9];

        Blas.productOfTransposed(LEFT, new float[] {7, 8, 9, 10, 11, 12}, product, 3, 2, 3);

        assertThat(product).containsExactly(47, 52, 57, 64, 71, 78, 81, 90, 99);
    }

    @Test
    void theLeftTimesTheTransposedRight() {
        float[] product = new float[4];

        Blas.productWithTransposed(LEFT, RIGHT, product, 2, 3, 2);

        assertThat(product).containsExactly(50, 68, 122, 167);
    }

    @Test
    void theGramMatrixHasItsUpperTriangle() {
        double[] gram = new double[9];

        Blas.upperGram(new double[] {1, 2, 3, 4, 5, 6}, gram, 2, 3);

        assertThat(gram).containsExactly(17, 22, 27, 0, 29, 36, 0, 0, 45);
    }
}
