package org.loadcast.serving.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.serving.app.console.CommandFailure;

class DemoDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void whatAnEarlierDemoLeftGoes() throws IOException {
        // given
        Path demo = parent.resolve("demo");
        DemoDirectory.fresh(demo);
        Path left =
                Files.writeString(Files.createDirectories(demo.resolve("files")).resolve("load.csv"), "old");

        // when
        DemoDirectory.fresh(demo);

        // then
        assertThat(left).doesNotExist();
        assertThat(demo).isDirectory();
    }

    @Test
    void aDirectoryWithOtherDataIsLeftAlone() throws IOException {
        Path precious = Files.writeString(parent.resolve("loadcast.db"), "years of readings");

        assertThatThrownBy(() -> DemoDirectory.fresh(parent))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("holds data that no demo has made");
        assertThat(precious).hasContent("years of readings");
    }

    @Test
    void anEmptyDirectoryWillDo() throws IOException {
        assertThat(DemoDirectory.fresh(parent).path()).isEqualTo(parent);
    }
}
