package org.loadcast.serving.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /} and {@code /assets/{file}}, from memory. Thread-safe. */
public final class PageFiles {

    /** Nothing from elsewhere, nothing inline: a name that is no name but a script stays text. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private final File index;
    private final Map<String, File> assets;

    /** A file as it is sent. */
    private static final class File {

        private final byte[] content;
        private final String type;
        private final String etag;

        File(byte[] content, String type) {
            this.content = content;
            this.type = type;
            // Weak, for it may travel compressed or not.
            this.etag = "W/\"" + UUID.nameUUIDFromBytes(content) + "\"";
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

    /**
     * Reads the files that the build has put beside this class.
     *
     * @throws IllegalStateException when they are not there
     */
    public PageFiles() {
        this.index = new File(read("index.html"), "text/html; charset=utf-8");
        this.assets = new String(read("files.txt"), StandardCharsets.UTF_8)
                .lines()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), name -> new File(read(name), typeOf(name))));
    }

    private static byte[] read(String name) {
        try (InputStream stream = PageFiles.class.getResourceAsStream("page/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("The page's " + name + " is not in the jar. Build it anew.");
            }
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException("The page's " + name + " cannot be read from the jar.", unreadable);
        }
    }

    private static String typeOf(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    public void register(RoutesConfig routes) {
        routes.get("/", ctx -> {
            ctx.header("Content-Security-Policy", POLICY).header("Referrer-Policy", "no-referrer");
            index.send(ctx, "no-cache");
        });
        routes.get("/assets/{file}", this::asset);
    }

    private void asset(Context ctx) {
        String name = ctx.pathParam("file");
        Optional<File> file = Optional.ofNullable(assets.get(name));
        if (file.isEmpty()) {
            ctx.status(HttpStatus.NOT_FOUND).result("There is no such file. Load the page anew.");
            return;
        }
        boolean hashed = !name.equals("favicon.svg");
        file.get().send(ctx, hashed ? "public, max-age=31536000, immutable" : "public, max-age=86400");
    }
}
