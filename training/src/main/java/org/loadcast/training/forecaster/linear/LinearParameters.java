package org.loadcast.training.forecaster.linear;

import org.loadcast.training.forecaster.tabular.ColumnChoice;
import org.loadcast.training.forecaster.tabular.TargetForm;

/**
 * Parameters of a linear run.
 *
 * @param form what is predicted
 * @param columns which features it sees
 * @param pooled one regression for all times of day in place of one for each
 * @param absolute aim at absolute loss, for skewed loads
 * @param alpha ridge penalty on standardised columns
 * @param mostRows of a pooled regression; whole cutoffs are thinned until about this many are left
 */
record LinearParameters(
        TargetForm form, ColumnChoice columns, boolean pooled, boolean absolute, double alpha, int mostRows) {}
