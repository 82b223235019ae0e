/**
 * Training for the registry: from stored history to a champion.
 *
 * <p>{@link org.loadcast.training.run.StoredHistory} reads what a meter's training needs;
 * {@link org.loadcast.training.run.TrainingRun} holds the newest days back, trains on what was known before them, scores
 * the challenger, the champion and the seasonal naive on the same unseen rows, fits the challenger again on everything,
 * registers it and promotes it if it is better. A run is a pure function of the history, the request and the seed.
 */
@NullMarked
package org.loadcast.training.run;

import org.jspecify.annotations.NullMarked;
