package org.loadcast.serving.api;

import io.javalin.http.HandlerType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.loadcast.serving.access.Role;

/** Which role a request needs, and whether keys that are limited to groups may make it. New routes are closed to these. */
final class Permissions {

    /** A session is how one shows a key; the rest holds no data of meters, or hides what a visitor does not see. */
    private static final String SESSION = "/api/v1/session";

    private static final List<Pattern> FOR_ADMINS =
            patterns("/api/v1/keys(/.*)?", "/api/v1/audit", "/api/v1/people(/.*)?", "/api/v1/workbook");

    /** They change nothing, whatever their method. */
    private static final List<Pattern> QUESTIONS = patterns("/api/v1/meters/[^/]+/forecast/what-if");

    /** They know meters through the directory that hides those of other groups, and nothing else. */
    private static final List<Pattern> WITHIN_GROUPS = patterns(
            "/api/v1/meters(/.*)?",
            "/api/v1/forecasts",
            "/api/v1/overview",
            "/api/v1/map(-series)?\\.(geojson|csv)",
            "/api/v1/readings",
            "/api/v1/weather(/.*)?",
            "/api/v1/alerts(/.*)?",
            "/api/v1/sites(/.*)?",
            "/api/v1/groups(/.*)?",
            "/api/v1/session",
            "/api/v1/drift");

    private static final Pattern AMBIGUOUS = Pattern.compile("//|/\\.{1,2}(/|$)|[;\\\\\\p{Cntrl}]");

    private Permissions() {}

    private static List<Pattern> patterns(String... regexes) {
        return List.of(regexes).stream().map(Pattern::compile).toList();
    }

    /** The role that is needed; empty for what is open to everybody. */
    static Optional<Role> needed(HandlerType method, String path) {
        if (isOpen(path) || path.equals(SESSION)) {
            return Optional.empty();
        }
        if (matches(FOR_ADMINS, path)) {
            return Optional.of(Role.ADMIN);
        }
        return Optional.of(isRead(method) || matches(QUESTIONS, path) ? Role.VIEWER : Role.OPERATOR);
    }

    static boolean isRead(HandlerType method) {
        return method.equals(HandlerType.GET) || method.equals(HandlerType.HEAD);
    }

    /** The page, its files, and how well the service is. */
    private static boolean isOpen(String path) {
        return !path.startsWith("/api/") && !path.equals("/metrics");
    }

    /**
     * A path as routes are compared with it: decoded, without a slash at the end.
     *
     * @throws ProblemException when it could be read in two ways
     */
    static String canonical(String path) {
        String decoded;
        try {
            decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.badParameter("The path is not readable: its percent signs are wrong.");
        }
        if (AMBIGUOUS.matcher(decoded).find()) {
            throw ProblemException.badParameter(
                    "The path has empty parts, dots, semicolons, backslashes or control characters. Write it plainly.");
        }
        return decoded.length() > 1 && decoded.endsWith("/") ? decoded.substring(0, decoded.length() - 1) : decoded;
    }

    static boolean keepsToGroups(String path) {
        return isOpen(path) || matches(WITHIN_GROUPS, path);
    }

    private static boolean matches(List<Pattern> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }
}
