package io.mainstay.etcd.internal.bulk;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.Call.Task;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * The way of one chunk: sent under its guard, again after a lost answer, under a newer guard when others changed its
 * keys, and looked for when its fate is unknown.
 */
final class ChunkSend {
    /** A chunk whose keys others change this many times just before it comes is given up. */
    private static final int TRIES = 16;

    private final CallEngine calls;
    private final String operation;
    private final Chunk chunk;
    private int tries;

    ChunkSend(CallEngine calls, String operation, Chunk chunk) {
        this.calls = calls;
        this.operation = operation;
        this.chunk = chunk;
    }

    /** What became of a chunk that was applied. */
    record Applied(long revision, long deleted) {}

    /** Sends it unless one of its keys was changed after {@code guard}; fails with an {@link EtcdException}. */
    CompletableFuture<Applied> send(long guard) {
        return call(Effect.GUARDED, chunk.guarded(guard))
                .handle((answer, thrown) -> thrown != null ? failed(asEtcd(thrown), guard) : answered(answer))
                .thenCompose(Function.identity());
    }

    private CompletableFuture<Applied> answered(TxnResult answer) {
        long revision = answer.header().revision();
        if (answer.succeeded()) {
            return CompletableFuture.completedFuture(new Applied(revision, Chunk.deleted(answer)));
        }
        // No attempt is in doubt, so it was not applied; what changed its keys was somebody else.
        return ++tries < TRIES
                ? send(revision)
                : CompletableFuture.failedFuture(ErrorMapper.conflict(
                        operation, "others changed keys of transaction " + chunk.number() + " " + TRIES + " times"));
    }

    private CompletableFuture<Applied> failed(EtcdException why, long guard) {
        if (!why.maybeApplied()) {
            return CompletableFuture.failedFuture(why);
        }
        return call(Effect.READ, chunk.look())
                .handle((looked, thrown) -> {
                    if (thrown != null) {
                        why.addSuppressed(asEtcd(thrown));
                        return CompletableFuture.<Applied>failedFuture(why);
                    }
                    long at = chunk.appliedAt(looked, guard);
                    return at == 0
                            ? CompletableFuture.<Applied>failedFuture(why)
                            : CompletableFuture.completedFuture(new Applied(at, 0));
                })
                .thenCompose(Function.identity());
    }

    private CompletableFuture<TxnResult> call(Effect effect, TxnRequest txn) {
        return calls.inner(new Task<>(Rpcs.TXN, effect, txn, Function.identity()));
    }

    static EtcdException asEtcd(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return cause instanceof EtcdException etcd ? etcd : ErrorMapper.broken("bulk", cause);
    }
}
