package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageRoutesTest {

    private static final int FIRST_VIEW_BYTES = 300_000;

    @TempDir
    private static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void thePageMayLoadNothingFromElsewhereAndRunNothingInline() {
        HttpResponse<String> page = server.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe-inline", "http");
        assertThat(page.body()).doesNotContain("http://", "https://");
    }

    @Test
    void thePageIsAskedForEveryTimeAndItsFilesAreKeptForEver() {
        HttpResponse<String> page = server.get("/");
        HttpResponse<String> script = server.get(assets(page.body()).get(0));

        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(script.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(server.get(
                                "/",
                                "If-None-Match",
                                page.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void theFirstViewIsSmall() {
        List<String> files = assets(server.get("/").body());

        int size = files.stream().mapToInt(PageRoutesTest::compressedSize).sum();

        assertThat(files).hasSizeGreaterThanOrEqualTo(2);
        assertThat(size).isLessThan(FIRST_VIEW_BYTES);
    }

    /** Style, entry, and the chunks that the entry itself imports. */
    private static List<String> assets(String html) {
        Matcher names = Pattern.compile("/assets/(app-[A-Z0-9]+\\.(?:js|css))").matcher(html);
        List<String> direct =
                names.results().map(name -> "/assets/" + name.group(1)).toList();
        List<String> imported = direct.stream()
                .filter(name -> name.endsWith(".js"))
                .flatMap(name -> Pattern.compile("from\"\\./([a-zA-Z0-9-]+\\.js)\"")
                        .matcher(server.get(name).body())
                        .results())
                .map(name -> "/assets/" + name.group(1))
                .toList();
        return Stream.concat(direct.stream(), imported.stream()).toList();
    }

    private static int compressedSize(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Accept-Encoding", "gzip")
                .build();
        try {
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
            boolean large = answer.body().length > 5_000;
            assertThat(!large || answer.headers().firstValue("Content-Encoding").isPresent())
                    .as("%s is compressed", path)
                    .isTrue();
            return answer.body().length;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new AssertionError("Interrupted", stopped);
        }
    }
}
