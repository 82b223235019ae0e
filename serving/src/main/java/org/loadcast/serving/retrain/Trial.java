package org.loadcast.serving.retrain;

import java.time.Instant;

/**
 * A challenger that is compared with the champion on live data.
 *
 * @param meter of both
 * @param horizon its label
 * @param model id of the challenger
 * @param since only forecasts from here on count
 * @param until when it is decided
 */
public record Trial(String meter, String horizon, String model, Instant since, Instant until) {}
