package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
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
import org.loadcast.serving.TestCertificate;
import org.loadcast.serving.access.Role;

class TlsTest {

    @TempDir
    private Path directory;

    private TestCertificate made;

    @BeforeEach
    void makeCertificate() throws IOException, GeneralSecurityException, InterruptedException {
        made = TestCertificate.make(directory, "server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pem", "pkcs12"})
    void answersByTlsAndMarksItsCookieSecure(String form)
            throws IOException, GeneralSecurityException, InterruptedException {
        // given
        Map<String, String> settings = form.equals("pkcs12")
                ? Map.of("keystore", made.keystore().toString(), "password", TestCertificate.PASSWORD)
                : Map.of(
                        "certificate", made.certificate().toString(),
                        "key", made.key().toString());
        ServerConfig config = new ServerConfig("127.0.0.1", 0, Optional.of(TlsConfig.parse(settings)), Set.of(), 1_000);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(made.trusted());
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
        assertThatThrownBy(() -> TlsKeys.load(new TlsConfig(made.keystore(), Optional.empty(), "wrong")))
                .hasMessageContaining("password");
        assertThatThrownBy(() -> TlsKeys.load(new TlsConfig(cert, Optional.of(cert), "")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
