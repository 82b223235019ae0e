/**
 * Searches better settings of a family, for one meter, within a time budget.
 *
 * <p>A {@link org.loadcast.training.tune.Tuner} draws candidates from the documented ranges of {@link
 * org.loadcast.training.tune.SearchSpace} by a seed and lets them compete by successive halving: nine on the newest validation
 * fold, the best three on the fold before, the best one on the rest. Only validation folds inside the training window are looked
 * at. Every score goes into a {@link org.loadcast.training.tune.Journal}, so that a search that was killed goes on where it was.
 */
@NullMarked
package org.loadcast.training.tune;

import org.jspecify.annotations.NullMarked;
