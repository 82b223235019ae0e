package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every route, asked by somebody who means harm; seeded, so that a failure comes back. */
@Timeout(300)
class HostileRequestsTest {

    private static final long SEED = 20_260_101;
    private static final int ROUNDS = 12;
    private static final int HUNG_UP = 400;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    private static final List<String> WORDS = List.of(
            "m1",
            "nobody",
            "",
            " ",
            "..%2f..%2fetc%2fpasswd",
            "%00",
            "%ff%fe",
            "-1",
            "1e999",
            "NaN",
            "99999999999999999999",
            "2021-06-16T10:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "PT0S",
            "PT999999999999H",
            "day-ahead",
            "0.1,0.5,0.9",
            "0.5,0.1",
            "' OR 1=1 --",
            "<script>alert(1)</script>",
            "${jndi:ldap://x}",
            "a".repeat(3_000));

    private static final List<String> BODIES = List.of(
            "",
            "null",
            "[]",
            "{}",
            "[",
            "{\"a\":",
            "\u0000\u0001",
            "\"text\"",
            "1e999",
            "[null,1,\"a\",[],{}]",
            "[".repeat(50_000),
            "{\"a\":".repeat(5_000),
            "{\"meter_id\":{},\"timestamp\":[],\"power_kw\":\"x\"}",
            "{\"meter_id\":\"m1\",\"timestamp\":\"2021-06-16T10:45:00Z\",\"power_kw\":1e308}",
            "{\"meters\":[null],\"horizons\":null,\"until\":\"x\"}",
            "{\"meters\":\"m1\",\"groups\":[null],\"name\":null,\"time_zone\":\"Mars/Olympus\"}",
            "load,meter_id=m1 power_kw=1 9999999999999999999999",
            "x".repeat(200_000));

    @TempDir
    private Path directory;

    @Test
    void whateverIsAskedIsAnsweredAndTheServiceGoesOn() throws IOException {
        try (RunningServer server = new RunningServer(directory)) {
            server.addMeter("m1", "Europe/Amsterdam");
            server.addHourOfDayLoad("m1", 10);
            Random random = new Random(SEED);
            KnownParameters parameters = new KnownParameters(LoadcastServer.openApi());
            Set<String> failures = new TreeSet<>();
            for (String route : new TreeSet<>(server.routes())) {
                if (route.endsWith("/stream") || route.equals("POST /api/v1/keys")) {
                    continue; // the one never ends, the other would close the door behind itself
                }
                for (int round = 0; round < ROUNDS; round++) {
                    String[] parts = route.split(" ", 2);
                    String path = filled(parts[1], random) + query(parameters.of(parts[0], parts[1]), random);
                    String body = BODIES.get(random.nextInt(BODIES.size()));
                    int status = ask(server.port(), parts[0], path, body);
                    if (status == 500 || status < 200) {
                        failures.add(route + " -> " + status + " at " + shortened(path) + " with " + shortened(body));
                    }
                }
            }

            assertThat(failures).isEmpty();
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    private static String shortened(String text) {
        return text.length() > 120 ? text.substring(0, 120) + "..." : text;
    }

    private static String filled(String template, Random random) {
        Matcher parameter = Pattern.compile("\\{[^}]+}").matcher(template);
        return parameter.replaceAll(any -> Matcher.quoteReplacement(word(random)));
    }

    private static String word(Random random) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        return word.contains("%") ? word : URLEncoder.encode(word, StandardCharsets.UTF_8);
    }

    private static String query(Set<String> names, Random random) {
        List<String> parts = new ArrayList<>();
        for (String name : names) {
            if (random.nextBoolean()) {
                parts.add(name + "=" + word(random));
            }
        }
        if (random.nextInt(8) == 0) {
            parts.add("x=1");
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    /** By a socket, because Java's client would refuse to say such things. */
    private static int ask(int port, String method, String path, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            OutputStream out = socket.getOutputStream();
            out.write((method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                            + "\r\nConnection: close\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.flush();
            InputStream in = socket.getInputStream();
            Matcher status = STATUS.matcher(new String(in.readNBytes(32), StandardCharsets.US_ASCII));
            return status.find() ? Integer.parseInt(status.group(1)) : 0;
        } catch (SocketException hungUp) {
            return HUNG_UP; // it had heard enough; that it goes on is asked at the end
        }
    }
}
