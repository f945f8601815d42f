package io.mainstay.etcd.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SerialExecutorTest {
    private final SerialExecutor serial = new SerialExecutor();

    @Test
    void tasksBroughtByATask_runAfterIt() {
        List<String> order = new ArrayList<>();
        serial.execute(() -> {
            serial.execute(() -> order.add("second"));
            order.add("first");
        });
        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void taskThatThrows_doesNotStopTheOnesAfterIt() {
        List<String> order = new ArrayList<>();
        serial.execute(() -> {
            serial.execute(() -> order.add("after"));
            throw new AssertionError("a planted failure; its log line is part of this test");
        });
        assertThat(order).containsExactly("after");
    }

    @Test
    void manyThreads_oneAtATime_eachThreadsTasksInOrder() throws Exception {
        int threads = 4;
        int each = 20_000;
        int[] unguarded = {0};
        int[] last = new int[threads];
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                done.add(pool.submit(() -> {
                    start.await();
                    for (int i = 1; i <= each; i++) {
                        int number = i;
                        serial.execute(() -> {
                            unguarded[0]++;
                            assertThat(last[thread]).isEqualTo(number - 1);
                            last[thread] = number;
                        });
                    }
                    return null;
                }));
            }
            for (Future<?> future : done) {
                future.get(20, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        List<Integer> total = new ArrayList<>();
        serial.execute(() -> total.add(unguarded[0]));
        assertThat(total).containsExactly(threads * each);
        assertThat(last).containsOnly(each);
    }
}
