package org.loadcast.serving.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** A file of the jar as it is sent. */
final class StaticFile {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private final byte[] content;
    private final String type;
    private final String etag;

    private StaticFile(byte[] content, String type) {
        this.content = content;
        this.type = type;
        // Weak, for it may travel compressed or not.
        this.etag = "W/\"" + UUID.nameUUIDFromBytes(content) + "\"";
    }

    /**
     * Reads {@code name}, which is beside this class, or with a slash at its begin anywhere in the jar.
     *
     * @throws IllegalStateException when it is not there
     */
    static StaticFile resource(String name) {
        try (InputStream stream = StaticFile.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The page's " + name + " is not in the jar. Build it anew.");
            }
            String ending = name.substring(name.lastIndexOf('.') + 1);
            return new StaticFile(stream.readAllBytes(), TYPES.getOrDefault(ending, "application/octet-stream"));
        } catch (IOException unreadable) {
            throw new IllegalStateException("The page's " + name + " cannot be read from the jar.", unreadable);
        }
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    void send(Context ctx, String caching) {
        ctx.header("Cache-Control", caching).header("ETag", etag).header("X-Content-Type-Options", "nosniff");
        if (etag.equals(ctx.header("If-None-Match"))) {
            ctx.status(HttpStatus.NOT_MODIFIED);
        } else {
            ctx.contentType(type).result(content);
        }
    }
}
