package org.loadcast.serving.api;

import io.javalin.http.HttpStatus;

/** A request that ends in a {@link Problem}. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String kind;
    private final String title;

    private ProblemException(HttpStatus status, String kind, String title, String detail) {
        super(detail);
        this.status = status;
        this.kind = kind;
        this.title = title;
    }

    /** A parameter that is missing or not understood. */
    static ProblemException badParameter(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "bad-parameter", "Parameter not understood", detail);
    }

    /** A body that cannot be read as a whole. */
    static ProblemException badBody(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "bad-body", "Body not understood", detail);
    }

    /** An encoding of the body that is not taken. */
    static ProblemException badEncoding(String detail) {
        return new ProblemException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "bad-encoding", "Body encoding not supported", detail);
    }

    /** A thing that is not there. */
    static ProblemException notFound(String detail) {
        return new ProblemException(HttpStatus.NOT_FOUND, "not-found", "Not found", detail);
    }

    /** A request that the present state does not allow. */
    static ProblemException conflict(String detail) {
        return new ProblemException(HttpStatus.CONFLICT, "conflict", "Not possible now", detail);
    }

    /** An answer that would be too large. */
    static ProblemException tooMuch(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "too-much", "Answer would be too large", detail);
    }

    /** A request that has to wait until others are done. */
    static ProblemException busy(String detail) {
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "busy", "Too much at once", detail);
    }

    /** A request that shows no key, or a wrong one. */
    static ProblemException unknownVisitor(String detail) {
        return new ProblemException(HttpStatus.UNAUTHORIZED, "unknown-visitor", "Key needed", detail);
    }

    /** A request that the visitor's key does not allow. */
    static ProblemException forbidden(String detail) {
        return new ProblemException(HttpStatus.FORBIDDEN, "forbidden", "Not allowed with this key", detail);
    }

    /** One request too many in a short time. */
    static ProblemException tooOften(String detail) {
        return new ProblemException(HttpStatus.TOO_MANY_REQUESTS, "too-often", "Too many requests", detail);
    }

    /** A request that a page from elsewhere made. */
    static ProblemException foreign(String detail) {
        return new ProblemException(HttpStatus.FORBIDDEN, "foreign-request", "Request from elsewhere", detail);
    }

    Problem toProblem(String instance) {
        return Problem.of(status, kind, title, String.valueOf(getMessage()), instance);
    }
}
