package org.loadcast.features.store.influx;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** What requests to InfluxDB have in common. */
final class Http {

    static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    /** For a request of some thousand lines; what takes longer goes through the outbox. */
    static final Duration WRITE_PATIENCE = Duration.ofSeconds(15);

    /** For a year of a meter's readings. */
    static final Duration READ_PATIENCE = Duration.ofMinutes(2);

    private Http() {}

    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_PATIENCE)
                .build();
    }

    static URI resolve(URI base, String path) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static HttpRequest.Builder request(URI address, InfluxConfig.Access access, Duration patience) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
        if (access instanceof InfluxConfig.Access.V2 v2) {
            request.header("Authorization", "Token " + v2.token());
        } else if (access instanceof InfluxConfig.Access.V1 v1 && !v1.user().isEmpty()) {
            byte[] credentials = (v1.user() + ":" + v1.password()).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        return request;
    }
}
