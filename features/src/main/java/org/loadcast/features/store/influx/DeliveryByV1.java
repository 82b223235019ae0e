package org.loadcast.features.store.influx;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Writes by {@code /write}, the interface of InfluxDB 1, which the client library does not speak. */
final class DeliveryByV1 implements Delivery {

    private final HttpClient client;
    private final InfluxConfig config;
    private final URI address;

    DeliveryByV1(HttpClient client, InfluxConfig config) {
        this.client = client;
        this.config = config;
        String policy = config.access().retentionPolicy();
        this.address = Http.resolve(
                config.url(),
                "/write?precision=s&db=" + Http.encode(config.access().database())
                        + (policy.isEmpty() ? "" : "&rp=" + Http.encode(policy)));
    }

    @Override
    public void deliver(String lines) throws FailedDelivery {
        send(Http.request(address, config.access(), Http.WRITE_PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(lines))
                .build());
    }

    /** In all retention policies, for InfluxQL knows no other way. */
    @Override
    public void delete(Span span) throws FailedDelivery {
        URI query = Http.resolve(
                config.url(), "/query?db=" + Http.encode(config.access().database()));
        String statement = "DELETE FROM " + InfluxQl.identifier(span.measurement()) + " WHERE "
                + InfluxQl.identifier(span.tag()) + " = " + InfluxQl.literal(span.value()) + " AND time >= "
                + span.from() + "s AND time < " + span.to() + "s";
        String answer = send(Http.request(query, config.access(), Http.READ_PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("q=" + Http.encode(statement)))
                .build());
        if (answer.contains("\"error\"")) {
            throw new FailedDelivery(FailedDelivery.Cause.UNACCEPTABLE, answer.strip());
        }
    }

    private String send(HttpRequest request) throws FailedDelivery {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw FailedDelivery.ofStatus(
                        response.statusCode(),
                        "HTTP " + response.statusCode() + ": " + response.body().strip());
            }
            return response.body();
        } catch (IOException e) {
            throw new FailedDelivery(FailedDelivery.Cause.AWAY, String.valueOf(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedDelivery(FailedDelivery.Cause.AWAY, "interrupted", e);
        }
    }

    @Override
    public void close() {}
}
