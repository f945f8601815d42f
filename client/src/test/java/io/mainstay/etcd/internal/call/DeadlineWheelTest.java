package io.mainstay.etcd.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlineWheelTest {
    private final FakeClock clock = new FakeClock();
    private final DeadlineWheel wheel = new DeadlineWheel(clock);

    @Test
    void firesNeverEarlyAndAtMostATickLate_alsoBeyondOneTurn() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<Integer, Long> due = new HashMap<>();
        Map<Integer, Long> fired = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            int id = i;
            long deadline =
                    clock.nanoTime() + random.nextLong(Duration.ofSeconds(40).toNanos());
            due.put(id, deadline);
            wheel.add(deadline, () -> fired.put(id, clock.nanoTime()));
            clock.advance(Duration.ofNanos(random.nextLong(Duration.ofMillis(30).toNanos())));
        }
        clock.advance(Duration.ofSeconds(41));
        assertThat(fired).as("seed %d", seed).hasSameSizeAs(due);
        due.forEach((id, deadline) -> assertThat(fired.get(id) - deadline)
                .as("seed %d", seed)
                .isBetween(0L, Duration.ofMillis(2L * DeadlineWheel.TICK_MILLIS).toNanos()));
    }

    @Test
    void removedEntry_doesNotFire_andAnEmptyWheelStandsStill() {
        List<String> fired = new ArrayList<>();
        long in100 = clock.nanoTime() + Duration.ofMillis(100).toNanos();
        DeadlineWheel.Entry removed = wheel.add(in100, () -> fired.add("removed"));
        wheel.add(in100, () -> fired.add("kept"));
        wheel.remove(removed);
        wheel.remove(removed);
        clock.advance(Duration.ofSeconds(1));
        assertThat(fired).containsExactly("kept");
        assertThat(clock.pending()).isEmpty();
        wheel.add(clock.nanoTime(), () -> fired.add("again"));
        clock.advance(Duration.ofMillis(50));
        assertThat(fired).containsExactly("kept", "again");
    }

    @Test
    void wheelThatEmptiesAndFills_hasOneTickUnderWay() {
        for (int i = 0; i < 100; i++) {
            wheel.remove(wheel.add(clock.nanoTime() + Duration.ofSeconds(10).toNanos(), () -> {}));
        }
        assertThat(clock.pending()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(clock.pending()).isEmpty();
    }

    @Test
    void taskThatThrows_keepsNoOtherFromFiring() {
        List<String> fired = new ArrayList<>();
        long in100 = clock.nanoTime() + Duration.ofMillis(100).toNanos();
        wheel.add(in100, () -> {
            throw new IllegalStateException("a planted failure; its log line is part of this test");
        });
        wheel.add(in100, () -> fired.add("other"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(fired).containsExactly("other");
    }

    @Test
    void backoff_triesEveryEndpointAtOnceThenWaitsLongerUpToTheCap() {
        Backoff backoff = new Backoff(new Random(3));
        assertThat(backoff.after(1, 3)).isZero();
        assertThat(backoff.after(2, 3)).isZero();
        assertThat(backoff.after(3, 3)).isPositive();
        assertThat(backoff.after(1, 1)).isBetween(Backoff.FIRST.dividedBy(2), Backoff.FIRST);
        for (int failures = 1; failures < 1_000; failures++) {
            assertThat(backoff.after(failures, 1)).isPositive().isLessThanOrEqualTo(Backoff.MOST);
        }
        assertThat(backoff.after(Integer.MAX_VALUE, 1)).isGreaterThanOrEqualTo(Backoff.MOST.dividedBy(2));
    }
}
