package org.loadcast.serving.retrain;

import java.time.Instant;

/**
 * The right to train, for a while.
 *
 * @param holder name of the instance that has it
 * @param token rises with every holder, so that a former one can be told from the present one
 * @param until when it ends unless it is renewed
 */
public record Lease(String holder, long token, Instant until) {}
