package io.mainstay.console.output;

import io.mainstay.console.command.WatchMessage;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLeasesResult;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;

/** Prints what came of commands on keys and leases, in one format. */
public interface Printer extends ClusterPrinter {
    /** Keys read. */
    void get(RangeResult result);

    /** A key written. */
    void put(PutResult result);

    /** Keys deleted. */
    void delete(DeleteResult result);

    /** A transaction run. */
    void txn(TxnResult result);

    /** Something a watch was told. */
    void watch(WatchMessage message);

    /** A lease granted. */
    void grant(LeaseGrantResult result);

    /** A lease revoked. */
    void revoke(long id, LeaseRevokeResult result);

    /** A lease renewed. */
    void keepAlive(LeaseKeepAliveResult result);

    /** The state of a lease, with its keys when they were asked for. */
    void timeToLive(LeaseTimeToLiveResult result, boolean keys);

    /** All leases. */
    void leases(LeaseLeasesResult result);
}
