package io.mainstay.bench;

import io.mainstay.bench.watch.WatchWorker;
import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.TxnResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Writes what the peers watch, and clears history after each of them. */
final class EventWriter implements AutoCloseable {
    private static final int KEYS = 1_000;
    private static final int VALUE_BYTES = 128;
    private static final int IN_FLIGHT = 64;

    private final EtcdClient etcd;
    private final Bytes value;
    private long written;

    EventWriter(String endpoint) {
        etcd = EtcdClient.connect(endpoint);
        byte[] bytes = new byte[VALUE_BYTES];
        new Random(1).nextBytes(bytes);
        value = Bytes.wrap(bytes);
    }

    /** Writes events as fast as the server takes them, so many in each revision. */
    void flood(long events, int perRevision) {
        Deque<CompletableFuture<TxnResult>> inFlight = new ArrayDeque<>();
        for (long done = 0; done < events; done += perRevision) {
            Op[] ops = new Op[perRevision];
            for (int i = 0; i < perRevision; i++) {
                ops[i] = Op.put(Bytes.utf8(WatchWorker.key((int) (written++ % KEYS))), value);
            }
            inFlight.add(etcd.kv().async().txn(t -> t.then(ops)));
            if (inFlight.size() >= IN_FLIGHT) {
                inFlight.remove().join();
            }
        }
        inFlight.forEach(CompletableFuture::join);
    }

    /** Writes one key after the other of so many, about a hundred a second, until the process has ended. */
    void trickle(int keys, Process until) throws InterruptedException {
        while (!until.waitFor(10, TimeUnit.MILLISECONDS)) {
            etcd.kv().put(Bytes.utf8(WatchWorker.key((int) (written++ % keys))), value);
        }
    }

    /** Drops history, so that the next peer meets the same server. */
    void clear() {
        long revision = etcd.kv().put("/bench/mark", "").header().revision();
        etcd.kv().compact(revision);
    }

    @Override
    public void close() {
        etcd.close();
    }
}
