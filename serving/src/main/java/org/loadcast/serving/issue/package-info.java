/**
 * Forecasts that are issued without being asked for.
 *
 * <p>An {@link org.loadcast.serving.issue.ForecastIssuer} makes the forecasts of many meters in one round: in parallel,
 * stored in one transaction, then handed to every {@link org.loadcast.serving.issue.ForecastPublisher}. An {@link
 * org.loadcast.serving.issue.IssueClock} begins the rounds: a moment after each quarter of an hour, at the local times of the meters'
 * zones for the next day, and when new weather has come in. What was missed while the service stood still is not made up
 * for; the first round issues what is due by now, and the log says what was missed.
 */
@NullMarked
package org.loadcast.serving.issue;

import org.jspecify.annotations.NullMarked;
