package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.store.StoreException;
import org.loadcast.serving.access.ApiKey;
import org.loadcast.serving.access.AuditLog;
import org.loadcast.serving.access.RateLimit;
import org.loadcast.serving.access.Role;
import org.loadcast.serving.access.VisibleMeters;
import org.loadcast.serving.access.Visitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every request who it comes from, before anything else looks at it.
 *
 * <p>While no key exists, this machine may do everything (see {@link LocalOnly}). From the first key on, data needs one: as
 * {@code Authorization: Bearer}, or by a session's cookie, which counts for changes only when the page is of this server.
 */
final class Gate {

    static final String COOKIE = "loadcast_session";

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String BEARER = "Bearer ";
    private static final String VISITOR = "visitor";
    private static final Visitor NOBODY = new Visitor("nobody", Role.VIEWER, Set.of("\u0000"));

    /** Wrong keys that one address may show: five at once, then one every five seconds. */
    private static final double WRONG_KEYS_A_SECOND = 0.2;

    private static final double WRONG_KEYS_AT_ONCE = 5;

    private final ServerConfig config;
    private final Guard guard;
    private final Clock clock;
    private final RateLimit requests;
    private final RateLimit wrongKeys = new RateLimit(WRONG_KEYS_A_SECOND, WRONG_KEYS_AT_ONCE, System::nanoTime);

    Gate(ServerConfig config, Guard guard, Clock clock) {
        this.config = config;
        this.guard = guard;
        this.clock = clock;
        this.requests = new RateLimit(config.requestsPerSecond(), 2.0 * config.requestsPerSecond(), System::nanoTime);
    }

    void register(RoutesConfig routes) {
        routes.before(this::enter);
        routes.after(this::leave);
    }

    private void enter(Context ctx) {
        VisibleMeters.enter(NOBODY);
        ctx.header("X-Content-Type-Options", "nosniff");
        if (isPreflight(ctx)) {
            answerPreflight(ctx);
            return;
        }
        allowOrigin(ctx);
        boolean keysExist = guard.keys().exist();
        if (!keysExist) {
            requireLocal(ctx);
        }
        Optional<Visitor> visitor = keysExist ? known(ctx) : Optional.of(Visitor.LOCAL);
        spend(ctx, visitor);
        String path = Permissions.canonical(ctx.path());
        Permissions.needed(ctx.method(), path).ifPresent(role -> require(ctx, visitor, role, path));
        Visitor one = visitor.orElse(NOBODY);
        ctx.attribute(VISITOR, one);
        VisibleMeters.enter(one);
    }

    /** Who asks; nobody while no key was shown. */
    static Visitor visitor(Context ctx) {
        return Optional.ofNullable(ctx.<Visitor>attribute(VISITOR)).orElse(NOBODY);
    }

    private Optional<Visitor> known(Context ctx) {
        Optional<String> header = Optional.ofNullable(ctx.header("Authorization"));
        if (header.isPresent()) {
            return Optional.of(key(ctx, header.get()).visitor());
        }
        Optional<ApiKey> session = Optional.ofNullable(ctx.cookie(COOKIE)).flatMap(guard.sessions()::find);
        if (session.isPresent() && !Permissions.isRead(ctx.method()) && !isOwnPage(ctx)) {
            throw ProblemException.foreign(
                    "A session's cookie counts for changes only from a page of this server: Origin must be its address."
                            + " Send a key as 'Authorization: Bearer'.");
        }
        return session.map(ApiKey::visitor);
    }

    private ApiKey key(Context ctx, String header) {
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? shown(ctx, header.substring(BEARER.length()).strip())
                : refuse(ctx, "The Authorization header is not 'Bearer' and a key.");
    }

    /** The key that a secret is; showing wrong ones is made slow. */
    ApiKey shown(Context ctx, String secret) {
        waitFor(ctx, wrongKeys.look(ctx.ip()));
        return guard.keys().check(secret).orElseGet(() -> {
            waitFor(ctx, wrongKeys.take(ctx.ip()));
            return refuse(ctx, "The key is not known, or was revoked.");
        });
    }

