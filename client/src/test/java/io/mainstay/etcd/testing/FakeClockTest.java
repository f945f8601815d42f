package io.mainstay.etcd.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeClockTest {
    private final FakeClock clock = new FakeClock();
    private final long start = clock.nanoTime();

    @Test
    void advancedByATask_neverGoesBack() {
        clock.schedule(Duration.ofSeconds(1), () -> clock.advance(Duration.ofSeconds(10)));
        clock.advance(Duration.ofSeconds(2));
        assertThat(clock.nanoTime() - start).isEqualTo(Duration.ofSeconds(11).toNanos());
    }

    @Test
    void longestDelay_isNotDueAtOnce() {
        List<String> ran = new ArrayList<>();
        clock.advance(Duration.ofSeconds(1));
        clock.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("ran"));
        clock.advance(Duration.ofDays(400));
        assertThat(ran).isEmpty();
    }
}
