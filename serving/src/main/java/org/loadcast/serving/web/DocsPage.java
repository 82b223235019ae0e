package org.loadcast.serving.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code /docs}: Swagger UI shows {@code /openapi.yaml}, from files of this process alone. They are read when they are first asked
 * for, because they are large and seldom wanted. Thread-safe.
 */
public final class DocsPage {

    /** As for the page; the library puts a few styles inline. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String INDEX = "docs/index.html";

    private final Map<String, String> assets;
    private final Map<String, StaticFile> read = new ConcurrentHashMap<>();

    public DocsPage() {
        String library = "/META-INF/resources/webjars/swagger-ui/"
                + StaticFile.resource("docs/swagger-ui.txt").text().strip() + "/";
        this.assets = Map.of(
                "docs.js", "docs/docs.js",
                "swagger-ui.css", library + "swagger-ui.css",
                "swagger-ui-bundle.js", library + "swagger-ui-bundle.js");
    }

    public void register(RoutesConfig routes) {
        routes.get("/docs", ctx -> {
            ctx.header("Content-Security-Policy", POLICY).header("Referrer-Policy", "no-referrer");
            send(ctx, INDEX);
        });
        routes.get("/docs/{file}", this::asset);
    }

    private void asset(Context ctx) {
        Optional<String> resource = Optional.ofNullable(assets.get(ctx.pathParam("file")));
        resource.ifPresentOrElse(
                name -> send(ctx, name),
                () -> ctx.status(HttpStatus.NOT_FOUND).result("There is no such file. Open /docs."));
    }

    private void send(Context ctx, String resource) {
        read.computeIfAbsent(resource, StaticFile::resource).send(ctx, "no-cache");
    }
}
