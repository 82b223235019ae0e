package org.loadcast.serving.ingest.deadletter;

import org.loadcast.serving.ingest.decode.Message;

/**
 * A message that could not be used, wholly or in part.
 *
 * @param id its number, rising with time
 * @param message as it came in
 * @param reason why, and what to do
 */
public record DeadLetter(long id, Message message, String reason) {}
