/**
 * The REST interface of a running Loadcast.
 *
 * <p>A {@link org.loadcast.serving.api.LoadcastServer} answers on loopback what {@code openapi.yaml} describes: meters,
 * readings and weather in, forecasts, accuracy and models out, and how well the service is. Every class here holds the
 * routes of one resource. An error is a problem document (RFC 9457) that says what is wrong and what to do; a stack trace
 * never leaves the process.
 */
@NullMarked
package org.loadcast.serving.api;

import org.jspecify.annotations.NullMarked;
