package org.loadcast.serving.weather;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks for JSON, one request at a time with a pause between two, and again after a while when the server is busy or away.
 * Thread-safe.
 */
final class PoliteHttp {

    private static final int ATTEMPTS = 4;
    private static final int LARGEST_ANSWER_BYTES = 32 << 20;
    private static final int LONGEST_REASON = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final Duration pause;

    /**
     * A client.
     *
     * @param pause between two requests, and before the first repetition; each further one waits twice as long
     */
    PoliteHttp(Duration pause) {
        this.pause = pause;
    }

    /**
     * The answer to {@code GET address?query}.
     *
     * @throws WeatherException when there is none after several attempts, or the request was wrong; neither tells the query,
     *     which may hold a key
     */
    synchronized JsonNode get(URI address, Map<String, String> query) throws WeatherException {
        HttpRequest request = HttpRequest.newBuilder(withQuery(address, query))
                .timeout(ANSWER)
                .header("Accept", "application/json")
                .header("User-Agent", "Loadcast")
                .build();
        Duration wait = pause;
        String trouble = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            sleep(wait);
            try {
                HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
                byte[] body = body(response);
                if (response.statusCode() == 200) {
                    return json.readTree(body);
                }
                if (response.statusCode() != TOO_MANY_REQUESTS && response.statusCode() < 500) {
                    throw new WeatherException(address + " refuses the request with status " + response.statusCode()
                            + ": " + reason(body) + " Check the address and the places.");
                }
                trouble = "it answers with status " + response.statusCode();
                wait = longer(wait, retryAfter(response));
            } catch (JsonProcessingException malformed) {
                throw new WeatherException(address + " does not answer in JSON. Check the address.", malformed);
            } catch (IOException away) {
                trouble = "it cannot be reached (" + away.getClass().getSimpleName() + ")";
                wait = longer(wait, Optional.empty());
            } catch (InterruptedException stopped) {
                throw interrupted(stopped);
            }
        }
        throw new WeatherException(address + " gave nothing in " + ATTEMPTS + " attempts: " + trouble
                + ". Check the network; it is asked again later.");
    }

    private static URI withQuery(URI address, Map<String, String> query) {
        String text = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(address + "?" + text);
    }

    private static byte[] body(HttpResponse<InputStream> response) throws IOException, WeatherException {
        try (InputStream in = response.body()) {
            byte[] body = in.readNBytes(LARGEST_ANSWER_BYTES + 1);
            if (body.length > LARGEST_ANSWER_BYTES) {
                throw new WeatherException(
                        "An answer has more than " + LARGEST_ANSWER_BYTES + " bytes. Ask for a shorter span.");
            }
            return body;
        }
    }

    /** What Open-Meteo says is wrong; nothing when it says something else. */
    private String reason(byte[] body) {
        try {
            String reason = json.readTree(body).path("reason").asText("").replaceAll("\\p{Cntrl}", " ");
            return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
        } catch (IOException noReason) {
            return "it gives no reason.";
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private static Duration longer(Duration wait, Optional<Duration> asked) {
        Duration next = asked.orElse(wait.multipliedBy(2));
        return next.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : next;
    }

    private static void sleep(Duration wait) throws WeatherException {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static WeatherException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new WeatherException("The request was given up, because the process stops.", stopped);
    }
}
