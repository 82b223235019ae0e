package org.loadcast.serving.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

class MappingTest {

    private static final Instant NOW = Instant.parse("2024-06-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "W, 1500, 1.5",
        "kW, 1.5, 1.5",
        "MW, 0.0015, 1.5",
        "kw, '\"1.5\"', 1.5",
    })
    void powerIsConverted(String unit, String payload, double kilowatts) throws UndecodableException {
        MessageMapping mapping = mapping("- {topic: 'home/{meter}/power', format: number, unit: " + unit + "}");

        assertThat(decode(mapping, "home/a/power", payload).readings())
                .containsExactly(new Reading.Power(MeterId.of("a"), NOW, kilowatts));
    }

    @ParameterizedTest
    @CsvSource({"Wh, 3600", "kWh, 3.6", "MWh, 0.0036", "J, 12960000", "kJ, 12960", "MJ, 12.96", "Wmin, 216000"})
    void energyIsTheStateOfACounterUnlessTheRuleSaysOtherwise(String unit, String payload) throws UndecodableException {
        MessageMapping mapping = mapping("- {topic: '{meter}', format: number, unit: " + unit + "}");

        Reading.EnergyCounter counter =
                (Reading.EnergyCounter) decode(mapping, "a", payload).readings().get(0);

        assertThat(counter.kilowattHours()).isCloseTo(3.6, offset(1e-12)); // rounding of the factors
    }

    @Test
    void generationIsNegative() throws UndecodableException {
        MessageMapping mapping =
                mapping("- {topic: 'pv/{meter}', format: number, unit: W, sign: generation, scale: 10}");

        assertThat(decode(mapping, "pv/roof", "300").readings())
                .containsExactly(new Reading.Power(MeterId.of("roof"), NOW, -3));
    }

    @Test
    void energyOfASpanBeginsAtItsTime() throws UndecodableException {
        MessageMapping mapping = mapping("""
                - topic: grid/{meter}
                  format: array
                  value: /1
                  kind: delta
                  unit: Wh
                  span: PT15M
                  time: /0
                  zone: Europe/Madrid
                """);

        Decoded decoded = decode(mapping, "grid/a", "[[\"2024-06-01 13:00\",250],[\"2024-06-01T13:15:00\",null]]");

        assertThat(decoded.readings())
                .containsExactly(new Reading.EnergyDelta(
                        MeterId.of("a"), Instant.parse("2024-06-01T11:00:00Z"), Duration.ofMinutes(15), 0.25));
        assertThat(decoded.refused()).singleElement().asString().startsWith("Row 1: There is no finite number at [/1]");
    }

    @Test
    void severalPlacesAreSummedAndSubtracted() throws UndecodableException {
        MessageMapping mapping = mapping("""
                - topic: '{site}/x/{line}'
                  meter: '{site}-{line}'
                  format: json
                  value: [/p/0, /p/1]
                  minus: /out
                  unit: kW
                """);

        assertThat(decode(mapping, "s/x/l 1", "{\"p\":[1,2],\"out\":0.5}").readings())
                .containsExactly(new Reading.Power(MeterId.of("s-l_1"), NOW, 2.5));
    }

    @ParameterizedTest
    @CsvSource({
        "s, 1717239600",
        "ms, 1717239600000",
        "ns, 1717239600000000000",
        "auto, 1717239600000",
        "auto, 1717239600",
        "auto, '\"2024-06-01T13:00:00+02:00\"'",
        "iso, '\"2024-06-01T11:00:00Z\"'"
    })
    void timesAreReadAsTheRuleSays(String format, String time) throws UndecodableException {
        MessageMapping mapping = mapping(
                "- {topic: '{meter}', format: json, value: /v, unit: W, time: /t, time_format: " + format + "}");

        assertThat(decode(mapping, "a", "{\"v\":1000,\"t\":" + time + "}").readings())
                .containsExactly(new Reading.Power(MeterId.of("a"), Instant.parse("2024-06-01T11:00:00Z"), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "1e300",
        "-1",
        "9999999999999999",
        "'\"1850-01-01T00:00:00Z\"'",
        "'\"2024-06-01T15:00:00Z\"'",
        "'\"2024-13-01T00:00:00Z\"'",
        "'\"soon\"'",
        "'\"\"'"
    })
    void timesOutOfRangeAreRefused(String time) throws UndecodableException {
        MessageMapping mapping = mapping("- {topic: '{meter}', format: json, value: /v, unit: W, time: /t}");
        String payload = "{\"v\":1000,\"t\":" + time + "}";

        if (time.equals("-1")) {
            assertThat(decode(mapping, "a", payload).readings().get(0).timestamp())
                    .isEqualTo(Instant.ofEpochSecond(-1));
        } else {
            assertThatThrownBy(() -> decode(mapping, "a", payload)).isInstanceOf(UndecodableException.class);
        }
    }

    @Test
    void theFirstRuleThatFitsDecodes() throws UndecodableException {
        MessageMapping mapping = mapping("""
                - {topic: 'a/b', ignore: true}
                - {topic: 'a/{meter}', format: number, unit: kW}
                """);

        assertThat(decode(mapping, "a/b", "1").isEmpty()).isTrue();
        assertThat(decode(mapping, "a/c", "1").readings()).hasSize(1);
        assertThat(mapping.topicFilters())
                .containsExactly(
                        "a/+", "loadcast/meters/+/reading", "loadcast/meters/+/announce", "loadcast/weather/+");
    }

    @Test
    void phasesAreSummedByIntervalAndSettleToOneValue() throws UndecodableException {
        MessageMapping mapping = mapping("""
                - topic: m/{meter}/{phase}
                  format: json
                  value: /kw
                  unit: kW
                  time: /t
                  part: '{phase}'
                  parts: [L1, L2, L3]
                  every: PT10S
                  hold: PT60S
                """);
        Instant start = Instant.parse("2024-06-01T11:00:00Z");

        assertThat(phase(mapping, "L1", start, 1)).isEmpty();
        assertThat(phase(mapping, "L2", start.plusSeconds(2), 2)).isEmpty();
        assertThat(phase(mapping, "L3", start.plusSeconds(9), 3)).containsExactly(total(start, 6));
        assertThat(phase(mapping, "L1", start.plusSeconds(11), 5))
                .as("silent phases count with their last values")
                .containsExactly(total(start.plusSeconds(10), 10));
        assertThat(phase(mapping, "L2", start.plusSeconds(3), 4))
                .as("a late phase settles the interval that it belongs to")
                .containsExactly(total(start, 8));
        assertThat(phase(mapping, "L2", start.plusSeconds(3), 4)).containsExactly(total(start, 8));
        assertThat(phase(mapping, "N", start.plusSeconds(3), 9))
                .as("no such part")
                .isEmpty();
        assertThat(phase(mapping, "L1", start.plusSeconds(100), 1))
                .as("the other phases have been silent for too long")
                .isEmpty();
    }

    private static List<Reading> phase(MessageMapping mapping, String phase, Instant at, int kilowatts)
            throws UndecodableException {
        return decode(mapping, "m/home/" + phase, "{\"kw\":" + kilowatts + ",\"t\":\"" + at + "\"}")
                .readings();
    }

    private static Reading total(Instant at, double kilowatts) {
        return new Reading.Power(MeterId.of("home"), at, kilowatts);
    }

    @Test
    void aRetainedMessageWithoutATimeOfItsOwnIsPassedOver() throws UndecodableException {
        MessageMapping mapping = mapping("- {topic: '{meter}', format: number, unit: W}");

        Decoded decoded = mapping.decode(new Message("a", Payload.ofText("5"), NOW, true));

        assertThat(decoded.isEmpty()).isTrue();
    }

    @Test
    void announcedTopicsJoinTheSubscriptions() throws UndecodableException {
        MessageMapping mapping = mapping("- home-assistant-discovery");
        String topic = "homeassistant/sensor/n/o/config";

        decode(
                mapping,
                topic,
                "{\"state_topic\":\"a/b\",\"unit_of_measurement\":\"kWh\",\"unique_id\":\"x y\","
                        + "\"value_template\":\"{{ value_json.total / 1000 }}\"}");

        assertThat(mapping.topicFilters()).contains("a/b");
        assertThat(decode(mapping, "a/b", "{\"total\":5000}").readings())
                .containsExactly(new Reading.EnergyCounter(MeterId.of("x_y"), NOW, 5));
        decode(mapping, topic, "");
        assertThat(mapping.topicFilters()).doesNotContain("a/b");
    }

    @Test
    void ourOwnForecastsThatAreAnnouncedToHomeAssistantAreNotTakenForMeters() throws UndecodableException {
        MessageMapping mapping = mapping("- home-assistant-discovery");

        decode(
                mapping,
                "homeassistant/sensor/n/o/config",
                "{\"state_topic\":\"loadcast/meters/home/forecast/day-ahead/summary\",\"unit_of_measurement\":\"kWh\"}");

        assertThat(mapping.topicFilters()).noneMatch(filter -> filter.contains("forecast"));
    }

    @Test
    void whatUsersAddIsFoundByItsName() throws UndecodableException {
        MessageMapping mapping = mapping("- {topic: 'x/#', decoder: doubling}");

        assertThat(decode(mapping, "x/y", "21").readings())
                .containsExactly(new Reading.Power(MeterId.of("doubled"), NOW, 42));
        assertThatThrownBy(() -> decode(mapping, "x/y", "forty"))
                .as("what it forgets to catch")
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("Decoder doubling failed with NumberFormatException");
    }

    @Test
    void everyProblemOfTheConfigurationIsToldAtOnce() {
        MappingException wrong = catchThrowableOfType(MappingException.class, () -> mapping("""
                - preset: tasmotta
                - {topic: 'a/{meter', format: number, unit: W}
                - {topic: 'a/{meter}', format: number, unit: mW, colour: red}
                - {topic: 'a/+', format: number, unit: W}
                - {topic: 'a/{meter}', format: json, value: ENERGY, unit: W}
                - {topic: 'a/{meter}', format: json, value: /e, unit: W, kind: delta, span: PT15M}
                - {topic: 'a/{meter}', format: json, value: /e, unit: Wh, kind: delta}
                - {topic: 'a/{meter}', format: number, unit: W, zone: Mars/Olympus, part: '{phase}'}
                - {topic: 'a/{meter}', decoder: nobody}
                - {format: number, unit: W}
                - {preset: tasmota, parts: [a]}
                - 17
                - {topic: 'a/{meter}', format: numbr, unit: W}
                """));

        assertThat(wrong.problems())
                .anyMatch(
                        p -> p.contains("[0]") && p.contains("preset 'tasmotta' is not known") && p.contains("tasmota"))
                .anyMatch(p -> p.contains("[1]") && p.contains("Level '{meter'"))
                .anyMatch(p -> p.contains("[2]") && p.contains("unit 'mW' is not one of"))
                .anyMatch(p -> p.contains("[2]") && p.contains("colour is not known"))
                .anyMatch(p -> p.contains("[3]") && p.contains("asks for levels that the topic does not name"))
                .anyMatch(p -> p.contains("[4]") && p.contains("'ENERGY' is not a JSON pointer"))
                .anyMatch(p -> p.contains("[5]") && p.contains("unit W does not fit kind delta"))
                .anyMatch(p -> p.contains("[6]") && p.contains("span, such as PT15M, is needed"))
                .anyMatch(p -> p.contains("[7]") && p.contains("zone 'Mars/Olympus'"))
                .anyMatch(p -> p.contains("[7]") && p.contains("belong together"))
                .anyMatch(p -> p.contains("[8]") && p.contains("no decoder of that name"))
                .anyMatch(p -> p.contains("[9]") && p.contains("neither topic nor preset"))
                .anyMatch(p -> p.contains("[10]") && p.contains("parts cannot stand beside a preset"))
                .anyMatch(p -> p.contains("[11]"))
                .anyMatch(p -> p.contains("[12]") && p.contains("format 'numbr' is not one of number, json"));
    }

    static MessageMapping mapping(String yaml) {
        try {
            return MessageMapping.parse(new YAMLMapper().readTree(yaml));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    static Decoded decode(MessageMapping mapping, String topic, String payload) throws UndecodableException {
        return mapping.decode(new Message(topic, Payload.ofText(payload), NOW));
    }
}
