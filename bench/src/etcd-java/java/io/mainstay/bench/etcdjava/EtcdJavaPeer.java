package io.mainstay.bench.etcdjava;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import com.ibm.etcd.api.RangeResponse;
import com.ibm.etcd.client.EtcdClient;
import com.ibm.etcd.client.kv.KvClient;
import io.mainstay.bench.load.Done;
import io.mainstay.bench.load.Peer;
import java.net.URI;
import java.util.function.ToIntFunction;

/** etcd-java as its defaults leave it. */
public final class EtcdJavaPeer implements Peer {
    private final EtcdClient client;
    private final KvClient kv;

    /** Connects. */
    public EtcdJavaPeer(String endpoint) {
        URI address = URI.create(endpoint);
        client = EtcdClient.forEndpoint(address.getHost(), address.getPort())
                .withPlainText()
                .build();
        kv = client.getKvClient();
    }

    @Override
    public void put(byte[] key, byte[] value) {
        kv.put(ByteString.copyFrom(key), ByteString.copyFrom(value)).sync();
    }

    @Override
    public int get(byte[] key) {
        return size(kv.get(ByteString.copyFrom(key)).sync());
    }

    @Override
    public void put(byte[] key, byte[] value, Done done) {
        listen(kv.put(ByteString.copyFrom(key), ByteString.copyFrom(value)).async(), response -> 0, done);
    }

    @Override
    public void get(byte[] key, Done done) {
        listen(kv.get(ByteString.copyFrom(key)).async(), EtcdJavaPeer::size, done);
    }

    @Override
    public void close() {
        client.close();
    }

    private static int size(RangeResponse response) {
        return response.getKvsCount() == 0 ? -1 : response.getKvs(0).getValue().size();
    }

    private static <T> void listen(ListenableFuture<T> future, ToIntFunction<T> size, Done done) {
        Futures.addCallback(
                future,
                new FutureCallback<T>() {
                    @Override
                    public void onSuccess(T response) {
                        done.ended(size.applyAsInt(response), null);
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        done.ended(-1, failure);
                    }
                },
                MoreExecutors.directExecutor());
    }
}
