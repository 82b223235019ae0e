package org.loadcast.serving.source.tmpo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.loadcast.serving.source.PullLog.Block;
import org.loadcast.serving.source.SourceException;

/**
 * Blocks behind Flukso's API, version 1.0: {@code /sensor/SENSOR/tmpo/sync} lists those after a block, {@code
 * /sensor/SENSOR/tmpo/RUN/LEVEL/START} is one. A sensor's token opens it.
 */
final class FluksoApi implements BlockSource {

    private static final int ATTEMPTS = 3;
    private static final int LARGEST_BYTES = 64 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final Map<String, String> tokens;
    private final Duration pause;
    private final HttpClient client;

    private FluksoApi(URI base, Map<String, String> tokens, Duration pause, HttpClient client) {
        this.base = base;
        this.tokens = new TreeMap<>(tokens);
        this.pause = pause;
        this.client = client;
    }

    /**
     * An API.
     *
     * @param base its address, {@code https://api.flukso.net}
     * @param tokens by sensor
     * @param authority PEM file with the certificates to trust; empty for those that Java trusts
     * @param pause before a request is repeated; a further one waits twice as long
     */
    static FluksoApi at(URI base, Map<String, String> tokens, Optional<Path> authority, Duration pause)
            throws IOException {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(CONNECT);
        if (authority.isPresent()) {
            client.sslContext(trusting(authority.get()));
        }
        return new FluksoApi(base, tokens, pause, client.build());
    }

    private static SSLContext trusting(Path authority) throws IOException {
        try (InputStream pem = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("authority-" + trusted.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException wrong) {
            throw new SourceException(
                    "File " + authority + " has no certificate in PEM that can be read: " + wrong.getMessage(), wrong);
        }
    }

    @Override
    public List<String> sensors() {
        return List.copyOf(tokens.keySet());
    }

    @Override
    public List<Block> blocks(String sensor, Optional<Block> after) throws IOException {
        String query = after.map(block -> "?rid=" + block.run() + "&lvl=" + block.level() + "&bid=" + block.start())
                .orElse("?rid=0&lvl=0&bid=0");
        byte[] answer = get(sensor, "/sensor/" + sensor + "/tmpo/sync" + query, "application/json");
        List<Block> blocks = new ArrayList<>();
        try {
            for (JsonNode block : JSON.readTree(answer)) {
                blocks.add(new Block(
                        sensor,
                        block.path("rid").asLong(),
                        block.path("lvl").asInt(),
                        block.path("bid").asLong()));
            }
        } catch (JsonProcessingException malformed) {
            throw new SourceException(base + " does not answer in JSON. Is that Flukso's API?", malformed);
        }
        return blocks;
    }

    @Override
    public byte[] bytes(Block block) throws IOException {
        return get(
                block.sensor(),
                "/sensor/" + block.sensor() + "/tmpo/" + block.run() + "/" + block.level() + "/" + block.start(),
                "application/gzip");
    }

    private byte[] get(String sensor, String path, String accept) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base.toString().replaceFirst("/+$", "") + path))
                .timeout(ANSWER)
                .header("Accept", accept)
                .header("X-Version", "1.0")
                .header("X-Token", tokens.getOrDefault(sensor, ""))
                .build();
        String trouble = "";
        Duration wait = pause;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (attempt > 1) {
                sleep(wait);
                wait = wait.multipliedBy(2);
            }
            try {
                HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    if (response.statusCode() == 200) {
                        return limited(body);
                    }
                }
                trouble = "it answers with status " + response.statusCode();
                if (response.statusCode() == 401 || response.statusCode() == 403) {
                    throw new SourceException(
                            base + " refuses the token of sensor " + sensor + ". Check the file of tokens.");
                }
                if (response.statusCode() < 500 && response.statusCode() != 429) {
                    break;
                }
            } catch (SourceException refused) {
                throw refused;
            } catch (IOException away) {
                trouble = "it cannot be reached (" + away.getClass().getSimpleName()
                        + (away.getMessage() == null ? "" : ": " + away.getMessage()) + ")";
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new SourceException("The request was given up, because the process stops.", stopped);
            }
        }
        throw new SourceException(base + path.replaceFirst("\\?.*", "") + ": " + trouble + ".");
    }

    private static byte[] limited(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST_BYTES + 1);
        if (bytes.length > LARGEST_BYTES) {
            throw new SourceException("An answer has more than " + LARGEST_BYTES + " bytes, more than any block.");
        }
        return bytes;
    }

    private static void sleep(Duration wait) throws IOException {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SourceException("The request was given up, because the process stops.", stopped);
        }
    }

    @Override
    public String nameOf(Block block) {
        return base + "/sensor/" + block.sensor() + "/tmpo/" + block.run() + "/" + block.level() + "/" + block.start();
    }
}
