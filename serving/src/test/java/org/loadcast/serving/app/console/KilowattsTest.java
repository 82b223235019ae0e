package org.loadcast.serving.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KilowattsTest {

    @Test
    void theLargestNumberOfAColumnDecidesTheDecimals() {
        assertThat(Kilowatts.format(0.5, 2)).isEqualTo("0.500");
        assertThat(Kilowatts.format(0.5, 20)).isEqualTo("0.50");
        assertThat(Kilowatts.format(0.5, 200)).isEqualTo("0.5");
        assertThat(Kilowatts.format(9324.4)).isEqualTo("9,324");
    }
}
