package org.loadcast.serving.ingest.deadletter;

import java.util.List;
import java.util.Optional;
import org.loadcast.serving.ingest.Intake;
import org.loadcast.serving.ingest.decode.Decoded;
import org.loadcast.serving.ingest.decode.MessageMapping;
import org.loadcast.serving.ingest.decode.UndecodableException;

/** Decodes dead letters again, with the mapping of today. */
public final class DeadLetterReplay {

    private static final int AT_A_TIME = 500;

    private final DeadLetters letters;
    private final MessageMapping mapping;
    private final Intake intake;

    public DeadLetterReplay(DeadLetters letters, MessageMapping mapping, Intake intake) {
        this.letters = letters;
        this.mapping = mapping;
        this.intake = intake;
    }

    /**
     * What became of the letters.
     *
     * @param replayed letters that were stored, and are gone
     * @param kept letters that still cannot be used
     * @param firstReason why the first of those cannot
     */
    public record Outcome(int replayed, int kept, Optional<String> firstReason) {}

    /** Replays all letters, oldest first. What is stored twice does no harm. */
    public Outcome run() {
        int replayed = 0;
        int kept = 0;
        Optional<String> firstReason = Optional.empty();
        long last = 0;
        for (List<DeadLetter> page = letters.after(last, AT_A_TIME);
                !page.isEmpty();
                page = letters.after(last, AT_A_TIME)) {
            for (DeadLetter letter : page) {
                last = letter.id();
                Optional<String> reason = replay(letter);
                if (reason.isEmpty()) {
                    letters.remove(letter.id());
                    replayed++;
                } else {
                    kept++;
                    firstReason = firstReason.or(() -> reason);
                }
            }
        }
        return new Outcome(replayed, kept, firstReason);
    }

    /** Stores what is good in a letter; why a part of it still is not. */
    private Optional<String> replay(DeadLetter letter) {
        try {
            Decoded decoded = mapping.decode(letter.message());
            Optional<String> objection =
                    intake.objection(decoded, letter.message().receivedAt());
            if (objection.isPresent()) {
                return objection;
            }
            intake.store(List.of(decoded));
            return decoded.refused().stream().findFirst();
        } catch (UndecodableException still) {
            return Optional.of(still.reason());
        }
    }
}
