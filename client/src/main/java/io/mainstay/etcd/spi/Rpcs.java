package io.mainstay.etcd.spi;

import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.CompactResult;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLeasesRequest;
import io.mainstay.etcd.lease.LeaseLeasesResult;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import io.mainstay.etcd.spi.Rpc.Effect;

/** The remote procedures of etcd that this library calls, each with the reason why it may or may not be sent again. */
public final class Rpcs {
    private static final String KV = "etcdserverpb.KV";
    private static final String WATCHING = "etcdserverpb.Watch";
    private static final String LEASE = "etcdserverpb.Lease";
    private static final String CLUSTER = "etcdserverpb.Cluster";
    private static final String MAINTENANCE = "etcdserverpb.Maintenance";

    /** Reads keys. */
    public static final Rpc<RangeRequest, RangeResult> RANGE = new Rpc<>(KV, "Range", Effect.READ);

    /** Writes a key; a second put makes a second revision. */
    public static final Rpc<PutRequest, PutResult> PUT = new Rpc<>(KV, "Put", Effect.WRITE);

    /** Deletes keys; a second delete could remove what was written in between. */
    public static final Rpc<DeleteRequest, DeleteResult> DELETE_RANGE = new Rpc<>(KV, "DeleteRange", Effect.WRITE);

    /** Runs a transaction; one that only reads is treated as a read. */
    public static final Rpc<TxnRequest, TxnResult> TXN = new Rpc<>(KV, "Txn", Effect.WRITE);

    /** Forgets history; a second run is refused as compacted, so it shows itself. */
    public static final Rpc<CompactRequest, CompactResult> COMPACT = new Rpc<>(KV, "Compact", Effect.GUARDED);

    /** Grants a lease; the client chooses the id, so a second run is refused as existing. */
    public static final Rpc<LeaseGrantRequest, LeaseGrantResult> LEASE_GRANT =
            new Rpc<>(LEASE, "LeaseGrant", Effect.GUARDED);

    /** Revokes a lease; a second run is refused as not found. */
    public static final Rpc<LeaseRevokeRequest, LeaseRevokeResult> LEASE_REVOKE =
            new Rpc<>(LEASE, "LeaseRevoke", Effect.GUARDED);

    /** Looks at a lease. */
    public static final Rpc<LeaseTimeToLiveRequest, LeaseTimeToLiveResult> LEASE_TIME_TO_LIVE =
            new Rpc<>(LEASE, "LeaseTimeToLive", Effect.READ);

    /** Lists leases. */
    public static final Rpc<LeaseLeasesRequest, LeaseLeasesResult> LEASE_LEASES =
            new Rpc<>(LEASE, "LeaseLeases", Effect.READ);

    /** Keeps leases alive: a stream; a second keep-alive only renews again. */
    public static final Rpc<LeaseKeepAliveRequest, LeaseKeepAliveResult> LEASE_KEEP_ALIVE =
            new Rpc<>(LEASE, "LeaseKeepAlive", Effect.READ);

    /** Watches keys: a stream that carries many watches. */
    public static final Rpc<WatchCommand, WatchReply> WATCH = new Rpc<>(WATCHING, "Watch", Effect.READ);

    /** Lists members. */
    public static final Rpc<MemberListRequest, MemberListResult> MEMBER_LIST =
            new Rpc<>(CLUSTER, "MemberList", Effect.READ);

    /** Reads the state of one member. */
    public static final Rpc<StatusRequest, StatusResult> STATUS = new Rpc<>(MAINTENANCE, "Status", Effect.READ);

    /** Hashes the keys of one member. */
    public static final Rpc<HashKvRequest, HashKvResult> HASH_KV = new Rpc<>(MAINTENANCE, "HashKV", Effect.READ);

    /** Lists, raises or clears alarms; doing so twice is the same as once. */
    public static final Rpc<AlarmRequest, AlarmResult> ALARM = new Rpc<>(MAINTENANCE, "Alarm", Effect.READ);

    private Rpcs() {}
}
