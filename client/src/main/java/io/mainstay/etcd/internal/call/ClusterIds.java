package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnResult;
import org.jspecify.annotations.Nullable;

/** Which cluster an answer comes from, as far as the usual answers tell. */
final class ClusterIds {
    private ClusterIds() {}

    /** The cluster's id, or 0 when the answer does not tell. */
    static long of(@Nullable Object answer) {
        if (answer instanceof RangeResult range) {
            return range.header().clusterId();
        }
        if (answer instanceof PutResult put) {
            return put.header().clusterId();
        }
        if (answer instanceof TxnResult txn) {
            return txn.header().clusterId();
        }
        if (answer instanceof DeleteResult delete) {
            return delete.header().clusterId();
        }
        return answer instanceof MemberListResult members ? members.header().clusterId() : 0;
    }
}
