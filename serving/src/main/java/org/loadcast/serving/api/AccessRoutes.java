package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loadcast.serving.access.ApiKey;
import org.loadcast.serving.access.AuditLog;
import org.loadcast.serving.access.Keys;
import org.loadcast.serving.access.Role;
import org.loadcast.serving.access.Sessions;
import org.loadcast.serving.access.Visitor;

/** {@code /api/v1/session}, {@code /api/v1/keys} and {@code /api/v1/audit}: who may come in, and what they did. */
final class AccessRoutes implements RouteGroup {

    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final Gate gate;
    private final Guard guard;
    private final boolean secure;
    private final ObjectMapper json;

    /** @param secure whether cookies may travel by TLS only */
    AccessRoutes(Gate gate, Guard guard, boolean secure, ObjectMapper json) {
        this.gate = gate;
        this.guard = guard;
        this.secure = secure;
        this.json = json;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/session", this::whoAmI);
        routes.post("/api/v1/session", this::logIn);
        routes.delete("/api/v1/session", this::logOut);
        routes.get("/api/v1/keys", this::list);
        routes.post("/api/v1/keys", this::create);
        routes.delete("/api/v1/keys/{id}", this::revoke);
        routes.get("/api/v1/audit", this::audit);
    }

    /** Who asks; {@code key_needed} says that there are keys, so that one has to be shown. */
    record SessionJson(boolean keyNeeded, Optional<String> name, Optional<String> role, Set<String> groups) {}

    record Login(@Nullable String key) {}

    private void whoAmI(Context ctx) {
        boolean needed = guard.keys().exist();
        Visitor visitor = Gate.visitor(ctx);
        boolean known = !needed || isKnown(ctx);
        ctx.header("Cache-Control", "no-store");
        ctx.json(
                known
                        ? new SessionJson(
                                needed,
                                Optional.of(visitor.name()),
                                Optional.of(visitor.role().label()),
                                visitor.groups())
                        : new SessionJson(true, Optional.empty(), Optional.empty(), Set.of()));
    }

    private boolean isKnown(Context ctx) {
        return ctx.header("Authorization") != null
                || Optional.ofNullable(ctx.cookie(Gate.COOKIE))
                        .flatMap(guard.sessions()::find)
                        .isPresent();
    }

    private void logIn(Context ctx) {
        Login login = body(ctx, Login.class, "{\"key\":\"lc_…\"}");
        if (login.key() == null) {
            throw ProblemException.badBody("The key is missing. Send {\"key\":\"lc_…\"}.");
        }
        ApiKey key = gate.shown(ctx, login.key());
        setCookie(ctx, guard.sessions().open(key), (int) Sessions.LENGTH.toSeconds());
        Visitor visitor = key.visitor();
        ctx.header("Cache-Control", "no-store");
        ctx.json(new SessionJson(
                true, Optional.of(visitor.name()), Optional.of(visitor.role().label()), visitor.groups()));
    }

    private void logOut(Context ctx) {
        Optional.ofNullable(ctx.cookie(Gate.COOKIE)).ifPresent(guard.sessions()::close);
        setCookie(ctx, "", 0);
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private void setCookie(Context ctx, String value, int seconds) {
        ctx.cookie(new Cookie(Gate.COOKIE, value, "/", seconds, secure, true, null, SameSite.STRICT));
    }

    /** A key without its secret. */
    record KeyJson(
            String id,
            String name,
            String role,
            SortedSet<String> groups,
            Optional<String> person,
            Instant createdAt,
            Optional<Instant> revokedAt) {

        static KeyJson of(ApiKey key) {
            return new KeyJson(
                    key.id(),
                    key.name(),
                    key.role().label(),
                    key.groups(),
                    key.person(),
                    key.createdAt(),
                    key.revokedAt());
        }
    }

    record KeyPage(List<KeyJson> keys) {}

    record Wanted(
            @Nullable String name,
            @Nullable String role,
            @Nullable List<String> groups,
            @Nullable String person) {}

    /** A new key; {@code secret} is shown this once. */
    record FreshJson(KeyJson key, String secret) {}

    private void list(Context ctx) {
        ctx.json(new KeyPage(guard.keys().all().stream().map(KeyJson::of).toList()));
    }

    private void create(Context ctx) {
        Wanted wanted = body(ctx, Wanted.class, "{\"name\":\"grafana\",\"role\":\"viewer\"}");
        try {
            Keys.Fresh fresh = fresh(wanted);
            ctx.header("Cache-Control", "no-store");
            ctx.status(HttpStatus.CREATED).json(new FreshJson(KeyJson.of(fresh.key()), fresh.secret()));
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.badBody(String.valueOf(wrong.getMessage()));
        }
    }

    private Keys.Fresh fresh(Wanted wanted) {
        if (wanted.person() == null) {
            return guard.keys()
                    .create(
                            Optional.ofNullable(wanted.name()).orElse(""),
                            Role.parse(Optional.ofNullable(wanted.role()).orElse("viewer")),
                            new TreeSet<>(Optional.ofNullable(wanted.groups()).orElse(List.of())));
        }
        if (wanted.name() != null || wanted.role() != null || wanted.groups() != null) {
            throw new IllegalArgumentException(
                    "A key of a person has the person's name, role and groups. Leave name, role and groups out.");
        }
        return guard.keys().createFor(wanted.person());
    }

    private void revoke(Context ctx) {
        String id = ctx.pathParam("id");
        if (!guard.keys().revoke(id)) {
            throw ProblemException.notFound("There is no key '" + id + "' that works. GET /api/v1/keys lists them.");
        }
        ctx.status(HttpStatus.NO_CONTENT);
    }

    record AuditPage(List<AuditLog.Entry> entries) {}

    private void audit(Context ctx) {
        Query query = new Query(ctx);
        int limit = query.limit(USUAL_PAGE, LARGEST_PAGE);
        long before = query.parsed("before", AccessRoutes::number).orElse(Long.MAX_VALUE);
        ctx.json(new AuditPage(guard.audit().newest(before, limit)));
    }

    private static Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + text + "' is not a number of an entry.", notANumber);
        }
    }

    private <T> T body(Context ctx, Class<T> type, String example) {
        try {
            T body = json.readValue(ctx.body(), type);
            if (body == null) {
                throw ProblemException.badBody("The body is null. Send for example " + example + ".");
            }
            return body;
        } catch (JsonProcessingException malformed) {
            // What Jackson says may quote the body, and that may be a key.
            throw ProblemException.badBody("The body is not readable as JSON. Send for example " + example + ".");
        }
    }
}
