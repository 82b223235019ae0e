/**
 * Gradient-boosted trees by XGBoost, kept as Tribuo models.
 *
 * <p>One direct model over all lead times: the lead time is a feature, every lag is legal at it; or by choice a model of one
 * step that is asked again and again on its own forecasts. Trained by xgboost4j,
 * because Tribuo's trainer cannot take quantile or robust objectives, and kept on disk as a Tribuo model, which brings
 * provenance and a portable file. XGBoost's OpenMP library comes from DL4J's jar where the system has none.
 */
@NullMarked
package org.loadcast.training.forecaster.boosting;

import org.jspecify.annotations.NullMarked;
