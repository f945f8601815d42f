package io.mainstay.bench.servers;

import io.mainstay.bench.BenchException;
import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.AsyncKv;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchListener;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The load of one round on one server: calls with so many in flight, and events to so many watches of one key. */
final class ServerLoad implements AutoCloseable {
    private static final int KEYS = 2_000;
    private static final String VALUE = "v".repeat(128);

    private final EtcdClient etcd;
    private final AsyncKv kv;
    private final Duration each;

    /**
     * Connects.
     *
     * @param each how long a case lasts
     */
    ServerLoad(String endpoint, Duration each) {
        etcd = EtcdClient.connect(endpoint);
        kv = etcd.kv().async();
        this.each = each;
    }

    /** Runs everything, after a round that does not count, and gives what was done in a second, by case. */
    Map<String, Double> run() {
        Map<String, Double> rates = new LinkedHashMap<>();
        for (int count = 0; count < 2; count++) {
            for (int inFlight : new int[] {1, 64, 512}) {
                rates.put("put, " + inFlight + " in flight", rate(inFlight, i -> kv.put(key(i), VALUE)));
            }
            for (int inFlight : new int[] {1, 64, 512}) {
                rates.put("get, " + inFlight + " in flight", rate(inFlight, i -> kv.get(key(i))));
            }
            rates.put("txn of a compare, a get and a put, 64 in flight", rate(64, this::txn));
            for (int watches : new int[] {1, 100, 1_000}) {
                rates.put("events to " + watches + (watches == 1 ? " watch" : " watches"), events(watches));
            }
        }
        return rates;
    }

    private CompletableFuture<?> txn(int i) {
        String key = key(i);
        return kv.txn(txn -> txn.when(Compare.version(key).isGreaterThan(0)).then(Op.get(key), Op.put(key, VALUE)));
    }

    private static String key(int i) {
        return "/bench/servers/key-" + Math.floorMod(i * 31, KEYS);
    }

    /** How many calls end in a second while so many are in flight. */
    private double rate(int inFlight, IntFunction<CompletableFuture<?>> call) {
        Semaphore free = new Semaphore(inFlight);
        CompletableFuture<Void> broken = new CompletableFuture<>();
        long begin = System.nanoTime();
        int begun = 0;
        while (System.nanoTime() - begin < each.toNanos()) {
            free.acquireUninterruptibly();
            var unused = call.apply(begun++).whenComplete((result, failure) -> {
                free.release();
                if (failure != null) {
                    broken.completeExceptionally(failure);
                }
            });
        }
        free.acquireUninterruptibly(inFlight);
        double rate = begun * 1e9 / (System.nanoTime() - begin);
        refuse(broken);
        return rate;
    }

    /** How many events arrive in a second, over all watches of a key that is written as fast as they take it. */
    private double events(int watches) {
        Tally tally = new Tally();
        List<Watch> open = new ArrayList<>();
        String key = "/bench/watched";
        for (int i = 0; i < watches; i++) {
            open.add(etcd.watch(WatchRequest.of(key), tally));
        }
        open.forEach(watch -> watch.ready().join());
        long begin = System.nanoTime();
        long due = 0;
        while (System.nanoTime() - begin < each.toNanos()) {
            etcd.kv().put(key, VALUE);
            due += watches;
            // One put ahead of the events, so that neither waits for the other and nothing gathers.
            tally.await(due - watches);
        }
        tally.await(due);
        double rate = due * 1e9 / (System.nanoTime() - begin);
        open.forEach(Watch::close);
        return rate;
    }

    private static void refuse(CompletableFuture<Void> broken) {
        if (broken.isCompletedExceptionally()) {
            try {
                broken.join();
            } catch (CompletionException e) {
                throw new IllegalStateException("a call failed, so the figures mean nothing", e.getCause());
            }
        }
    }

    @Override
    public void close() {
        etcd.close();
    }

    /** Counts the events of all watches. */
    private static final class Tally implements WatchListener {
        private long seen;
        private long awaited = Long.MAX_VALUE;
        private @Nullable EtcdException failed;

        synchronized void await(long events) {
            awaited = events;
            while (seen < events && failed == null) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new BenchException("interrupted while events came");
                }
            }
            if (failed != null) {
                throw failed;
            }
        }

        @Override
        public synchronized void onBatch(WatchBatch batch) {
            seen += batch.events().size();
            if (seen >= awaited) {
                notifyAll();
            }
        }

        @Override
        public synchronized void onEnd(@Nullable EtcdException failure) {
            failed = failure;
            notifyAll();
        }
    }
}
