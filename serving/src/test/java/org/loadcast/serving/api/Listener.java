package org.loadcast.serving.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of Server-Sent Events that keeps what it gets. */
final class Listener implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heartbeats = new LinkedBlockingQueue<>();

    /** One event; {@code name} is {@code end} when the server closed the connection. */
    record Message(String id, String name, String data) {

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(data);
            } catch (IOException malformed) {
                throw new AssertionError("Not JSON: " + data, malformed);
            }
        }
    }

    Listener(RunningServer server, String query, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/stream" + query));
        try {
            response = HttpClient.newHttpClient()
                    .send(
                            (headers.length == 0 ? request : request.headers(headers)).build(),
                            BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError("No answer from the server", failed);
        }
        Thread reader = new Thread(this::read);
        reader.setDaemon(true);
        reader.start();
    }

    int status() {
        return response.statusCode();
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    private void read() {
        String id = "";
        String name = "message";
        String data = "";
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.startsWith(":")) {
                    heartbeats.add(line);
                } else if (line.isEmpty() && !data.isEmpty()) {
                    messages.add(new Message(id, name, data));
                    data = "";
                }
            }
        } catch (IOException closed) {
            messages.add(new Message(id, "end", String.valueOf(closed)));
        }
        messages.add(new Message(id, "end", ""));
    }

    Message next() {
        return poll(messages);
    }

    List<Message> next(int count) {
        List<Message> received = new ArrayList<>();
        while (received.size() < count) {
            received.add(next());
        }
        return received;
    }

    String nextHeartbeat() {
        return poll(heartbeats);
    }

    private static <T> T poll(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("Nothing came within " + PATIENCE_SECONDS + " s");
            }
            return next;
        } catch (InterruptedException stopped) {
            throw new AssertionError("Interrupted", stopped);
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException alreadyClosed) {
            throw new AssertionError(alreadyClosed);
        }
    }
}
