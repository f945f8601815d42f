package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.kv.CompactResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import org.jspecify.annotations.Nullable;

/**
 * How a guarded write shows that an earlier attempt, whose answer was lost, had been applied: the repeated request is
 * refused because its effect is there already.
 */
final class Guards {
    private Guards() {}

    /**
     * Whether a guarded transaction was refused. After an attempt with a lost answer that settles nothing: it may be
     * that attempt that made the guard fail, or somebody else's write.
     */
    static boolean isRefusal(@Nullable Object response) {
        return response instanceof TxnResult txn && !txn.succeeded();
    }

    /** The answer that the lost one must have been, with an empty header; null when the failure shows no such thing. */
    static @Nullable Object provenBy(Rpc<?, ?> rpc, Object request, TransportFailure failure) {
        String text = failure.text();
        if (rpc == Rpcs.LEASE_GRANT && text.equals(EtcdTexts.LEASE_EXISTS)) {
            LeaseGrantRequest grant = (LeaseGrantRequest) request;
            return new LeaseGrantResult(ResponseHeader.EMPTY, grant.id(), grant.ttl());
        }
        if (rpc == Rpcs.LEASE_REVOKE && text.equals(EtcdTexts.LEASE_NOT_FOUND)) {
            return new LeaseRevokeResult(ResponseHeader.EMPTY);
        }
        if (rpc == Rpcs.COMPACT && text.equals(EtcdTexts.COMPACTED)) {
            return new CompactResult(ResponseHeader.EMPTY);
        }
        return null;
    }
}
