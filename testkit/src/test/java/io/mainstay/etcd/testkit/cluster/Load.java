package io.mainstay.etcd.testkit.cluster;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.SystemClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Workers that put unique values, count up a shared number by compare and swap, and read that number, until they are
 * told to stop. Each waits for its call; whatever a call throws that is no {@link EtcdException} fails the load.
 */
final class Load implements AutoCloseable {
    static final String PREFIX = "/load/";
    private static final String COUNTER = PREFIX + "counter";
    private static final long STOP_SECONDS = 30;

    private final WriteHistory history;
    private final SystemClock clock = new SystemClock("load-clock");
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("load"));
    private final List<Future<?>> workers = new ArrayList<>();
    private final AtomicLong acknowledgedCount = new AtomicLong();
    private volatile boolean over;

    Load(WriteHistory history) {
        this.history = history;
    }

    void putter(EtcdClient client, String name) {
        work(i -> put(client, name, i));
    }

    void counter(EtcdClient client, String name) {
        work(i -> countUp(client, name + "-" + i));
    }

    void reader(EtcdClient client) {
        work(i -> read(client));
    }

    private void work(IntConsumer turn) {
        workers.add(threads.submit(() -> {
            for (int i = 0; !over; i++) {
                long begun = clock.nanoTime();
                turn.accept(i);
                history.took(TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - begun));
            }
        }));
    }

    private void put(EtcdClient client, String name, int i) {
        String value = name + "-" + i;
        try {
            long revision = client.kv().put(PREFIX + value, value).header().revision();
            history.applied(value, revision);
        } catch (EtcdException e) {
            history.failed(value, e);
        }
    }

    /** The counter holds its number and who counted it up, like {@code 17 w1-204}. */
    private void countUp(EtcdClient client, String who) {
        Optional<KeyValue> before;
        try {
            before = client.kv().get(COUNTER);
        } catch (EtcdException e) {
            return;
        }
        long number = before.map(Load::number).orElse(0L) + 1;
        long guard = before.map(KeyValue::modRevision).orElse(0L);
        String value = number + " " + who;
        try {
            TxnResult result = client.kv()
                    .txn(t -> t.when(Compare.modRevision(COUNTER).is(guard)).then(Op.put(COUNTER, value)));
            if (result.succeeded()) {
                history.applied(value, result.header().revision());
                acknowledgedCount.accumulateAndGet(number, Math::max);
            } else {
                history.refused(value);
            }
        } catch (EtcdException e) {
            history.failed(value, e);
        }
    }

    /** A linearizable read sees at least what was acknowledged before it began. */
    private void read(EtcdClient client) {
        long least = acknowledgedCount.get();
        try {
            long seen = client.kv().get(COUNTER).map(Load::number).orElse(0L);
            if (seen < least) {
                throw new AssertionError("read " + seen + " after " + least + " was acknowledged");
            }
        } catch (EtcdException e) {
            // A read may fail while its member does; that it ends is what counts, and that it tells no lie.
        }
    }

    static long number(KeyValue counter) {
        return Long.parseLong(counter.value().utf8().split(" ", -1)[0]);
    }

    static boolean isCounter(KeyValue kv) {
        return kv.key().utf8().equals(COUNTER);
    }

    /** Lets every worker end its turn; fails if one did not, or failed. */
    void stop() throws InterruptedException, ExecutionException, TimeoutException {
        over = true;
        for (Future<?> worker : workers) {
            worker.get(STOP_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
        clock.close();
    }
}
