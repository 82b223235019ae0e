package org.loadcast.training.blend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RhythmTest {

    private final Rhythm rhythm = new Rhythm(1000, 60, Duration.ofDays(1));

    @Test
    void theNextBeatIsLaterAndOnTheRhythm() {
        assertThat(rhythm.next(1000)).isEqualTo(1060);
        assertThat(rhythm.next(1059)).isEqualTo(1060);
        assertThat(rhythm.next(1060)).isEqualTo(1120);
    }

    @Test
    void theRhythmGoesOnBeforeItsAnchor() {
        assertThat(rhythm.next(999)).isEqualTo(1000);
        assertThat(rhythm.next(880)).isEqualTo(940);
    }
}
