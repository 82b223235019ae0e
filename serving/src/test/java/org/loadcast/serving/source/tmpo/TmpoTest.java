package org.loadcast.serving.source.tmpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.loadcast.serving.source.tmpo.Blocks.START;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.source.PullLog;
import org.loadcast.serving.source.RecordingSink;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;
import org.loadcast.serving.store.ServiceTables;

class TmpoTest {

    private static final String SENSOR = "3d4e5f60718293a4b5c6d7e8f9012345";

    @TempDir
    private Path data;

    @TempDir
    private Path root;

    private PullLog pulls;

    @BeforeEach
    void openLog() {
        pulls = ServiceTables.in(SqliteStores.open(data).database()).pulls();
    }

    @Test
    void differencesBecomeTheStatesOfACounterInKwh() throws IOException {
        Blocks.write(root, SENSOR, 8, START, Blocks.counter(START, 8, 10));

        RecordingSink sink = pull();

        assertThat(sink.counter(SENSOR))
                .containsExactly(
                        entry(Instant.ofEpochSecond(START), 0.0),
                        entry(Instant.ofEpochSecond(START + 64), 0.01),
                        entry(Instant.ofEpochSecond(START + 128), 0.02),
                        entry(Instant.ofEpochSecond(START + 192), 0.03));
        assertThat(pulls.missing()).isEmpty();
    }

    @Test
    void onlyWhatIsNewIsRead() throws IOException {
        // given
        Blocks.write(root, SENSOR, 8, START, Blocks.counter(START, 8, 10));
        pull();
        Blocks.write(root, SENSOR, 8, START + 256, Blocks.counter(START + 256, 8, 10));

        // when
        RecordingSink second = pull();
        RecordingSink third = pull();

        // then
        assertThat(second.counter(SENSOR).firstKey()).isEqualTo(Instant.ofEpochSecond(START + 256));
        assertThat(third.counter(SENSOR)).isEmpty();
    }

    @Test
    void aLargerBlockTakesThePlaceOfThoseInIt() throws IOException {
        // given: a block of level 8 was read, and is a part of one of level 12 by now
        Path small = Blocks.write(root, SENSOR, 8, START, Blocks.counter(START, 8, 10));
        pull();
        Files.delete(small);
        Blocks.write(root, SENSOR, 12, START, Blocks.counter(START, 12, 10));

        // when
        RecordingSink sink = pull();

        // then
        assertThat(sink.counter(SENSOR)).hasSize(64);
        assertThat(pulls.blocks(SENSOR)).containsExactly(new PullLog.Block(SENSOR, 0, 12, START));

        // and blocks within it are not read again
        Blocks.write(root, SENSOR, 8, START + 512, Blocks.counter(START + 512, 8, 10));
        assertThat(pull().counter(SENSOR)).isEmpty();
    }

    @Test
    void aBrokenBlockIsMissingUntilItCanBeRead() throws IOException {
        // given
        Blocks.write(root, SENSOR, 8, START, Blocks.counter(START, 8, 10));
        byte[] whole = Blocks.counter(START + 256, 8, 10);
        Blocks.write(root, SENSOR, 8, START + 256, Arrays.copyOf(whole, whole.length / 2));
        Blocks.write(root, SENSOR, 8, START + 512, Blocks.counter(START + 512, 8, 10));

        // when
        RecordingSink first = pull();
        pull();

        // then: the others are there, and what is missing was asked for twice
        assertThat(first.counter(SENSOR)).hasSize(8);
        assertThat(first.rejected()).hasSize(1).first().asString().contains("/8/" + (START + 256), "asked for again");
        assertThat(pulls.missing()).hasSize(1).first().satisfies(missing -> {
            assertThat(missing.time().from()).isEqualTo(Instant.ofEpochSecond(START + 256));
            assertThat(missing.time().to()).isEqualTo(Instant.ofEpochSecond(START + 512));
            assertThat(missing.tries()).isEqualTo(2);
        });

        // and when it is whole again
        Blocks.write(root, SENSOR, 8, START + 256, whole);
        assertThat(pull().counter(SENSOR)).hasSize(4);
        assertThat(pulls.missing()).isEmpty();
    }

    @Test
    void aGapBetweenBlocksIsMissingAndFilledWhenItsBlocksCome() throws IOException {
        // given
        Blocks.write(root, SENSOR, 8, START, Blocks.counter(START, 8, 10));
        Blocks.write(root, SENSOR, 8, START + 1024, Blocks.counter(START + 1024, 8, 10));
        pull();
        assertThat(pulls.missing())
                .hasSize(1)
                .first()
                .satisfies(missing -> assertThat(missing.time().duration()).hasSeconds(768));

        // when
        Blocks.write(root, SENSOR, 8, START + 512, Blocks.counter(START + 512, 8, 10));
        RecordingSink sink = pull();

        // then: two gaps of a quarter each are left
        assertThat(sink.counter(SENSOR)).hasSize(4);
        assertThat(pulls.missing())
                .hasSize(2)
                .allSatisfy(missing -> assertThat(missing.tries()).isEqualTo(2));
    }

    @Test
    void partsOfABrokenLargeBlockComeFromTheSmallOnesBelowIt() throws IOException {
        Blocks.write(root, SENSOR, 12, START, new byte[] {1, 2, 3});
        Blocks.write(root, SENSOR, 8, START + 256, Blocks.counter(START + 256, 8, 10));

        RecordingSink sink = pull();

        assertThat(sink.counter(SENSOR)).hasSize(4);
        assertThat(pulls.missing())
                .extracting(missing -> missing.time().duration().toSeconds())
                .containsExactly(256L, 4096L - 512);
    }

