package io.mainstay.etcd.testkit.cluster;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.spi.SystemClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A call begun every 10 ms, whatever became of those before, with when each began and ended. */
final class CallsMeasured implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(10);

    private final SystemClock clock = new SystemClock("calls-measured");
    private final List<Measured> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private final IntFunction<CompletableFuture<?>> call;
    private volatile boolean over;

    /** One call: when it began and ended, and how. */
    static final class Measured {
        final long begun;
        volatile long ended;
        volatile @Nullable Throwable failure;

        Measured(long begun) {
            this.begun = begun;
        }
    }

    private CallsMeasured(IntFunction<CompletableFuture<?>> call) {
        this.call = call;
        next();
    }

    static CallsMeasured puts(EtcdClient client) {
        return new CallsMeasured(i -> client.kv().async().put("/failover/" + i, "v"));
    }

    static CallsMeasured gets(EtcdClient client) {
        return new CallsMeasured(i -> client.kv().async().range("/failover/" + i, o -> o));
    }

    long now() {
        return clock.nanoTime();
    }

    private void next() {
        if (over) {
            return;
        }
        Measured measured = new Measured(clock.nanoTime());
        calls.add(measured);
        var unused = call.apply(number.getAndIncrement()).whenComplete((value, thrown) -> {
            measured.failure = thrown;
            measured.ended = clock.nanoTime();
        });
        clock.schedule(EVERY, this::next);
    }

    /** Waits until a call that began after this moment has succeeded; when the first one did. */
    long firstSuccessAfter(long moment, Duration patience) {
        long until = clock.nanoTime() + patience.toNanos();
        while (clock.nanoTime() < until) {
            for (Measured each : calls) {
                if (each.begun >= moment && each.ended != 0 && each.failure == null) {
                    return calls.stream()
                            .filter(one -> one.begun >= moment && one.ended != 0 && one.failure == null)
                            .mapToLong(one -> one.ended)
                            .min()
                            .orElseThrow();
                }
            }
            pause();
        }
        throw new AssertionError(
                "no call that began after the fault succeeded within " + patience + "; " + calls.size() + " were made");
    }

    /** The longest time between these moments in which no call succeeded. */
    long longestWithoutSuccess(long from, long to) {
        List<Long> ends = calls.stream()
                .filter(each -> each.failure == null && each.ended > from && each.ended < to)
                .map(each -> each.ended)
                .sorted()
                .toList();
        long longest = 0;
        long last = from;
        for (long end : ends) {
            longest = Math.max(longest, end - last);
            last = end;
        }
        return Math.max(longest, to - last);
    }

    /** How many calls that began after this moment and ended did so without success. */
    long failuresAfter(long moment) {
        return calls.stream()
                .filter(each -> each.begun >= moment && each.ended != 0 && each.failure != null)
                .count();
    }

    private void pause() {
        CompletableFuture<Void> tick = new CompletableFuture<>();
        clock.schedule(EVERY, () -> tick.complete(null));
        tick.join();
    }

    @Override
    public void close() {
        over = true;
        clock.close();
    }
}
