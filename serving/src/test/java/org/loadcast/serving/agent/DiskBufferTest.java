package org.loadcast.serving.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.serving.agent.DiskBuffer.WhenFull;

class DiskBufferTest {

    private static final long MEGABYTE = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void whatWaitsIsThereAfterTheNextStartInTheSameOrder() throws IOException {
        // given: more than one file of it
        List<String> lines =
                IntStream.range(0, 300).mapToObj(DiskBufferTest::line).toList();
        try (DiskBuffer buffer = open(WhenFull.DROP_OLDEST)) {
            for (String line : lines) {
                assertThat(buffer.append(line)).isTrue();
            }
        }

        // when
        try (DiskBuffer buffer = open(WhenFull.DROP_OLDEST)) {
            List<String> sent = sendAll(buffer);

            // then
            assertThat(sent).isEqualTo(lines);
            assertThat(buffer.bytes()).isZero();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".readings")))
                    .hasSize(1);
        }
    }

    @Test
    void anUnfinishedLineThatACrashLeftIsNone() throws IOException {
        try (DiskBuffer buffer = open(WhenFull.DROP_OLDEST)) {
            buffer.append("whole");
        }
        Files.writeString(directory.resolve("0000000000000000001.readings"), "{\"times", StandardOpenOption.APPEND);

        try (DiskBuffer buffer = open(WhenFull.DROP_OLDEST)) {
            buffer.append("next");

            assertThat(sendAll(buffer)).containsExactly("whole", "next");
        }
    }

    @Test
    void whatIsNotConfirmedIsGivenAgain() throws IOException {
        try (DiskBuffer buffer = open(WhenFull.DROP_OLDEST)) {
            buffer.append("one");
            buffer.append("two");

            DiskBuffer.Batch first = buffer.oldest(1).orElseThrow();
            assertThat(buffer.oldest(1)).contains(first);
            buffer.confirm(first);

            assertThat(buffer.oldest(10).orElseThrow().lines()).containsExactly("two");
        }
    }

    @Test
    void whenThereIsNoRoomTheOldestGo() throws IOException {
        try (DiskBuffer buffer = open(WhenFull.DROP_OLDEST)) {
            int count = 1_500;
            for (int i = 0; i < count; i++) {
                assertThat(buffer.append(line(i))).isTrue();
            }

            List<String> left = sendAll(buffer);

            assertThat(left).last().isEqualTo(line(count - 1));
            assertThat(left.size() + buffer.dropped()).isEqualTo(count);
            assertThat(left.size() * (long) (line(0).length() + 1)).isBetween(MEGABYTE - (2 << 16), MEGABYTE);
        }
    }

    @Test
    void orTheNewestIfThatWasChosen() throws IOException {
        try (DiskBuffer buffer = open(WhenFull.DROP_NEWEST)) {
            int kept = 0;
            for (int i = 0; i < 1_500; i++) {
                kept += buffer.append(line(i)) ? 1 : 0;
            }

            assertThat(buffer.dropped()).isEqualTo(1_500 - kept).isPositive();
            assertThat(sendAll(buffer)).hasSize(kept).first().isEqualTo(line(0));
            assertThat(buffer.append(line(1))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLostOrTurnedAroundWhateverTheOrderOfAppendingConfirmingAndStartingAgain(long seed)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> sent = new ArrayList<>();
        int appended = 0;
        DiskBuffer buffer = open(WhenFull.DROP_OLDEST);
        for (int i = 0; i < 2_000; i++) {
            int what = random.nextInt(100);
            if (what < 60) {
                buffer.append(line(appended++));
            } else if (what < 99) {
                Optional<DiskBuffer.Batch> batch = buffer.oldest(1 + random.nextInt(3));
                if (batch.isPresent()) {
                    sent.addAll(batch.get().lines());
                    buffer.confirm(batch.get());
                }
            } else {
                buffer.close();
                buffer = open(WhenFull.DROP_OLDEST);
            }
        }
        sent.addAll(sendAll(buffer));
        buffer.close();

        // A start forgets what was confirmed within a file, so lines may come again, but none is missing.
        assertThat(sent.stream().distinct())
                .containsExactlyElementsOf(IntStream.range(0, appended)
                        .mapToObj(DiskBufferTest::line)
                        .toList());
    }

    @Test
    void aSecondAgentOnTheSameDirectoryIsRefused() throws IOException {
        try (DiskBuffer buffer = open(WhenFull.DROP_OLDEST)) {
            assertThatThrownBy(() -> open(WhenFull.DROP_OLDEST)).hasMessageContaining("Another agent has " + directory);
            assertThat(buffer.bytes()).isZero();
        }
        open(WhenFull.DROP_OLDEST).close();
    }

    private DiskBuffer open(WhenFull whenFull) throws IOException {
        return DiskBuffer.open(directory, MEGABYTE, whenFull);
    }

    private static String line(int i) {
        return String.format("%01000d", i);
    }

    private static List<String> sendAll(DiskBuffer buffer) throws IOException {
        List<String> sent = new ArrayList<>();
        for (Optional<DiskBuffer.Batch> batch = buffer.oldest(500); batch.isPresent(); batch = buffer.oldest(500)) {
            sent.addAll(batch.get().lines());
            buffer.confirm(batch.get());
        }
        return sent;
    }
}
