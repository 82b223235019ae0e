package org.loadcast.serving.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

class OwnTopicsTest {

    private static final Instant NOW = Instant.parse("2024-06-01T12:00:30Z");
    private static final Instant NOON = Instant.parse("2024-06-01T12:00:00Z");
    private static final MeterId HOME = MeterId.of("home-1");

    private final MessageMapping mapping = MessageMapping.ofOwnTopics();

    @Test
    void powerOfAMeterBecomesAReading() throws UndecodableException {
        Decoded decoded =
                decode("loadcast/meters/home-1/reading", "{\"timestamp\":\"2024-06-01T12:00:00Z\",\"power_kw\":1.25}");

        assertThat(decoded).isEqualTo(Decoded.ofReadings(List.of(new Reading.Power(HOME, NOON, 1.25))));
    }

    @Test
    void energyIsTheStateOfACounter() throws UndecodableException {
        Decoded decoded = decode(
                "loadcast/meters/home-1/reading", "{\"timestamp\":\"2024-06-01T14:00:00+02:00\",\"energy_kwh\":4711}");

        assertThat(decoded.readings()).containsExactly(new Reading.EnergyCounter(HOME, NOON, 4711));
    }

    @Test
    void oneBadRowDoesNotLoseTheGoodOnes() throws UndecodableException {
        Decoded decoded = decode("loadcast/meters/home-1/reading", """
                [{"timestamp":"2024-06-01T11:45:00Z","power_kw":1},
                 {"timestamp":"yesterday","power_kw":2},
                 {"timestamp":"2024-06-01T12:00:00Z","power_kw":3}]""");

        assertThat(decoded.readings()).hasSize(2);
        assertThat(decoded.refused()).singleElement().asString().startsWith("Row 1: 'yesterday' is not a time.");
    }

    @Test
    void anotherMeterThanTheTopicsIsRefused() {
        assertThatThrownBy(() -> decode(
                        "loadcast/meters/home-1/reading",
                        "{\"meter_id\":\"home-2\",\"timestamp\":\"2024-06-01T12:00:00Z\",\"power_kw\":1}"))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("meter_id is another one than the topic's, 'home-1'");
    }

    @Test
    void aClockThatRunsAheadIsRefused() {
        assertThatThrownBy(() -> decode(
                        "loadcast/meters/home-1/reading", "{\"timestamp\":\"2024-06-01T14:00:00Z\",\"power_kw\":1}"))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("Check the sender's clock and time zone");
    }

    @Test
    void weatherIsMeasuredUnlessItSaysWhenItWasForecast() throws UndecodableException {
        Decoded decoded = decode("loadcast/weather/roof", """
                [{"timestamp":"2024-06-01T12:00:00Z","temperature_c":21.5},
                 {"timestamp":"2024-06-02T12:00:00Z","available_at":"2024-06-01T06:00:00Z","temperature_c":23}]""");

        assertThat(decoded.weather())
                .containsExactly(
                        new WeatherSample("roof", NOON, Optional.empty(), Map.of("temperature_c", 21.5)),
                        new WeatherSample(
                                "roof",
                                Instant.parse("2024-06-02T12:00:00Z"),
                                Optional.of(Instant.parse("2024-06-01T06:00:00Z")),
                                Map.of("temperature_c", 23.0)));
    }

    @Test
    void aTopicWithoutARuleIsRefused() {
        assertThatThrownBy(() -> decode("somewhere/else", "1"))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("mqtt.mapping");
    }

    @Test
    void subscribesToItsTopics() {
        assertThat(mapping.topicFilters())
                .containsExactly("loadcast/meters/+/reading", "loadcast/meters/+/announce", "loadcast/weather/+");
    }

    private Decoded decode(String topic, String payload) throws UndecodableException {
        return mapping.decode(new Message(topic, Payload.ofText(payload), NOW));
    }
}
