package org.loadcast.serving.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final AtomicLong now = new AtomicLong();
    private final RateLimit limit = new RateLimit(0.5, 2, now::get);

    @Test
    void aBurstPassesThenTheRateCounts() {
        assertThat(limit.take("a")).isZero();
        assertThat(limit.take("a")).isZero();
        assertThat(limit.take("a")).isEqualTo(2); // half a token a second
        assertThat(limit.take("b")).isZero(); // each name has its own bucket

        now.addAndGet(2_000_000_000L);
        assertThat(limit.look("a")).isZero();
        assertThat(limit.take("a")).isZero();
        assertThat(limit.take("a")).isEqualTo(2);
    }

    @Test
    void aLimitThatLetsNothingPassIsRefused() {
        assertThatThrownBy(() -> new RateLimit(0, 1, now::get)).hasMessageContaining("lets nothing pass");
    }
}
