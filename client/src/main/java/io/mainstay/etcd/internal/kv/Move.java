package io.mainstay.etcd.internal.kv;

import io.mainstay.etcd.internal.call.Call.Task;
import io.mainstay.etcd.internal.call.Chain;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.MoveRequest;
import io.mainstay.etcd.kv.MoveRequest.Target;
import io.mainstay.etcd.kv.MoveResult;
import io.mainstay.etcd.kv.MoveResult.Outcome;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A move of a key: one read of both names, then one transaction that holds as long as the source is as it was read. A
 * transaction that is refused brings both names as they are now, and is made anew of them. It may be sent again after a
 * lost answer, because the source's mod revision never comes back.
 */
public final class Move {
    /** A source that changes between this many readings and transactions is left alone. */
    static final int TRIES = 16;

    private static final String OPERATION = "move";

    private final Chain<MoveResult> chain;
    private final MoveRequest request;
    private int tries;

    private Move(Chain<MoveResult> chain, MoveRequest request) {
        this.chain = chain;
        this.request = request;
    }

    /** The steps of a move. */
    public static Function<Chain<MoveResult>, CompletableFuture<MoveResult>> steps(MoveRequest request) {
        return chain -> new Move(chain, request).begin();
    }

    private CompletableFuture<MoveResult> begin() {
        TxnRequest both = TxnRequest.EMPTY.then(bothNames());
        return chain.call(new Task<>(Rpcs.TXN, Effect.READ, both, Function.identity()))
                .thenCompose(this::read);
    }

    private Op[] bothNames() {
        return new Op[] {Op.get(request.from()), Op.get(request.to())};
    }

    private CompletableFuture<MoveResult> read(TxnResult both) {
        KeyValue source = both.range(0).first().orElse(null);
        KeyValue target = both.range(1).first().orElse(null);
        if (source == null) {
            return done(Outcome.SOURCE_MISSING, both.header(), null, target);
        }
        if (target != null && request.target() == Target.MUST_BE_ABSENT) {
            return done(Outcome.TARGET_EXISTS, both.header(), source, target);
        }
        if (++tries > TRIES) {
            return CompletableFuture.failedFuture(
                    ErrorMapper.conflict(OPERATION, "the source changed " + TRIES + " times while it was to be moved"));
        }
        return chain.call(new Task<>(Rpcs.TXN, Effect.GUARDED, txn(source), Function.identity()))
                .thenCompose(answer -> answer.succeeded()
                        ? done(
                                Outcome.MOVED,
                                answer.header(),
                                source,
                                answer.put(0).prevKv())
                        : read(answer));
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

    private static CompletableFuture<MoveResult> done(
            Outcome outcome, ResponseHeader header, @Nullable KeyValue source, @Nullable KeyValue target) {
        return CompletableFuture.completedFuture(new MoveResult(outcome, header, source, target));
    }
}
