package io.mainstay.bench.peer;

import io.mainstay.bench.load.Done;
import io.mainstay.bench.load.Peer;
import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.AsyncKv;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Kv;
import java.util.Optional;

/** Mainstay as its defaults leave it. */
public final class MainstayPeer implements Peer {
    private final EtcdClient client;
    private final Kv kv;
    private final AsyncKv async;

    /** Connects. */
    public MainstayPeer(String endpoint) {
        client = EtcdClient.connect(endpoint);
        kv = client.kv();
        async = kv.async();
    }

    @Override
    public void put(byte[] key, byte[] value) {
        kv.put(Bytes.of(key), Bytes.of(value));
    }

    @Override
    public int get(byte[] key) {
        return size(kv.get(Bytes.of(key)));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is all that hears of it
    public void put(byte[] key, byte[] value, Done done) {
        async.put(Bytes.of(key), Bytes.of(value)).whenComplete((result, failure) -> done.ended(0, failure));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is all that hears of it
    public void get(byte[] key, Done done) {
        async.get(Bytes.of(key))
                .whenComplete((found, failure) -> done.ended(failure == null ? size(found) : -1, failure));
    }

    @Override
    public void close() {
        client.close();
    }

    private static int size(Optional<KeyValue> found) {
        return found.isPresent() ? found.get().value().size() : -1;
    }
}
