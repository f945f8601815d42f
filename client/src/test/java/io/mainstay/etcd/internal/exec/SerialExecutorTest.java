package io.mainstay.etcd.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.spi.DaemonThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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
    void whoCameFirst_isRelievedOfTasksThatComeWithoutEnd() throws Exception {
        SerialExecutor relieved = new SerialExecutor(DaemonThreads.named("relief"));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        List<String> carriers = new CopyOnWriteArrayList<>();
        Thread first = DaemonThreads.named("first")
                .newThread(() -> relieved.execute(() -> {
                    begun.countDown();
                    await(go);
                }));
        first.start();
        await(begun);
        int[] count = {0};
        int many = 3 * SerialExecutor.MOST_CARRIED;
        for (int i = 0; i < many; i++) {
            relieved.execute(() -> count[0]++);
        }
        relieved.execute(() -> {
            carriers.add(Thread.currentThread().getName());
            await(end); // so that the first thread is only free when another carries on
            done.countDown();
        });
        go.countDown();
        first.join(20_000);
        assertThat(first.isAlive()).isFalse();
        end.countDown();
        await(done);
        assertThat(count[0]).isEqualTo(many);
        assertThat(carriers).singleElement().asString().startsWith("relief");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
