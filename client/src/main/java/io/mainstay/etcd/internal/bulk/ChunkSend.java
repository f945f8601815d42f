package io.mainstay.etcd.internal.bulk;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.call.Task;
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
    private final CompletableFuture<Applied> outcome = new CompletableFuture<>();
    private int tries;

    ChunkSend(CallEngine calls, String operation, Chunk chunk) {
        this.calls = calls;
        this.operation = operation;
        this.chunk = chunk;
    }

    /** What became of a chunk that was applied. */
    record Applied(long revision, long deleted) {}

    /** Sends it unless one of its keys was changed after {@code guard}; fails with an {@link EtcdException}. */
    CompletableFuture<Applied> start(long guard) {
        send(guard);
        return outcome;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void send(long guard) {
        call(Effect.GUARDED, chunk.guarded(guard)).whenComplete((answer, thrown) -> {
            if (thrown != null) {
                failed(asEtcd(thrown), guard);
            } else {
                answered(answer);
            }
        });
    }

    private void answered(TxnResult answer) {
        long revision = answer.header().revision();
        if (answer.succeeded()) {
            outcome.complete(new Applied(revision, Chunk.deleted(answer)));
        } else if (++tries < TRIES) {
            // No attempt is in doubt, so it was not applied; what changed its keys was somebody else.
            send(revision);
        } else {
            outcome.completeExceptionally(ErrorMapper.conflict(
                    operation, "others changed keys of transaction " + chunk.number() + " " + TRIES + " times"));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void failed(EtcdException why, long guard) {
        if (!why.maybeApplied()) {
            outcome.completeExceptionally(why);
            return;
        }
        call(Effect.READ, chunk.look()).whenComplete((looked, thrown) -> {
            long at = thrown == null ? chunk.appliedAt(looked, guard) : 0;
            if (at != 0) {
                outcome.complete(new Applied(at, 0));
                return;
            }
            if (thrown != null) {
                why.addSuppressed(asEtcd(thrown));
            }
            outcome.completeExceptionally(why);
        });
    }

    private CompletableFuture<TxnResult> call(Effect effect, TxnRequest txn) {
        return calls.inner(new Task<>(Rpcs.TXN, effect, txn, Function.identity()));
    }

    static EtcdException asEtcd(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return cause instanceof EtcdException etcd ? etcd : ErrorMapper.broken("bulk", cause);
    }
}
