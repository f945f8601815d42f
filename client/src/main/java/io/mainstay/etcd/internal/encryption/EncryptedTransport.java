package io.mainstay.etcd.internal.encryption;

import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.internal.layer.LayerFailures;
import io.mainstay.etcd.internal.layer.MappedTransport;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import java.util.Set;

/** A transport that shows values in clear around one that carries them sealed. */
public final class EncryptedTransport implements Transport {
    private final Transport wire;
    private final SealedOps ops;
    private final MappedTransport mapped;

    /** A layer around a transport, which it closes. */
    public EncryptedTransport(Transport wire, Encryption encryption) {
        this.wire = wire;
        this.ops = new SealedOps(encryption);
        this.mapped = new MappedTransport(wire, EncryptionMappings.of(encryption));
    }

    @Override
    @SuppressWarnings("unchecked") // the procedure fixes the types
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
        return rpc == (Object) Rpcs.TXN
                ? txn((TxnRequest) request, context, (ResponseHandler<TxnResult>) handler)
                : mapped.call(rpc, request, context, handler);
    }

    private Cancellable txn(TxnRequest request, CallContext context, ResponseHandler<TxnResult> handler) {
        Set<Bytes> compared;
        try {
            compared = ValueCompares.keys(request);
        } catch (RuntimeException refused) {
            handler.onFailure(LayerFailures.ofRequest(refused));
            return Cancellable.NONE;
        }
        if (compared.isEmpty()) {
            return mapped.call(Rpcs.TXN, request, context, handler);
        }
        GuardedTxn guarded = new GuardedTxn(wire, ops, request, compared, context, handler);
        guarded.start();
        return guarded;
    }

    @Override
    public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        return mapped.open(rpc, context, handler);
    }

    @Override
    public void close() {
        wire.close();
    }
}
