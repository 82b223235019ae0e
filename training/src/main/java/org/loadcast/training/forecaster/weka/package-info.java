/**
 * Weka's methods on the rows that all tabular families share, and a way for a data scientist to open those rows in Weka.
 *
 * <p>{@code weka-linear} and {@code weka-m5p} explain themselves: an equation, and a tree of equations. Their models are
 * Java serialization, which is read through a filter that lets in the classes of these two methods alone
 * ({@link org.loadcast.training.forecaster.weka.ClassifierFile}).
 */
@NullMarked
package org.loadcast.training.forecaster.weka;

import org.jspecify.annotations.NullMarked;
