package io.mainstay.bench.etcdjava;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import com.ibm.etcd.client.EtcdClient;
import com.ibm.etcd.client.kv.KvClient;
import com.ibm.etcd.client.kv.WatchUpdate;
import com.ibm.etcd.client.lease.PersistentLease;
import io.grpc.stub.StreamObserver;
import io.mainstay.bench.watch.WatchPeer;
import java.net.URI;
import java.util.concurrent.ExecutionException;

/** etcd-java's watches and persistent leases as its defaults leave them. */
public final class EtcdJavaWatchPeer implements WatchPeer {
    private final EtcdClient client;
    private final KvClient kv;

    /** Connects. */
    public EtcdJavaWatchPeer(String endpoint) {
        URI address = URI.create(endpoint);
        client = EtcdClient.forEndpoint(address.getHost(), address.getPort())
                .withPlainText()
                .build();
        kv = client.getKvClient();
    }

    @Override
    public void watch(byte[] key, boolean prefix, Seen seen) {
        KvClient.FluentWatchRequest request = kv.watch(ByteString.copyFrom(key));
        Futures.addCallback(
                (prefix ? request.asPrefix() : request).start(new Updates(seen)),
                new FutureCallback<Boolean>() {
                    @Override
                    public void onSuccess(Boolean accepted) {
                        seen.ready();
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        seen.failed(failure);
                    }
                },
                MoreExecutors.directExecutor());
    }

    @Override
    public void keep(int ttlSeconds, Runnable ended) throws ExecutionException, InterruptedException {
        PersistentLease lease = client.getLeaseClient()
                .maintain()
                .minTtl(ttlSeconds - 10)
                .keepAliveFreq(10)
                .start(new States(ended));
        lease.get();
    }

    @Override
    public void close() {
        client.close();
    }

    private record Updates(Seen seen) implements StreamObserver<WatchUpdate> {
        @Override
        public void onNext(WatchUpdate update) {
            if (!update.getEvents().isEmpty()) {
                seen.events(update.getEvents().size());
            }
        }

        @Override
        public void onError(Throwable failure) {
            seen.failed(failure);
        }

        @Override
        public void onCompleted() {
            seen.failed(new IllegalStateException("the watch has ended"));
        }
    }

    private record States(Runnable ended) implements StreamObserver<PersistentLease.LeaseState> {
        @Override
        public void onNext(PersistentLease.LeaseState state) {
            if (state == PersistentLease.LeaseState.EXPIRED) {
                ended.run();
            }
        }

        @Override
        public void onError(Throwable failure) {
            ended.run();
        }

        @Override
        public void onCompleted() {}
    }
}
