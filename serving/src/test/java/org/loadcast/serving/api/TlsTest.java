package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.serving.access.Role;

class TlsTest {

    private static final String PASSWORD = "not-a-secret";

    @TempDir
    private Path directory;

    private Path keystore;

    @BeforeEach
    void makeCertificate() throws IOException, InterruptedException {
        keystore = directory.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keystore.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private Path pem(String name, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                directory.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pem", "pkcs12"})
    void answersByTlsAndMarksItsCookieSecure(String form)
            throws IOException, GeneralSecurityException, InterruptedException {
        // given
        KeyStore made = store();
        Map<String, String> settings = form.equals("pkcs12")
                ? Map.of("keystore", keystore.toString(), "password", PASSWORD)
                : Map.of(
                        "certificate",
                        pem(
                                        "cert.pem",
                                        "CERTIFICATE",
                                        made.getCertificate("server").getEncoded())
                                .toString(),
                        "key",
                        pem(
                                        "key.pem",
                                        "PRIVATE KEY",
                                        made.getKey("server", PASSWORD.toCharArray())
                                                .getEncoded())
                                .toString());
        ServerConfig config = new ServerConfig("127.0.0.1", 0, Optional.of(TlsConfig.parse(settings)), Set.of(), 1_000);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", made.getCertificate("server"));
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        HttpClient client = HttpClient.newBuilder().sslContext(context).build();

        // when
        try (RunningServer server = new RunningServer(directory.resolve("data"), List.of(), config)) {
            String key = server.keys().create("me", Role.VIEWER, Set.of()).secret();
            URI address = URI.create("https://127.0.0.1:" + server.port() + "/api/v1/session");
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(address)
                            .POST(HttpRequest.BodyPublishers.ofString("{\"key\":\"" + key + "\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            // then
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
        }
    }

    @Test
    void whatDoesNotFitIsToldWithTheRemedy() throws IOException {
        Path cert = Files.writeString(directory.resolve("old.pem"), "-----BEGIN RSA PRIVATE KEY-----\n");

        assertThatThrownBy(() -> TlsConfig.parse(Map.of("certificate", cert.toString())))
                .hasMessageContaining("incomplete");
        assertThatThrownBy(() -> TlsConfig.parse(
                        Map.of("keystore", directory.resolve("none").toString())))
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> TlsConfig.parse(Map.of("certfile", "x")))
                .hasMessageContaining("certfile is not known");
        assertThatThrownBy(() -> TlsKeys.load(new TlsConfig(keystore, Optional.empty(), "wrong")))
                .hasMessageContaining("password");
        assertThatThrownBy(() -> TlsKeys.load(new TlsConfig(cert, Optional.of(cert), "")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
