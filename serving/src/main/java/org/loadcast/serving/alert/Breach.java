package org.loadcast.serving.alert;

import java.time.Instant;

/**
 * A condition that holds.
 *
 * @param from start of the time that it is about
 * @param to end of that time
 * @param sentence what is wrong and what to do, for people
 */
public record Breach(Instant from, Instant to, String sentence) {}
