package io.mainstay.etcd.internal.kv;

import io.mainstay.etcd.internal.call.CallChain;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.MoveRequest;
import io.mainstay.etcd.kv.MoveRequest.Target;
import io.mainstay.etcd.kv.MoveResult;
import io.mainstay.etcd.kv.MoveResult.Outcome;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A move of a key: one read of both names, then one transaction that holds as long as the source is as it was read. A
 * transaction that is refused brings both names as they are now, and is made anew of them. It may be sent again after a
 * lost answer, because the source's mod revision never comes back.
 */
public final class Move extends CallChain<MoveResult> {
    /** A source that changes between this many readings and transactions is left alone. */
    static final int TRIES = 16;

    private static final String OPERATION = "move";

    private final MoveRequest request;
    private int tries;

    /**
     * A move that has not begun.
     *
     * @param completeOn where it completes, or null for callers that wait
     */
    public Move(CallEngine calls, MoveRequest request, @Nullable Executor completeOn) {
        super(calls, OPERATION, calls.timeout(), completeOn);
        this.request = request;
    }

    @Override
    protected void begin() {
        call(Rpcs.TXN, Effect.READ, TxnRequest.EMPTY.then(bothNames()), this::read);
    }

    private Op[] bothNames() {
        return new Op[] {Op.get(request.from()), Op.get(request.to())};
    }

    private void read(TxnResult both) {
        KeyValue source = both.range(0).first().orElse(null);
        KeyValue target = both.range(1).first().orElse(null);
        if (source == null) {
            done(new MoveResult(Outcome.SOURCE_MISSING, both.header(), null, target));
        } else if (target != null && request.target() == Target.MUST_BE_ABSENT) {
            done(new MoveResult(Outcome.TARGET_EXISTS, both.header(), source, target));
        } else if (++tries > TRIES) {
            fail(ErrorMapper.conflict(OPERATION, "the source changed " + TRIES + " times while it was to be moved"));
        } else {
            call(Rpcs.TXN, Effect.GUARDED, txn(source), answer -> moved(source, answer));
        }
    }

    private void moved(KeyValue source, TxnResult answer) {
        if (answer.succeeded()) {
            done(new MoveResult(
                    Outcome.MOVED, answer.header(), source, answer.put(0).prevKv()));
        } else {
            read(answer);
        }
    }

    private TxnRequest txn(KeyValue source) {
        List<Compare> expected = new ArrayList<>();
        expected.add(Swaps.modified(request.from(), source.modRevision()));
        if (request.target() == Target.MUST_BE_ABSENT) {
            expected.add(Swaps.missing(request.to()));
        }
        PutRequest put = PutRequest.of(request.to(), source.value())
                .lease(source.lease())
                .withPrevKv();
        return new TxnRequest(expected, List.of(put, Op.delete(request.from())), List.of(bothNames()));
    }
}
