package org.loadcast.serving.weather;

/** Weather could not be had; the message says why and what to do. */
public final class WeatherException extends Exception {

    private static final long serialVersionUID = 1L;

    WeatherException(String message) {
        super(message);
    }

    WeatherException(String message, Throwable cause) {
        super(message, cause);
    }
}
