package org.loadcast.serving.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * What names a state of an answer, so that a client need not take the same again.
 *
 * @param value weak, for the body may travel compressed or not
 */
record Etag(String value) {

    private static final String WEAK = "W/";

    static Etag of(String content) {
        return new Etag(WEAK + '"' + UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)) + '"');
    }

    /** Answers with {@code body}, or that it has not changed when the client knows this state. */
    void answer(Context ctx, String mediaType, String body) {
        ctx.header("ETag", value).header("Cache-Control", "no-cache").header("Vary", "Accept");
        if (isKnown(Optional.ofNullable(ctx.header("If-None-Match")))) {
            ctx.status(HttpStatus.NOT_MODIFIED);
        } else {
            ctx.contentType(mediaType).result(body);
        }
    }

    private boolean isKnown(Optional<String> ifNoneMatch) {
        return ifNoneMatch
                .filter(known -> Arrays.stream(known.split(","))
                        .map(String::strip)
                        .anyMatch(one -> one.equals("*") || opaque(one).equals(opaque(value))))
                .isPresent();
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }
}
