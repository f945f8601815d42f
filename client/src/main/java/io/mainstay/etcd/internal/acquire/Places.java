package io.mainstay.etcd.internal.acquire;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The places in queues that a client is giving up: a key that was made for a wait nobody waits for any more is deleted,
 * and who wants the same place again waits until that is done.
 *
 * <p>etcd deletes the key itself when a wait is cancelled; but not when it has granted the place just then.
 */
public final class Places {
    private static final CompletableFuture<?> NONE = CompletableFuture.completedFuture(null);

    private final CallEngine calls;
    private final ConcurrentHashMap<Bytes, CompletableFuture<?>> leaving = new ConcurrentHashMap<>();

    /** Over an engine. */
    public Places(CallEngine calls) {
        this.calls = calls;
    }

    /** The key of a lease's place in a queue, as etcd makes it. */
    public static Bytes key(Bytes name, long lease) {
        // Go writes a negative number with its sign.
        String id = lease < 0 ? "-" + Long.toHexString(-lease) : Long.toHexString(lease);
        return name.concat(Bytes.utf8("/" + id));
    }

    CallEngine calls() {
        return calls;
    }

    /** Done when nobody is giving up this place. */
    CompletableFuture<?> free(Bytes key) {
        return leaving.getOrDefault(key, NONE);
    }

    /**
     * Deletes a key if it was made after a revision. A failure is left to the lease, which ends some time; whoever
     * listens to the client's calls hears of it.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    void leave(Bytes key, long madeAfter) {
        TxnRequest delete = TxnRequest.EMPTY
                .when(Compare.createRevision(KeyRange.single(key)).isGreaterThan(madeAfter))
                .then(DeleteRequest.of(key));
        // A second run is harmless: the place is not taken again before this is over.
        Task<TxnRequest, TxnResult, TxnResult> task = new Task<>(Rpcs.TXN, Effect.GUARDED, delete, answer -> answer);
        CompletableFuture<?> left = new CompletableFuture<>();
        leaving.put(key, left);
        calls.async(task).whenComplete((answer, failure) -> {
            leaving.remove(key, left);
            left.complete(null);
        });
    }
}
