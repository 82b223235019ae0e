package org.loadcast.serving.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.serving.TestCertificate;

/** A real Mosquitto that speaks TLS, and only with those whose certificate it knows. */
class MqttTlsTest {

    private static final int SECONDS = 30;

    @TempDir
    private Path directory;

    private TestCertificate server;
    private TestCertificate client;
    private Mosquitto broker;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException, InterruptedException {
        server = TestCertificate.make(directory, "broker");
        client = TestCertificate.make(directory, "loadcast");
        broker = Mosquitto.start(
                directory.resolve("broker"),
                "cafile " + client.certificate(),
                "certfile " + server.certificate(),
                "keyfile " + server.key(),
                "require_certificate true",
                "use_identity_as_username true");
    }

    @AfterEach
    void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private BrokerAddress address() {
        return broker.encryptedAddress();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void messagesComeByTlsWithACertificateOfOurs(String version) throws Exception {
        // given
        MqttConfig config = MqttConfig.parse(Map.of(
                "url",
                "mqtts://127.0.0.1:" + address().port(),
                "version",
                version,
                "tls_ca",
                server.certificate().toString(),
                "tls_certificate",
                client.certificate().toString(),
                "tls_key",
                client.key().toString()));
        CompletableFuture<String> heard = new CompletableFuture<>();

        // when
        try (MqttLink receiver = MqttLink.open(
                        config,
                        address(),
                        "receiver",
                        List.of("loadcast/#"),
                        arrival -> heard.complete(arrival.message().topic()),
                        Clock.systemUTC());
                MqttLink sender = MqttLink.publishing(config, address(), "sender")) {
            while (receiver.trouble().isPresent() && !heard.isDone()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            sender.publish("loadcast/meters/a/reading", "{}".getBytes(StandardCharsets.UTF_8), false)
                    .get(SECONDS, TimeUnit.SECONDS);

            // then
            assertThat(heard.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("loadcast/meters/a/reading");
        }
    }

    @Test
    void withoutACertificateNobodyGetsIn() throws Exception {
        MqttConfig config = MqttConfig.parse(Map.of(
                "url",
                "mqtts://127.0.0.1:" + address().port(),
                "tls_ca",
                server.certificate().toString()));

        try (MqttLink link = MqttLink.publishing(config, address(), "stranger")) {
            TimeUnit.SECONDS.sleep(2);

            assertThat(link.isConnected()).isFalse();
            assertThat(link.trouble())
                    .hasValueSatisfying(text -> assertThat(text).contains("cannot be reached"));
        }
    }

    @Test
    void aBrokerThatNobodyVouchesForIsNotTrusted() throws Exception {
        MqttConfig config = MqttConfig.parse(Map.of(
                "url",
                "mqtts://127.0.0.1:" + address().port(),
                "tls_certificate",
                client.certificate().toString(),
                "tls_key",
                client.key().toString()));

        try (MqttLink link = MqttLink.publishing(config, address(), "careful")) {
            TimeUnit.SECONDS.sleep(2);

            assertThat(link.isConnected()).isFalse();
        }
    }
}