    private static ApiKey refuse(Context ctx, String why) {
        ctx.header("WWW-Authenticate", "Bearer realm=\"loadcast\"");
        throw ProblemException.unknownVisitor(why + " Ask whoever runs this service for one (loadcast keys create).");
    }

    private void spend(Context ctx, Optional<Visitor> visitor) {
        waitFor(ctx, requests.take(visitor.map(Visitor::name).orElseGet(ctx::ip)));
    }

    private static void waitFor(Context ctx, int seconds) {
        if (seconds > 0) {
            ctx.header("Retry-After", String.valueOf(seconds));
            throw ProblemException.tooOften("Too many requests. Wait " + seconds + " s, and send more in one request.");
        }
    }

    /** Others reach an address that is not loopback, and what they say of themselves proves nothing. */
    private void requireLocal(Context ctx) {
        if (!config.isLocal()) {
            refuse(ctx, "The last key was revoked.");
        }
        LocalOnly.check(ctx, config);
    }

    private static void require(Context ctx, Optional<Visitor> visitor, Role role, String path) {
        if (visitor.isEmpty()) {
            refuse(ctx, "This needs a key.");
            return;
        }
        Visitor one = visitor.get();
        if (!one.role().includes(role)) {
            throw ProblemException.forbidden("This needs the role " + role.label() + ", and the key has "
                    + one.role().label() + ".");
        }
        if (one.isLimited() && !Permissions.keepsToGroups(path)) {
            throw ProblemException.forbidden("The key is limited to the meters of " + String.join(", ", one.groups())
                    + ", and this is about all meters. Use a key without groups.");
        }
    }

    /** Whether a browser says that the page which asks came from this very server. */
    private static boolean isOwnPage(Context ctx) {
        try {
            String origin = Optional.ofNullable(ctx.header("Origin")).orElse("");
            return String.valueOf(URI.create(origin).getAuthority()).equals(ctx.header("Host"));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static boolean isPreflight(Context ctx) {
        return ctx.method().equals(HandlerType.OPTIONS) && ctx.header("Access-Control-Request-Method") != null;
    }

    private void answerPreflight(Context ctx) {
        if (!allowOrigin(ctx)) {
            throw ProblemException.foreign("Pages of " + ctx.header("Origin")
                    + " may not use this service. Allow them by server.cors_origins.");
        }
        ctx.header("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
        ctx.header("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match, Last-Event-ID");
        ctx.header("Access-Control-Max-Age", "600");
        ctx.status(204).skipRemainingHandlers();
    }

    /** Lets pages of the listed origins read the answer. Cookies stay at home: from elsewhere one needs a key. */
    private boolean allowOrigin(Context ctx) {
        String origin = Optional.ofNullable(ctx.header("Origin")).orElse("");
        if (config.origins().isEmpty()) {
            return false;
        }
        ctx.header("Vary", "Origin");
        boolean allowed = config.origins().contains(origin);
        if (allowed) {
            ctx.header("Access-Control-Allow-Origin", origin);
            ctx.header("Access-Control-Expose-Headers", "ETag, Location, Retry-After");
        }
        return allowed;
    }

    private void leave(Context ctx) {
        VisibleMeters.leave();
        if (!Permissions.isRead(ctx.method()) && ctx.path().startsWith("/api/") && !isData(ctx.path())) {
            Optional.ofNullable(ctx.<Visitor>attribute(VISITOR)).ifPresent(visitor -> writeDown(ctx, visitor));
        }
    }

    /** Data comes all the time and is kept anyway. */
    private static boolean isData(String path) {
        return path.equals("/api/v1/readings") || path.equals("/api/v1/weather") || path.endsWith("/what-if");
    }

    private void writeDown(Context ctx, Visitor visitor) {
        try {
            guard.audit()
                    .add(new AuditLog.Entry(
                            0,
                            clock.instant(),
                            visitor.name(),
                            ctx.ip(),
                            ctx.method().name() + " " + ctx.path(),
                            String.valueOf(ctx.statusCode())));
        } catch (StoreException away) {
            LOG.error(
                    "{} {} of {} is not in the audit log: {}",
                    ctx.method(),
                    ctx.path(),
                    visitor.name(),
                    away.getMessage());
        }
    }
}
