package io.mainstay.etcd.internal.encryption;

import io.mainstay.etcd.error.ConflictException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException.Failure;
import io.mainstay.etcd.internal.layer.LayerFailures;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.List;
import java.util.Set;

/**
 * A transaction that compares values: the compared keys are read, then the transaction is sent with a guard in place of
 * the values, and again each time the server says that a key had changed before it ran.
 *
 * <p>It is never sent again without that answer, so it runs once at most. A failure of the reading surely changed
 * nothing and is told so; a failure after that is as ambiguous as of any transaction.
 */
final class GuardedTxn implements Cancellable {
    /** How often it is sent. A key that changes each time within one round trip is no place to compare and swap. */
    static final int TRIES_MOST = 32;

    private final Transport wire;
    private final SealedOps ops;
    private final TxnRequest txn;
    private final Set<Bytes> keys;
    private final CallContext context;
    private final ResponseHandler<TxnResult> handler;
    private int tries;
    private volatile boolean cancelled;
    private volatile Sent underWay = new Sent(0, Cancellable.NONE);

    /**
     * A request under way.
     *
     * @param step which one it is
     * @param call stops it
     */
    private record Sent(int step, Cancellable call) {}

    GuardedTxn(
            Transport wire,
            SealedOps ops,
            TxnRequest txn,
            Set<Bytes> keys,
            CallContext context,
            ResponseHandler<TxnResult> handler) {
        this.wire = wire;
        this.ops = ops;
        this.txn = txn;
        this.keys = keys;
        this.context = context;
        this.handler = handler;
    }

    void start() {
        send(GuardedPlan.read(keys), new ResponseHandler<>() {
            @Override
            public void onResponse(TxnResult result) {
                run(result);
            }

            @Override
            public void onFailure(TransportFailure failure) {
                failUnsent(failure);
            }
        });
    }

    /** Decides on what was read, and sends what follows. */
    private void run(TxnResult read) {
        if (cancelled) {
            return;
        }
        GuardedPlan plan;
        TxnRequest guarded;
        try {
            plan = planOn(read.results());
            if (plan.isDone()) {
                handler.onResponse(plan.done(read.header()));
                return;
            }
            guarded = plan.guarded(ops);
        } catch (RuntimeException refused) {
            handler.onFailure(LayerFailures.ofRequest(refused));
            return;
        }
        tries++;
        send(guarded, new ResponseHandler<>() {
            @Override
            public void onResponse(TxnResult result) {
                if (result.succeeded()) {
                    ran(plan, result);
                } else if (tries >= TRIES_MOST) {
                    handler.onFailure(LayerFailures.ofRequest(contended()));
                } else {
                    GuardedTxn.this.run(result);
                }
            }

            @Override
            public void onFailure(TransportFailure failure) {
                handler.onFailure(failure);
            }
        });
    }

    private GuardedPlan planOn(List<OpResult> reads) {
        return GuardedPlan.of(txn, keys, reads, ops);
    }

    private void ran(GuardedPlan plan, TxnResult result) {
        TxnResult answer;
        try {
            answer = plan.answer(result, ops);
        } catch (RuntimeException unusable) {
            handler.onFailure(LayerFailures.ofAnswer(unusable));
            return;
        }
        handler.onResponse(answer);
    }

    private void failUnsent(TransportFailure failure) {
        handler.onFailure(new TransportFailure(failure.code(), failure.text(), false, failure.cause()));
    }

    private void send(TxnRequest request, ResponseHandler<TxnResult> next) {
        int step = tries;
        Cancellable sent;
        try {
            sent = wire.call(Rpcs.TXN, request, context, next);
        } catch (RuntimeException broken) {
            handler.onFailure(LayerFailures.ofAnswer(broken));
            return;
        }
        underWay(new Sent(step, sent));
        if (cancelled) {
            sent.cancel();
        }
    }

    /** A later step may have begun on the transport's thread before an earlier one gets here. */
    private synchronized void underWay(Sent sent) {
        if (underWay.step() <= sent.step()) {
            underWay = sent;
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        underWay.call().cancel();
    }

    private static ConflictException contended() {
        String text =
                "a key whose encrypted value is compared was changed by others before each of " + TRIES_MOST + " tries";
        return new ConflictException(new Failure(ErrorCode.ABORTED, text, "", "", true, false), text, null);
    }
}
