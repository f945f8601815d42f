package io.mainstay.etcd.embedded.internal.queue;

import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.stream.ServedStream;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.time.Duration;

/** What the services need of the server that they are built on. Its calls throw {@link Refused}. */
public interface QueueStore {
    /** Reads keys. */
    RangeResult range(RangeRequest request);

    /** Deletes keys. */
    DeleteResult delete(DeleteRequest request);

    /** Runs a transaction. */
    TxnResult txn(TxnRequest request);

    /** Opens a stream of watches; its handler is called by one thread at a time. */
    ServedStream<WatchCommand> watch(StreamHandler<WatchReply> handler);

    /** Grants a lease that nobody renews. */
    long grant(Duration ttl);
}
