package io.mainstay.bench.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs one case against a peer for a while. An operation that fails ends the run: its figures would mean nothing. */
final class Load {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    private final Peer peer;
    private final Keyspace keyspace;

    Load(Peer peer, Keyspace keyspace) {
        this.peer = peer;
        this.keyspace = keyspace;
    }

    /** Writes every key once. */
    void fill() throws Exception {
        for (int i = 0; i < Keyspace.KEYS; i++) {
            peer.put(keyspace.key(i), keyspace.value());
        }
    }

    /** Runs a case and says what it cost. */
    Figures run(Case what, Duration time) throws Exception {
        Latencies latencies = new Latencies();
        ProcessCost before = ProcessCost.now();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        if (what.style() == Case.Style.BLOCKING) {
            block(what, latencies, end);
        } else {
            keepInFlight(what, latencies, end);
        }
        long elapsed = System.nanoTime() - start;
        ProcessCost.Spent spent = ProcessCost.now().since(before);
        long operations = latencies.count();
        return new Figures(
                operations * 1e9 / elapsed,
                perOperation(spent.allocatedBytes(), operations),
                perOperation(spent.cpuNanos(), operations) / 1e3,
                new Figures.Latency(latencies.quantile(0.5) / 1e3, latencies.quantile(0.99) / 1e3),
                ProcessCost.threadCount(),
                spent.complete());
    }

    private static double perOperation(long total, long operations) {
        return operations == 0 ? 0 : (double) total / operations;
    }

    private void block(Case what, Latencies latencies, long end) throws Exception {
        Keyspace.Walk walk = new Keyspace.Walk(keyspace, 0);
        boolean put = what.operation() == Case.Operation.PUT;
        long at = System.nanoTime();
        while (at - end < 0) {
            if (put) {
                peer.put(walk.next(), keyspace.value());
            } else {
                checkSize(peer.get(walk.next()));
            }
            long now = System.nanoTime();
            latencies.add(now - at);
            at = now;
        }
    }

    private void keepInFlight(Case what, Latencies latencies, long end) throws Exception {
        Lanes lanes = new Lanes(what.inFlight());
        for (int i = 0; i < what.inFlight(); i++) {
            Keyspace.Walk walk = new Keyspace.Walk(keyspace, i);
            Lane.Issue issue = what.operation() == Case.Operation.PUT
                    ? done -> peer.put(walk.next(), keyspace.value(), done)
                    : done -> peer.get(walk.next(), (size, failure) -> done.ended(size, failure(size, failure)));
            new Lane(issue, latencies, end, lanes).go();
        }
        lanes.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())).plus(LONGEST_ANSWER));
    }

    private static @Nullable Throwable failure(int size, @Nullable Throwable failure) {
        if (failure != null || size == Keyspace.VALUE_BYTES) {
            return failure;
        }
        return new IllegalStateException("a get brought " + size + " bytes, not " + Keyspace.VALUE_BYTES);
    }

    private static void checkSize(int size) throws Exception {
        if (failure(size, null) instanceof Exception wrong) {
            throw wrong;
        }
    }

    /** Waits for the lanes of a run. */
    static final class Lanes {
        private final CountDownLatch running;
        private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

        private Lanes(int count) {
            running = new CountDownLatch(count);
        }

        void ended(@Nullable Throwable failure) {
            if (failure != null) {
                firstFailure.compareAndSet(null, failure);
            }
            running.countDown();
        }

        private void await(Duration longest) throws Exception {
            boolean all = running.await(longest.toNanos(), TimeUnit.NANOSECONDS);
            Throwable failure = firstFailure.get();
            if (failure != null) {
                throw new IllegalStateException("an operation failed: " + failure, failure);
            }
            if (!all) {
                throw new IllegalStateException(running.getCount() + " operations got no answer");
            }
        }
    }
}
