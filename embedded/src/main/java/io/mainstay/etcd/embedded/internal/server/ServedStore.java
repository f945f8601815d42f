package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.queue.QueueStore;
import io.mainstay.etcd.embedded.internal.stream.ServedStream;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.time.Duration;

/** The server as its own Lock and Election services use it for somebody. */
record ServedStore(
        Asker asker,
        Applier applier,
        KvService kv,
        LeaseService leases,
        Routes.Opener<WatchCommand, WatchReply> watches)
        implements QueueStore {
    @Override
    public RangeResult range(RangeRequest request) {
        return kv.range(asker, request);
    }

    @Override
    public DeleteResult delete(DeleteRequest request) {
        return applier.carryOut(asker, kv.delete(asker, request));
    }

    @Override
    public TxnResult txn(TxnRequest request) {
        return applier.carryOut(asker, kv.txn(asker, request));
    }

    @Override
    public ServedStream<WatchCommand> watch(StreamHandler<WatchReply> handler) {
        return watches.open(asker, handler);
    }

    @Override
    public long grant(Duration ttl) {
        return applier.carryOut(asker, leases.grant(asker, new LeaseGrantRequest(ttl, 0)))
                .id();
    }
}
