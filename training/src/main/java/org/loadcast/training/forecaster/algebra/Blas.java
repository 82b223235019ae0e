package org.loadcast.training.forecaster.algebra;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dposv;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

/** Products of matrices and linear equations by OpenBLAS, which ND4J brings along; matrices lie row after row. Thread-safe. */
public final class Blas {

    private static final String LOGGER = "org.bytedeco.javacpp.logger";

    static {
        // JavaCPP would write to standard error, past every level of logging.
        System.setProperty(LOGGER, System.getProperty(LOGGER, "slf4j"));
        // Models learn side by side, and small products are slower on several threads.
        blas_set_num_threads(1);
    }

    private Blas() {}

    /** Adds {@code left x right} to {@code sum}; left is rows x inner, right inner x columns. */
    public static void addProduct(float[] left, float[] right, float[] sum, int rows, int inner, int columns) {
        multiply(CblasNoTrans, left, inner, CblasNoTrans, right, columns, 1, sum, rows, inner, columns);
    }

    /** {@code product = left' x right}; left is inner x rows, right inner x columns. */
    public static void productOfTransposed(
            float[] left, float[] right, float[] product, int rows, int inner, int columns) {
        multiply(CblasTrans, left, rows, CblasNoTrans, right, columns, 0, product, rows, inner, columns);
    }

    /** {@code product = left x right'}; left is rows x inner, right columns x inner. */
    public static void productWithTransposed(
            float[] left, float[] right, float[] product, int rows, int inner, int columns) {
        multiply(CblasNoTrans, left, inner, CblasTrans, right, inner, 0, product, rows, inner, columns);
    }

    /** The upper triangle, diagonal included, of {@code gram = matrix' x matrix}; matrix is rows x columns. */
    public static void upperGram(double[] matrix, double[] gram, int rows, int columns) {
        cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, columns, rows, 1, matrix, columns, 0, gram, columns);
    }

    /**
     * Solves {@code gram x unknowns = right} by Cholesky's decomposition.
     *
     * @param gram size x size, of which the upper triangle counts; destroyed
     * @param right one value for each row; the unknowns afterwards
     * @return whether {@code gram} is positive definite; if not, there is no solution
     */
    public static boolean solvePositiveDefinite(double[] gram, double[] right, int size) {
        // The upper triangle of rows is the lower one of columns, which LAPACK reads without a copy.
        return LAPACKE_dposv(LAPACK_COL_MAJOR, (byte) 'L', size, 1, gram, size, right, size) == 0;
    }

    private static void multiply(
            int formOfLeft,
            float[] left,
            int leftWidth,
            int formOfRight,
            float[] right,
            int rightWidth,
            float keep,
            float[] result,
            int rows,
            int inner,
            int columns) {
        cblas_sgemm(
                CblasRowMajor,
                formOfLeft,
                formOfRight,
                rows,
                columns,
                inner,
                1,
                left,
                leftWidth,
                right,
                rightWidth,
                keep,
                result,
                columns);
    }
}
