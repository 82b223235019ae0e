package org.loadcast.training.registry;

import java.time.Instant;

/**
 * A change of champion.
 *
 * @param action {@code promote} or {@code rollback}
 * @param id the model that serves from then on
 * @param reason why, in words
 */
public record PromotionEvent(Instant at, String action, String id, String reason) {}
