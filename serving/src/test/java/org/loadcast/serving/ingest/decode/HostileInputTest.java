package org.loadcast.serving.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.meter.Reading;

/** Whatever comes in becomes finite readings or an {@link UndecodableException}, and nothing else. */
class HostileInputTest {

    private static final Instant NOW = Instant.parse("2024-06-01T12:00:00Z");
    private static final String OWN = "loadcast/meters/a/reading";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}x",
                "{\"timestamp\":\"2024-06-01T11:00:00Z\",\"power_kw\":NaN}",
                "{\"timestamp\":\"2024-06-01T11:00:00Z\",\"power_kw\":1e999}",
                "{\"timestamp\":\"2024-06-01T11:00:00Z\",\"power_kw\":1e12}",
                "{\"timestamp\":\"2024-06-01T11:00:00Z\",\"power_kw\":\"1\"}",
                "{\"timestamp\":\"+999999999-12-31T23:59:59Z\",\"power_kw\":1}",
                "{\"timestamp\":\"2024-06-01T11:00:00Z\",\"energy_delta_kwh\":1,\"span\":\"PT9999999999999H\"}",
                "{\"timestamp\":\"2024-06-01T11:00:00Z\",\"energy_delta_kwh\":1,\"span\":\"PT-1H\"}",
                "{\"timestamp\":\"2024-06-01T11:00:00Z\",\"power_kw\":"
                        + "1111111111111111111111111111111111111111111111111111111111111111111111" + "}"
            })
    void brokenPayloadsAreRefused(String payload) {
        assertThatThrownBy(() -> MessageMapping.ofOwnTopics().decode(new Message(OWN, Payload.ofText(payload), NOW)))
                .isInstanceOf(UndecodableException.class);
    }

    @Test
    void deepOversizedAndBinaryPayloadsAreRefused() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        byte[] large = new byte[MessageMapping.LARGEST_PAYLOAD_BYTES + 1];
        byte[] binary = {(byte) 0xff, (byte) 0xfe, 0, 1};

        for (byte[] payload : List.of(deep.getBytes(StandardCharsets.UTF_8), large, binary)) {
            assertThatThrownBy(() -> MessageMapping.ofOwnTopics().decode(new Message(OWN, Payload.of(payload), NOW)))
                    .isInstanceOf(UndecodableException.class);
        }
    }

    @Test
    void reasonsArePrintableAndShort() {
        UndecodableException refused = new UndecodableException("a\nb\u001b[31m" + "x".repeat(5_000));

        assertThat(refused.reason()).startsWith("a?b?[31m").hasSizeLessThan(500);
    }

    @Test
    void payloadsThatWereDamagedNeverThrowAnythingElse() throws IOException {
        long seed = 20_240_601;
        Random random = new Random(seed);
        ArrayNode presets = JsonNodeFactory.instance.arrayNode();
        MessageMapping.presets().forEach(presets::add);
        MessageMapping mapping = MessageMapping.parse(presets);
        List<Message> samples = new ArrayList<>();
        PresetsTest.examples()
                .forEach(example -> example.steps()
                        .forEach(step -> samples.add(new Message(step.topic(), Payload.ofText(step.payload()), NOW))));
        byte[] sparkplug = new SparkplugBytes()
                .number(1, NOW.toEpochMilli())
                .message(
                        2,
                        new SparkplugBytes()
                                .text(1, "P")
                                .number(2, 4)
                                .number(4, 9)
                                .shortReal(12, 3)
                                .message(
                                        9,
                                        new SparkplugBytes()
                                                .text(1, "engUnit")
                                                .message(2, new SparkplugBytes().text(8, "W"))))
                .toBytes();
        samples.add(new Message("spBv1.0/g/NBIRTH/n", Payload.of(sparkplug), NOW));
        int decoded = 0;
        int refused = 0;
        for (int round = 0; round < 60_000; round++) {
            Message sample = samples.get(random.nextInt(samples.size()));
            byte[] payload = damaged(sample.payload().toBytes(), random);
            Message message = new Message(topic(sample, samples, random), Payload.of(payload), NOW);
            try {
                mapping.decode(message).readings().forEach(HostileInputTest::requireSound);
                decoded++;
            } catch (UndecodableException expected) {
                assertThat(expected.reason()).isNotBlank();
                refused++;
            } catch (RuntimeException other) {
                throw new AssertionError(
                        "Seed " + seed + ", round " + round + ", " + message.topic() + ": "
                                + new String(payload, StandardCharsets.ISO_8859_1),
                        other);
            }
        }

        assertThat(decoded).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(1_000);
    }

    private static String topic(Message sample, List<Message> samples, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> samples.get(random.nextInt(samples.size())).topic();
            case 1 ->
                sample.topic().replace('/', random.nextBoolean() ? ' ' : '/') + "/" + (char) random.nextInt(0xffff);
            default -> sample.topic();
        };
    }

    private static byte[] damaged(byte[] payload, Random random) {
        byte[] bytes = payload;
        for (int times = random.nextInt(4); times > 0; times--) {
            bytes = damagedOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] damagedOnce(byte[] bytes, Random random) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = random.nextInt(bytes.length + 1);
        String changed = switch (random.nextInt(8)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(at);
            case 2 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(at);
            case 3 -> text.substring(0, at) + text;
            case 4 ->
                text.replaceFirst(
                        "\\d+(\\.\\d+)?",
                        pick(
                                random,
                                "NaN",
                                "1e308",
                                "-1e400",
                                "Infinity",
                                "9".repeat(70),
                                "null",
                                "true",
                                "[]",
                                "\"\""));
            case 5 -> text.replace('"', (char) random.nextInt(128));
            case 6 -> text.replaceFirst("[:,]", pick(random, "::", ",,", ":{\"a\":", ":[["));
            default -> {
                char[] characters = text.toCharArray();
                if (at < characters.length) {
                    characters[at] ^= (char) (1 << random.nextInt(8));
                }
                yield new String(characters);
            }
        };
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static void requireSound(Reading reading) {
        assertThat(reading.timestamp()).isBetween(Instant.parse("1900-01-01T00:00:00Z"), NOW.plusSeconds(3_600));
        if (reading instanceof Reading.Power power) {
            assertThat(Math.abs(power.kilowatts())).isLessThanOrEqualTo(1e9);
        }
    }
}
