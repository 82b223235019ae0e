package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.loadcast.serving.ingest.deadletter.DeadLetter;
import org.loadcast.serving.ingest.deadletter.DeadLetterReplay;
import org.loadcast.serving.ingest.deadletter.DeadLetters;
import org.loadcast.serving.ingest.decode.UndecodableException;

/** {@code /api/v1/dead-letters}: messages that could not be used. */
public final class DeadLetterRoutes implements RouteGroup {

    private static final int USUAL_LETTERS = 100;
    private static final int MOST_LETTERS = 1_000;

    private final DeadLetters letters;
    private final DeadLetterReplay replay;

    public DeadLetterRoutes(DeadLetters letters, DeadLetterReplay replay) {
        this.letters = letters;
        this.replay = replay;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/dead-letters", this::list);
        routes.post("/api/v1/dead-letters/replay", ctx -> {
            DeadLetterReplay.Outcome outcome = replay.run();
            ctx.json(new ReplayJson(outcome.replayed(), outcome.kept(), outcome.firstReason()));
        });
    }

    /** The newest letters, newest first, and how many there are in all. */
    record LettersJson(long count, List<LetterJson> letters) {}

    /** A letter; its payload as text, or in Base64 when it is none. */
    record LetterJson(
            long id,
            Instant receivedAt,
            String topic,
            String reason,
            Optional<String> payload,
            Optional<String> payloadBase64) {}

    /** What became of replayed letters. */
    record ReplayJson(int replayed, int kept, Optional<String> firstReason) {}

    private void list(Context ctx) {
        int most = new Query(ctx).parsed("limit", DeadLetterRoutes::limit).orElse(USUAL_LETTERS);
        ctx.json(new LettersJson(
                letters.count(),
                letters.newest(most).stream().map(DeadLetterRoutes::json).toList()));
    }

    private static int limit(String text) {
        if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > MOST_LETTERS) {
            throw new IllegalArgumentException("It must be a whole number from 1 to " + MOST_LETTERS + ".");
        }
        return Integer.parseInt(text);
    }

    private static LetterJson json(DeadLetter letter) {
        byte[] payload = letter.message().payload().toBytes();
        Optional<String> text = text(letter);
        Optional<String> base64 = text.isPresent()
                ? Optional.empty()
                : Optional.of(new String(Base64.getEncoder().encode(payload), StandardCharsets.US_ASCII));
        return new LetterJson(
                letter.id(), letter.message().receivedAt(), letter.message().topic(), letter.reason(), text, base64);
    }

    private static Optional<String> text(DeadLetter letter) {
        try {
            return Optional.of(letter.message().payload().text());
        } catch (UndecodableException binary) {
            return Optional.empty();
        }
    }
}
