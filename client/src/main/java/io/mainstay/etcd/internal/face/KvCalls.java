package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.function.Function;

/** What the two faces of the key operations have in common. */
final class KvCalls {
    private KvCalls() {}

    /** A transaction that only reads may be sent again like a read. */
    static Task<TxnRequest, TxnResult, TxnResult> txn(TxnRequest request) {
        Effect effect = request.isReadOnly() ? Effect.READ : Rpcs.TXN.effect();
        return new Task<>(Rpcs.TXN, effect, request, Function.identity());
    }
}
