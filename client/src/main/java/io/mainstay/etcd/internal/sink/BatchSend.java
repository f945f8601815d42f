package io.mainstay.etcd.internal.sink;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.sink.Batch.Item;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way of one batch: sent under its guard, again after a lost answer, under a newer guard when others changed its
 * keys, and looked for when its fate is unknown.
 */
final class BatchSend {
    /** A batch whose keys others change this many times just before it comes goes without a guard, and only once. */
    private static final int TRIES = 16;

    private final CallEngine calls;
    private final Batch batch;
    private final long lease;
    private final Duration patience;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private int tries;
    private volatile boolean cancelled;
    private volatile @Nullable Patient<TxnResult> underWay;

    BatchSend(CallEngine calls, Batch batch, long lease, Duration patience) {
        this.calls = calls;
        this.batch = batch;
        this.lease = lease;
        this.patience = patience;
    }

    /** What became of a batch. */
    sealed interface Outcome {}

    /** It is written, at this revision. */
    record Applied(long revision) implements Outcome {}

    /** It is not, because this change's condition does not hold. */
    record Conflict(Item item) implements Outcome {}

    /** It is not, or may be. */
    record Failed(EtcdException why) implements Outcome {}

    Batch batch() {
        return batch;
    }

    /** Sends it. What is returned ends normally, on any thread. */
    CompletableFuture<Outcome> start(long guard) {
        send(guard);
        return outcome;
    }

    /** Ends it soon, whatever its fate. */
    void cancel() {
        cancelled = true;
        Patient<TxnResult> running = underWay;
        if (running != null) {
            running.giveUp();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void send(long guard) {
        boolean guarded = guard != Batch.UNGUARDED || batch.isConditional();
        call(guarded ? Effect.GUARDED : Effect.WRITE, batch.txn(guard, lease)).whenComplete((answer, thrown) -> {
            if (thrown != null) {
                failed(Patient.asEtcd(thrown), guard);
            } else if (answer.succeeded()) {
                outcome.complete(new Applied(answer.header().revision()));
            } else {
                refused(answer);
            }
        });
    }

    /** No attempt is in doubt, so it was not applied. */
    private void refused(TxnResult answer) {
        Item conflict = batch.conflict(answer);
        if (conflict != null) {
            outcome.complete(new Conflict(conflict));
        } else {
            send(++tries < TRIES ? answer.header().revision() : Batch.UNGUARDED);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void failed(EtcdException why, long guard) {
        if (!why.maybeApplied() || cancelled) {
            outcome.complete(new Failed(why));
            return;
        }
        call(Effect.READ, batch.look()).whenComplete((looked, thrown) -> {
            boolean shows = guard != Batch.UNGUARDED && thrown == null;
            long at = shows ? batch.appliedAt(looked, guard, lease) : 0;
            if (at == 0 && thrown != null) {
                why.addSuppressed(Patient.asEtcd(thrown));
            }
            outcome.complete(at != 0 ? new Applied(at) : new Failed(why));
        });
    }

    private Patient<TxnResult> call(Effect effect, TxnRequest txn) {
        Patient<TxnResult> made = Patient.call(
                calls, patience, () -> calls.inner(new Task<>(Rpcs.TXN, effect, txn, Function.identity())));
        underWay = made;
        if (cancelled) {
            made.giveUp();
        }
        return made;
    }
}
