package io.mainstay.bench.jetcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.kv.GetResponse;
import io.mainstay.bench.load.Done;
import io.mainstay.bench.load.Peer;
import java.util.concurrent.ExecutionException;

/** jetcd as its defaults leave it. It has no blocking face, so its users wait for the future. */
public final class JetcdPeer implements Peer {
    private final Client client;
    private final KV kv;

    /** Connects. */
    public JetcdPeer(String endpoint) {
        client = Client.builder().endpoints(endpoint).build();
        kv = client.getKVClient();
    }

    @Override
    public void put(byte[] key, byte[] value) throws ExecutionException, InterruptedException {
        kv.put(ByteSequence.from(key), ByteSequence.from(value)).get();
    }

    @Override
    public int get(byte[] key) throws ExecutionException, InterruptedException {
        return size(kv.get(ByteSequence.from(key)).get());
    }

    @Override
    public void put(byte[] key, byte[] value, Done done) {
        kv.put(ByteSequence.from(key), ByteSequence.from(value))
                .whenComplete((response, failure) -> done.ended(0, failure));
    }

    @Override
    public void get(byte[] key, Done done) {
        kv.get(ByteSequence.from(key))
                .whenComplete((response, failure) -> done.ended(failure == null ? size(response) : -1, failure));
    }

    @Override
    public void close() {
        client.close();
    }

    private static int size(GetResponse response) {
        return response.getKvs().isEmpty()
                ? -1
                : response.getKvs().get(0).getValue().size();
    }
}
