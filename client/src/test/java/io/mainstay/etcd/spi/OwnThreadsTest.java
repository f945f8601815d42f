package io.mainstay.etcd.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OwnThreadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = 500;

    private final OwnThreads threads = new OwnThreads("own");
    private final List<Thread> seen = new CopyOnWriteArrayList<>();

    @Test
    void noneIsAliveAfterTheEnd() {
        for (int i = 0; i < ROUNDS; i++) {
            ExecutorService pool = Executors.newFixedThreadPool(2, threads);
            pool.execute(() -> seen.add(Thread.currentThread()));
            pool.execute(() -> seen.add(Thread.currentThread()));
            pool.shutdown();
            assertThat(threads.awaitEnd(pool, PATIENCE)).isTrue();
            assertThat(seen).hasSize(2).noneMatch(Thread::isAlive).allMatch(Thread::isDaemon);
            seen.clear();
        }
    }

    @Test
    void doesNotWaitForItself() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1, threads);
        assertThat(threads.isCurrent()).isFalse();
        assertThat(pool.submit(() -> {
                            pool.shutdown();
                            return threads.isCurrent() && threads.awaitEnd(pool, PATIENCE);
                        })
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(threads.awaitEnd(pool, PATIENCE)).isTrue();
    }

    @Test
    void saysThatATaskStillRuns() {
        CountDownLatch over = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(1, threads);
        pool.submit(() -> over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        pool.shutdown();
        assertThat(threads.awaitEnd(pool, Duration.ZERO)).isFalse();
        over.countDown();
        assertThat(threads.awaitEnd(pool, PATIENCE)).isTrue();
    }

    @Test
    void keepsTheMarkOfAnInterrupt() {
        CountDownLatch over = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(1, threads);
        pool.submit(() -> over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        pool.shutdown();
        Thread.currentThread().interrupt();
        threads.awaitEnd(pool, PATIENCE);
        assertThat(Thread.interrupted()).isTrue();
        over.countDown();
        assertThat(threads.awaitEnd(pool, PATIENCE)).isTrue();
    }
}
