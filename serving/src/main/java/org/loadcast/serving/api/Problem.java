package org.loadcast.serving.api;

import io.javalin.http.HttpStatus;

/**
 * An error as RFC 9457 tells it.
 *
 * @param type name of the kind of problem, a URI
 * @param title the kind in words
 * @param status HTTP status
 * @param detail what is wrong here, and the remedy
 * @param instance path of the request
 */
record Problem(String type, String title, int status, String detail, String instance) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(HttpStatus status, String kind, String title, String detail, String instance) {
        return new Problem("urn:loadcast:problem:" + kind, title, status.getCode(), detail, instance);
    }
}
