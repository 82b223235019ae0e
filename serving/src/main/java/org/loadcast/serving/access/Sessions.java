package org.loadcast.serving.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * People who showed a key and are remembered by a random token, for twelve hours or until the key is revoked. They are kept in
 * memory only: after a restart one logs in again. Thread-safe.
 */
public final class Sessions {

    /** How long a session lasts. */
    public static final Duration LENGTH = Duration.ofHours(12);

    private static final int MOST = 10_000;
    private static final int TOKEN_BYTES = 32;

    private final Keys keys;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** By digest of the token, so that a picture of the memory gives no session away. */
    private final Map<String, Session> open = new LinkedHashMap<>();

    private record Session(String keyId, Instant until) {}

    public Sessions(Keys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Begins a session and returns its token. */
    public synchronized String open(ApiKey key) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        open.values().removeIf(session -> session.until().isBefore(now));
        if (open.size() >= MOST) {
            open.remove(open.keySet().iterator().next());
        }
        open.put(Keys.sha256(token), new Session(key.id(), now.plus(LENGTH)));
        return token;
    }

    /** The key behind a token; empty when the session has ended or the key was revoked. */
    public synchronized Optional<ApiKey> find(String token) {
        return Optional.ofNullable(open.get(Keys.sha256(token)))
                .filter(session -> clock.instant().isBefore(session.until()))
                .flatMap(session -> keys.find(session.keyId()));
    }

    /** Ends a session. */
    public synchronized void close(String token) {
        open.remove(Keys.sha256(token));
    }
}
