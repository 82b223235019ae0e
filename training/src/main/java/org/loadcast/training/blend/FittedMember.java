package org.loadcast.training.blend;

import java.time.Duration;
import org.loadcast.training.forecaster.FittedForecaster;

/**
 * A member that has learned.
 *
 * @param member which
 * @param forecaster what it has become
 * @param fitTime wall-clock time of its validation and final fit
 */
record FittedMember(Member member, FittedForecaster forecaster, Duration fitTime) {}
