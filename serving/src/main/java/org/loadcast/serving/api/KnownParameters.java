package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a parameter of a query that its route does not have: whoever writes {@code at} where {@code time} is meant would
 * otherwise be answered for the present, and not know.
 */
final class KnownParameters {

    private static final String API = "/api/";

    private final String yaml;
    private final Map<String, Set<String>> names = new ConcurrentHashMap<>();
    private @Nullable JsonNode document;

    /**
     * Only reads the document when a query is asked for.
     *
     * @param yaml the OpenAPI document, which names the parameters of every route
     */
    KnownParameters(String yaml) {
        this.yaml = yaml;
    }

    void register(RoutesConfig routes) {
        routes.beforeMatched(this::check);
    }

    private void check(Context ctx) {
        Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
        if (ctx.queryString() == null || endpoint == null || !endpoint.path.startsWith(API)) {
            return;
        }
        Set<String> known = names.computeIfAbsent(
                endpoint.method + " " + endpoint.path, any -> of(endpoint.method.name(), endpoint.path));
        for (String name : ctx.queryParamMap().keySet()) {
            if (!known.contains(name)) {
                throw ProblemException.badParameter("There is no parameter " + name + " at " + endpoint.path + ". "
                        + (known.isEmpty() ? "It has none." : "It has " + String.join(", ", known) + "."));
            }
        }
    }

    /**
     * The parameters of a query.
     *
     * @param method such as {@code GET}
     * @param route such as {@code /api/v1/meters/{id}}
     */
    Set<String> of(String method, String route) {
        JsonNode path = document().path("paths").path(route);
        JsonNode operation = path.path(method.toLowerCase(Locale.ROOT));
        Set<String> found = new TreeSet<>();
        for (JsonNode list : List.of(path.path("parameters"), operation.path("parameters"))) {
            for (JsonNode entry : list) {
                JsonNode parameter = entry.has("$ref")
                        ? document().at(entry.path("$ref").asText().substring(1))
                        : entry;
                if (parameter.path("in").asText().equals("query")) {
                    found.add(parameter.path("name").asText());
                }
            }
        }
        return found;
    }

    private synchronized JsonNode document() {
        JsonNode read = document;
        if (read == null) {
            try {
                read = new YAMLMapper().readTree(yaml);
            } catch (JsonProcessingException broken) {
                throw new IllegalStateException("The OpenAPI document in the jar is not YAML. Build it anew.", broken);
            }
            document = read;
        }
        return read;
    }
}
