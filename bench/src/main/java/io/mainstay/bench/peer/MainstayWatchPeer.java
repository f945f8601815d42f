package io.mainstay.bench.peer;

import io.mainstay.bench.watch.WatchPeer;
import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchListener;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Mainstay's watches and kept leases as its defaults leave them. */
public final class MainstayWatchPeer implements WatchPeer {
    private final EtcdClient client;

    /** Connects. */
    public MainstayWatchPeer(String endpoint) {
        client = EtcdClient.connect(endpoint);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is all that hears of it
    public void watch(byte[] key, boolean prefix, Seen seen) {
        WatchRequest request = WatchRequest.of(Bytes.of(key));
        Watch watch = client.watch(prefix ? request.prefix() : request, new Listener(seen));
        watch.ready().thenRun(seen::ready);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is all that hears of it
    public void keep(int ttlSeconds, Runnable ended) {
        KeptLease lease = client.leases().grantAndKeep(Duration.ofSeconds(ttlSeconds));
        lease.lost().thenRun(ended);
    }

    @Override
    public void close() {
        client.close();
    }

    private record Listener(Seen seen) implements WatchListener {
        @Override
        public void onBatch(WatchBatch batch) {
            seen.events(batch.events().size());
        }

        @Override
        public void onEnd(@Nullable EtcdException failure) {
            if (failure != null) {
                seen.failed(failure);
            }
        }
    }
}