    @Test
    void aBlockThatContradictsItselfIsNotBelieved() throws IOException {
        String json =
                "{\"h\":{\"head\":[" + START + ",5],\"tail\":[" + (START + 60) + ",999]},\"t\":[0,60],\"v\":[0,10]}";
        Blocks.write(root, SENSOR, 8, START, Blocks.gzip(json));
        Blocks.write(root, SENSOR, 8, START + 256, Blocks.gzip(json.replace("999", "15")));

        RecordingSink sink = pull();

        assertThat(sink.counter(SENSOR)).isEmpty();
        assertThat(sink.rejected())
                .hasSize(2)
                .anyMatch(row -> row.contains("its differences do not lead to its tail"))
                .anyMatch(row -> row.contains("a time lies outside of it"));
    }

    @Test
    void sensorsOfWaterArePassedOverAndSaidSo() throws IOException {
        String json = "{\"h\":{\"head\":[" + START + ",5],\"tail\":[" + START
                + ",5],\"cfg\":{\"unit\":\"L\"}},\"t\":[0],\"v\":[0]}";
        Blocks.write(root, SENSOR, 8, START, Blocks.gzip(json));

        RecordingSink sink = pull();

        assertThat(sink.counter(SENSOR)).isEmpty();
        assertThat(sink.notes()).hasSize(1).first().asString().contains("measures in L");
    }

    @Test
    void anotherDirectoryIsRefused() {
        assertThatThrownBy(this::pull).hasMessageContaining("has no blocks of tmpo");
    }

    @Test
    void theApiIsAskedForWhatComesAfterTheLastBlockAndForWhatIsMissing() throws IOException {
        try (FakeApi api = new FakeApi()) {
            // given: the second block fails on the server
            api.blocks.add(START);
            api.blocks.add(START + 256);
            api.blocks.add(START + 512);
            api.failing.add(START + 256);
            Path tokens = Files.writeString(data.resolve("tokens"), "# mine\n" + SENSOR + " t0k3n\n");

            // when
            RecordingSink first = pull(api.address(), tokens);

            // then
            assertThat(first.counter(SENSOR)).hasSize(8);
            assertThat(pulls.missing()).hasSize(1);
            assertThat(api.requests.get(0)).isEqualTo("/sensor/" + SENSOR + "/tmpo/sync?rid=0&lvl=0&bid=0");

            // when it works again
            api.failing.clear();
            api.requests.clear();
            RecordingSink second = pull(api.address(), tokens);

            // then only the missing block is fetched
            assertThat(second.counter(SENSOR)).hasSize(4);
            assertThat(pulls.missing()).isEmpty();
            assertThat(api.requests)
                    .containsExactly(
                            "/sensor/" + SENSOR + "/tmpo/sync?rid=0&lvl=8&bid=" + START,
                            "/sensor/" + SENSOR + "/tmpo/0/8/" + (START + 256));
        }
    }

    @Test
    void aWrongTokenIsSaidSoWithoutShowingIt() throws IOException {
        try (FakeApi api = new FakeApi()) {
            Path tokens = Files.writeString(data.resolve("tokens"), SENSOR + " wr0ng\n");

            assertThatThrownBy(() -> pull(api.address(), tokens))
                    .hasMessageContaining("refuses the token of sensor " + SENSOR)
                    .hasMessageNotContaining("wr0ng");
        }
    }

    private RecordingSink pull() throws IOException {
        RecordingSink sink = new RecordingSink(pulls);
        new Tmpo().read(SourceLocation.of(root.toString()), SourceSettings.none(), sink);
        return sink;
    }

    private RecordingSink pull(String address, Path tokens) throws IOException {
        RecordingSink sink = new RecordingSink(pulls);
        new Tmpo()
                .read(
                        SourceLocation.of(address),
                        new SourceSettings(Optional.empty(), Optional.empty(), Map.of("tokens", tokens.toString())),
                        sink);
        return sink;
    }

    /** An HTTP server that answers as Flukso's does. */
    private static final class FakeApi implements AutoCloseable {

        private final List<Long> blocks = new CopyOnWriteArrayList<>();
        private final List<Long> failing = new CopyOnWriteArrayList<>();
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final HttpServer server;

        FakeApi() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        private void answer(HttpExchange exchange) throws IOException {
            requests.add(exchange.getRequestURI().toString());
            String path = exchange.getRequestURI().getPath();
            long bid = Long.parseLong(exchange.getRequestURI().toString().replaceFirst(".*[=/]", ""));
            if (!"t0k3n".equals(exchange.getRequestHeaders().getFirst("X-Token"))) {
                send(exchange, 401, new byte[0]);
            } else if (path.endsWith("/sync")) {
                // Those whose end lies after the end of the block that was named.
                String list = String.join(
                        ",",
                        blocks.stream()
                                .filter(start -> start > bid)
                                .map(start -> "{\"rid\":0,\"lvl\":8,\"bid\":" + start + ",\"ext\":\"gz\"}")
                                .toList());
                send(exchange, 200, ("[" + list + "]").getBytes(StandardCharsets.UTF_8));
            } else if (failing.contains(bid)) {
                send(exchange, 404, new byte[0]);
            } else {
                send(exchange, 200, Blocks.counter(bid, 8, 10));
            }
        }

        private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
