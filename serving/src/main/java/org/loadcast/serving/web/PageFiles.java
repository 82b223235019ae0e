package org.loadcast.serving.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /} and {@code /assets/{file}}, from memory. Thread-safe. */
public final class PageFiles {

    /** Nothing from elsewhere, nothing inline: a name that is no name but a script stays text. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final StaticFile index;
    private final Map<String, StaticFile> assets;

    /**
     * Reads the files that the build has put beside this class.
     *
     * @throws IllegalStateException when they are not there
     */
    public PageFiles() {
        this.index = read("index.html");
        this.assets = read("files.txt")
                .text()
                .lines()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), PageFiles::read));
    }

    private static StaticFile read(String name) {
        return StaticFile.resource("page/" + name);
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
        Optional<StaticFile> file = Optional.ofNullable(assets.get(name));
        if (file.isEmpty()) {
            ctx.status(HttpStatus.NOT_FOUND).result("There is no such file. Load the page anew.");
            return;
        }
        boolean hashed = !name.equals("favicon.svg");
        file.get().send(ctx, hashed ? "public, max-age=31536000, immutable" : "public, max-age=86400");
    }
}
