package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.UUID;
import org.loadcast.features.store.StoreException;
import org.loadcast.serving.forecast.NoHistoryException;
import org.loadcast.serving.forecast.UnknownMeterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns exceptions into problem documents. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    void register(RoutesConfig routes) {
        routes.exception(ProblemException.class, (e, ctx) -> answer(ctx, e.toProblem(ctx.path())));
        routes.exception(
                UnknownMeterException.class,
                (e, ctx) -> answer(ctx, HttpStatus.NOT_FOUND, "unknown-meter", "Unknown meter", e));
        routes.exception(
                NoHistoryException.class,
                (e, ctx) -> answer(ctx, HttpStatus.CONFLICT, "no-history", "Nothing to forecast from", e));
        routes.exception(StoreException.class, (e, ctx) -> {
            LOG.error("{} {}: {}", ctx.method(), ctx.path(), e.getMessage());
            answer(ctx, HttpStatus.SERVICE_UNAVAILABLE, "store", "Store not available", e);
        });
        routes.exception(HttpResponseException.class, this::answerLibrary);
        routes.exception(Exception.class, this::answerBug);
    }

    private void answer(Context ctx, HttpStatus status, String kind, String title, Exception cause) {
        answer(ctx, Problem.of(status, kind, title, String.valueOf(cause.getMessage()), ctx.path()));
    }

    private void answer(Context ctx, Problem problem) {
        try {
            ctx.status(problem.status())
                    .result(json.writeValueAsString(problem))
                    .contentType(Problem.MEDIA_TYPE);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Problem " + problem + " cannot be written as JSON.", impossible);
        }
    }

    /** What Javalin itself refuses: unknown paths, wrong methods, bodies that are too large. */
    private void answerLibrary(HttpResponseException e, Context ctx) {
        HttpStatus status = HttpStatus.forStatus(e.getStatus());
        String detail = switch (status) {
            case NOT_FOUND -> "There is nothing at " + ctx.path() + ". See /openapi.yaml for what there is.";
            case METHOD_NOT_ALLOWED ->
                ctx.method() + " is not possible at " + ctx.path() + ". See /openapi.yaml for what is.";
            case CONTENT_TOO_LARGE ->
                "The body is larger than " + LoadcastServer.LARGEST_BODY_BYTES
                        + " bytes. Send it in several requests, or use the import command.";
            default -> String.valueOf(e.getMessage());
        };
        answer(ctx, Problem.of(status, "http-" + status.getCode(), status.getMessage(), detail, ctx.path()));
    }

    private void answerBug(Exception e, Context ctx) {
        String reference = UUID.randomUUID().toString();
        LOG.error("{} {} failed, reference {}", ctx.method(), ctx.path(), reference, e);
        String detail = "Loadcast failed at this request. The log tells more under reference " + reference + ".";
        answer(ctx, Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "Internal error", detail, ctx.path()));
    }
}
