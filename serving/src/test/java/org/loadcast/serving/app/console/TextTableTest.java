package org.loadcast.serving.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void theFirstColumnLeansLeftAndTheOthersRight() {
        TextTable table = new TextTable("meter", "kW").row("a", 1.5).row("feeder", 120);

        assertThat(table.lines()).containsExactly("meter    kW", "a       1.5", "feeder  120");
    }
}
