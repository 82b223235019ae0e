package org.loadcast.serving.alert.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.loadcast.serving.alert.AlertNews;
import org.loadcast.serving.alert.AlertSink;
import org.loadcast.serving.alert.AlertsConfig;
import org.loadcast.serving.alert.Letter;
import org.loadcast.serving.alert.UndeliveredException;

/** Posts letters. Thread-safe. */
public final class Webhook implements AlertSink {

    private static final int ATTEMPTS = 3;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final AlertsConfig.WebhookConfig config;
    private final Duration pause;

    /** @param pause before the second attempt; each further one waits twice as long */
    public Webhook(AlertsConfig.WebhookConfig config, Duration pause) {
        this.config = config;
        this.pause = pause;
    }

    /** The body of a request. */
    private record LetterJson(
            String kind, String subject, Instant at, List<AlertNews> opened, List<AlertNews> resolved) {

        static LetterJson of(Letter letter) {
            return new LetterJson(
                    letter.kind().name().toLowerCase(Locale.ROOT),
                    letter.subject(),
                    letter.at(),
                    letter.opened().stream().map(AlertNews::of).toList(),
                    letter.resolved().stream().map(AlertNews::of).toList());
        }
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void send(Letter letter) throws UndeliveredException {
        HttpRequest.Builder request = HttpRequest.newBuilder(config.url())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Loadcast")
                .POST(BodyPublishers.ofString(body(letter)));
        config.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        String trouble = "";
        Duration wait = pause;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                int status =
                        client.send(request.build(), BodyHandlers.discarding()).statusCode();
                if (status < 300) {
                    return;
                }
                trouble = "it answers with status " + status;
                if (status < 500 && status != TOO_MANY_REQUESTS) {
                    break;
                }
            } catch (IOException away) {
                trouble = away.getClass().getSimpleName();
            } catch (InterruptedException stopped) {
                throw interrupted(stopped);
            }
            if (attempt < ATTEMPTS) {
                sleep(wait);
                wait = wait.multipliedBy(2);
            }
        }
        throw new UndeliveredException("The webhook at " + config.url().getHost() + " did not take a letter: " + trouble
                + ". Check alerts.webhook.url.");
    }

    private static void sleep(Duration wait) throws UndeliveredException {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static UndeliveredException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new UndeliveredException("Interrupted before the webhook took a letter.", stopped);
    }

    private static String body(Letter letter) {
        try {
            return JSON.writeValueAsString(LetterJson.of(letter));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A letter cannot be written as JSON.", impossible);
        }
    }
}
