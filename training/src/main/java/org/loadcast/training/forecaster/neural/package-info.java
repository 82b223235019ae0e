/**
 * Neural networks, trained with DL4J.
 *
 * <p>{@code mlp} reads the rows of the standard features, one for every target interval. {@code cnn} and {@code lstm} also
 * read the past week as a sequence ({@link org.loadcast.training.forecaster.neural.PastWindow}) and answer all targets of a
 * cutoff at once. Inputs and targets are standardised on the training rows alone; a network answers all quantiles, which a
 * {@link org.loadcast.training.forecaster.neural.QuantileHead} keeps from crossing. The newest cutoffs say how many epochs
 * are best; then the networks learn from everything.
 *
 * <p>Only training uses DL4J: a trained {@link org.loadcast.training.forecaster.neural.TrainedNetwork} answers in plain Java
 * and is saved as plain numbers, so forecasts take no native memory and no class name is ever read from a file.
 */
@NullMarked
package org.loadcast.training.forecaster.neural;

import org.jspecify.annotations.NullMarked;
