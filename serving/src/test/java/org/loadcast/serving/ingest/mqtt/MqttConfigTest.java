package org.loadcast.serving.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MqttConfigTest {

    @Test
    void withoutSettingsTheEmbeddedBrokerIsUsed() {
        assertThat(MqttConfig.USUAL.broker()).isInstanceOf(MqttConfig.Broker.Embedded.class);
        assertThat(MqttConfig.USUAL.qos()).isEqualTo(1);
        assertThat(MqttConfig.USUAL.homeAssistantPrefix()).contains("homeassistant");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> MqttConfig.parse(Map.of(
                        "url", "http://somewhere",
                        "version", "4",
                        "qos", "3",
                        "password", "secret-1",
                        "tls_ca", "/no/such/file",
                        "tls_key", "/no/such/key",
                        "new_meter_zone", "Mars/Olympus",
                        "home_assistant_prefix", "home/+",
                        "colour", "blue")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "url 'http://somewhere'",
                        "version '4' is not one of [5, 3.1.1]",
                        "qos '3'",
                        "password is set without user",
                        "tls_ca '/no/such/file': the file cannot be read",
                        "new_meter_zone",
                        "home_assistant_prefix 'home/+'",
                        "colour is not a setting")
                .hasMessageNotContaining("secret-1");
    }

    @Test
    void anEmptyPrefixTellsHomeAssistantNothing() {
        assertThat(MqttConfig.parse(Map.of("home_assistant_prefix", "")).homeAssistantPrefix())
                .isEmpty();
    }

    @Test
    void aPortBesideTheAddressOfAnotherBrokerIsRefused() {
        assertThatThrownBy(() -> MqttConfig.parse(Map.of("url", "mqtt://broker", "port", "1884")))
                .hasMessageContaining("put the port into url");
    }
}
