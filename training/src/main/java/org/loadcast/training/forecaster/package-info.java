/**
 * The port to everything that can learn a load.
 *
 * <p>A {@link org.loadcast.training.forecaster.ForecasterFamily} is found by {@link java.util.ServiceLoader} and makes
 * {@link org.loadcast.training.forecaster.Forecaster}s. A forecaster is fitted on a
 * {@link org.loadcast.training.forecaster.TrainingSet} (a point-in-time view and the past cutoffs to learn from) and
 * becomes a {@link org.loadcast.training.forecaster.FittedForecaster}, which answers for one
 * {@link org.loadcast.training.forecaster.ForecastContext} at a time and can be saved. Training is a pure function of the
 * view, the parameters and the seed.
 */
@NullMarked
package org.loadcast.training.forecaster;

import org.jspecify.annotations.NullMarked;
