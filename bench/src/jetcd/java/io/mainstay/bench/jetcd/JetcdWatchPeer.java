package io.mainstay.bench.jetcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.lease.LeaseKeepAliveResponse;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchResponse;
import io.grpc.stub.StreamObserver;
import io.mainstay.bench.watch.WatchPeer;
import java.util.concurrent.ExecutionException;

/** jetcd's watches and kept leases as its defaults leave them. */
public final class JetcdWatchPeer implements WatchPeer {
    private final Client client;

    /** Connects. */
    public JetcdWatchPeer(String endpoint) {
        client = Client.builder().endpoints(endpoint).build();
    }

    @Override
    public void watch(byte[] key, boolean prefix, Seen seen) {
        WatchOption option =
                WatchOption.builder().isPrefix(prefix).withCreateNotify(true).build();
        client.getWatchClient()
                .watch(ByteSequence.from(key), option, response -> receive(response, seen), seen::failed);
    }

    private static void receive(WatchResponse response, Seen seen) {
        if (response.isCreatedNotify()) {
            seen.ready();
        } else if (!response.getEvents().isEmpty()) {
            seen.events(response.getEvents().size());
        }
    }

    @Override
    public void keep(int ttlSeconds, Runnable ended) throws ExecutionException, InterruptedException {
        long id = client.getLeaseClient().grant(ttlSeconds).get().getID();
        client.getLeaseClient().keepAlive(id, new StreamObserver<>() {
            @Override
            public void onNext(LeaseKeepAliveResponse response) {}

            @Override
            public void onError(Throwable failure) {
                ended.run();
            }

            @Override
            public void onCompleted() {
                ended.run();
            }
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
