package org.loadcast.serving.app.command;

import org.loadcast.serving.app.Loadcast;
import org.loadcast.serving.app.CommandRun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServeCommandTest {

    private static final Pattern ADDRESS = Pattern.compile("http://127.0.0.1:\\d+/");

    @TempDir
    private Path data;

    @Test
    void itPrintsItsAddressAnswersThereAndStopsWhenInterrupted() throws IOException, InterruptedException {
        try (PipedInputStream printed = new PipedInputStream();
                PrintStream out = new PrintStream(new PipedOutputStream(printed), true, StandardCharsets.UTF_8)) {
            // given
            Thread serving = new Thread(() -> Loadcast.run(
                    out,
                    new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                    Clock.systemUTC(),
                    Map.of(),
                    "serve",
                    "--port",
                    "0",
                    "--data",
                    data.toString()));
            serving.start();
            String line = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8)).readLine();
            Matcher address = ADDRESS.matcher(line);
            assertThat(address.find()).as(line).isTrue();

            // when
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address.group() + "health/live"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            serving.interrupt();
            serving.join(Duration.ofSeconds(30).toMillis());

            // then
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(serving.isAlive()).isFalse();
        }
    }

    @Test
    void aPortThatIsTakenFailsWithTheRemedy() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            CommandRun run = CommandRun.in(data, "serve", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("Cannot listen on 127.0.0.1:" + taken.getLocalPort(), "another port");
        }
    }

    @Test
    void anAddressThatOthersReachIsRefused() {
        CommandRun run = CommandRun.with(
                Map.of("LOADCAST_SERVER_HOST", "0.0.0.0"), "serve", "--port", "0", "--data", data.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("'0.0.0.0' is not a loopback address", "keys create");
    }
}
