package org.loadcast.features.store.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.store.ChildJvm;
import org.loadcast.features.store.StoreException;

class OutboxTest {

    private static final long ROOM = 64 << 20;

    @TempDir
    private Path directory;

    private Outbox open(long capacity) {
        return Outbox.open(directory, capacity).orElseThrow();
    }

    private static List<String> takeAll(Outbox outbox) {
        List<String> texts = new ArrayList<>();
        while (outbox.first().isPresent()) {
            texts.add(outbox.first().get());
            outbox.takeFirst();
        }
        return texts;
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".segment"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void textsComeOutInOrderAndLeaveNothingBehind() throws IOException {
        try (Outbox outbox = open(ROOM)) {
            // given
            outbox.append("load,meter_id=a power_kw=1 1");
            outbox.append("Straße,meter_id=ß power_kw=2 2");

            // then
            assertThat(outbox.isEmpty()).isFalse();
            assertThat(takeAll(outbox))
                    .containsExactly("load,meter_id=a power_kw=1 1", "Straße,meter_id=ß power_kw=2 2");
            assertThat(outbox.isEmpty()).isTrue();
            assertThat(outbox.bytesWaiting()).isZero();
        }
        assertThat(segments()).isEmpty();
    }

    @Test
    void whatWaitsIsThereAfterOpeningAgain() {
        // given
        try (Outbox outbox = open(ROOM)) {
            outbox.append("first");
            outbox.append("second");
        }

        // when
        try (Outbox outbox = open(ROOM)) {
            outbox.append("third");

            // then
            assertThat(takeAll(outbox)).containsExactly("first", "second", "third");
        }
    }

    @Test
    void manySegmentsKeepTheOrder() throws IOException {
        // given a capacity of 40 records, hence segments of ten
        String text = "x".repeat(92);
        try (Outbox outbox = open(40 * 100)) {
            for (int i = 0; i < 40; i++) {
                outbox.append(text.substring(2) + String.format("%02d", i));
            }
            assertThat(segments()).hasSize(4);
        }

        // when
        try (Outbox outbox = open(40 * 100)) {
            List<String> taken = takeAll(outbox);

            // then
            assertThat(taken).hasSize(40).isSorted();
        }
    }

    @Test
    void aFullOutboxRefusesAndKeepsWhatItHas() {
        try (Outbox outbox = open(1000)) {
            // given
            outbox.append("x".repeat(900));

            // then
            assertThatThrownBy(() -> outbox.append("y".repeat(200)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("full: 908 of 1000 bytes")
                    .hasMessageContaining("outbox_mb")
                    .hasMessageContaining("Nothing was stored");
            assertThat(takeAll(outbox)).containsExactly("x".repeat(900));

            // and there is room again
            outbox.append("y".repeat(200));
            assertThat(outbox.first()).contains("y".repeat(200));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 20})
    void aRecordTornAtTheEndIsCutOff(int bytesLeft) throws IOException {
        // given two records of 8 + 20 bytes, the second of which only began to be written
        try (Outbox outbox = open(ROOM)) {
            outbox.append("first.first.first.fi");
            outbox.append("second.second.second");
        }
        Path segment = segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, 28 + bytesLeft));

        // when
        try (Outbox outbox = open(ROOM)) {
            outbox.append("third");

            // then
            assertThat(takeAll(outbox)).containsExactly("first.first.first.fi", "third");
        }
    }

    @Test
    void aRecordWithAnotherChecksumAtTheEndIsCutOff() throws IOException {
        // given
        try (Outbox outbox = open(ROOM)) {
            outbox.append("first");
            outbox.append("second");
        }
        Path segment = segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length - 1] ^= 1;
        Files.write(segment, bytes);

        // when
        try (Outbox outbox = open(ROOM)) {
            // then
            assertThat(takeAll(outbox)).containsExactly("first");
        }
    }

    @Test
    void damageInTheMiddleIsAnErrorThatNamesTheFile() throws IOException {
        // given two segments, the first one damaged
        try (Outbox outbox = open(400)) {
            outbox.append("x".repeat(150));
            outbox.append("y".repeat(150));
        }
        Path damaged = segments().get(0);
        Files.write(damaged, new byte[] {1, 1}, StandardOpenOption.WRITE);

        // then
        assertThatThrownBy(() -> open(400))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(damaged.toString())
                .hasMessageContaining("Move it away");
    }

    @Test
    void anOutboxThatCouldNotBeOpenedIsFreeForTheNextAttempt() throws IOException {
        // given
        try (Outbox outbox = open(400)) {
            outbox.append("x".repeat(150));
            outbox.append("y".repeat(150));
        }
        Path damaged = segments().get(0);
        Files.write(damaged, new byte[] {1, 1}, StandardOpenOption.WRITE);
        assertThatThrownBy(() -> open(400)).isInstanceOf(StoreException.class);

        // when
        Files.delete(damaged);

        // then
        try (Outbox outbox = open(400)) {
            assertThat(takeAll(outbox)).containsExactly("y".repeat(150));
        }
    }

    @Test
    void onlyOneHasTheOutbox() {
        try (Outbox mine = open(ROOM)) {
            assertThat(Outbox.open(directory, ROOM)).isEmpty();
            assertThat(mine.isEmpty()).isTrue();
        }
        assertThat(Outbox.open(directory, ROOM)).isPresent().get().satisfies(Outbox::close);
    }

    /** Appends for ever, a line for each text that is acknowledged. */
    static final class Appender {
        public static void main(String[] arguments) {
            try (Outbox outbox = Outbox.open(Path.of(arguments[0]), ROOM).orElseThrow()) {
                for (int i = 0; ; i++) {
                    outbox.append(i + " " + "z".repeat(i % 5000));
                    System.out.println(i);
                }
            }
        }
    }

    @Test
    void everyAcknowledgedTextOutlivesAKill() throws Exception {
        // when
        int acknowledged;
        try (ChildJvm child = ChildJvm.start(Appender.class, directory.toString())) {
            String last = "";
            for (int i = 0; i < 300; i++) {
                last = child.line();
            }
            List<String> unread = child.kill();
            acknowledged = Integer.parseInt(unread.isEmpty() ? last : unread.get(unread.size() - 1));
        }

        // then
        try (Outbox outbox = open(ROOM)) {
            List<String> texts = takeAll(outbox);
            assertThat(texts).hasSizeGreaterThan(acknowledged);
            for (int i = 0; i <= acknowledged; i++) {
                assertThat(texts.get(i)).isEqualTo(i + " " + "z".repeat(i % 5000));
            }
        }
    }
}
