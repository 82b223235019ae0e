/**
 * Neural networks, trained with DL4J.
 *
 * <p>{@code mlp} reads the rows of the feature pipeline, one for every target interval. Inputs are standardised on the
 * training rows alone ({@link org.loadcast.training.forecaster.neural.InputScale}), the target is brought to a common size
 * ({@link org.loadcast.training.forecaster.neural.TargetScale}), and the network answers all quantiles at once, which a
 * {@link org.loadcast.training.forecaster.neural.QuantileHead} keeps from crossing. A validation tail chooses the scale of
 * the target and the number of epochs; then the networks learn from everything.
 *
 * <p>Only training uses DL4J: a trained {@link org.loadcast.training.forecaster.neural.DenseNetwork} answers in plain Java
 * and is saved as plain numbers, so no configuration or class name is ever read from a file.
 */
@NullMarked
package org.loadcast.training.forecaster.neural;

import org.jspecify.annotations.NullMarked;
