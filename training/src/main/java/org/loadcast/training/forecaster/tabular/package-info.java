/**
 * Features and targets as plain rows of numbers, for every method that learns from a table.
 *
 * <p>{@link org.loadcast.training.forecaster.tabular.TargetForm} says what is predicted: the load itself, its change from
 * the last value, or its distance from the typical profile, each optionally in units of the meter's level.
 * {@link org.loadcast.training.forecaster.tabular.TabularEncoding} turns a feature matrix into rows of that form and
 * predictions back into kW; columns are found by name, so a model does not mind another order of weather stations.
 */
@NullMarked
package org.loadcast.training.forecaster.tabular;

import org.jspecify.annotations.NullMarked;
