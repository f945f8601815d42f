package io.mainstay.etcd.spi;

import io.mainstay.etcd.auth.AuthDisableRequest;
import io.mainstay.etcd.auth.AuthEnableRequest;
import io.mainstay.etcd.auth.AuthResult;
import io.mainstay.etcd.auth.AuthStatusRequest;
import io.mainstay.etcd.auth.AuthStatusResult;
import io.mainstay.etcd.auth.AuthenticateRequest;
import io.mainstay.etcd.auth.AuthenticateResult;
import io.mainstay.etcd.auth.RoleAddRequest;
import io.mainstay.etcd.auth.RoleDeleteRequest;
import io.mainstay.etcd.auth.RoleGetRequest;
import io.mainstay.etcd.auth.RoleGetResult;
import io.mainstay.etcd.auth.RoleGrantPermissionRequest;
import io.mainstay.etcd.auth.RoleListRequest;
import io.mainstay.etcd.auth.RoleListResult;
import io.mainstay.etcd.auth.RoleRevokePermissionRequest;
import io.mainstay.etcd.auth.UserAddRequest;
import io.mainstay.etcd.auth.UserChangePasswordRequest;
import io.mainstay.etcd.auth.UserDeleteRequest;
import io.mainstay.etcd.auth.UserGetRequest;
import io.mainstay.etcd.auth.UserGetResult;
import io.mainstay.etcd.auth.UserGrantRoleRequest;
import io.mainstay.etcd.auth.UserListRequest;
import io.mainstay.etcd.auth.UserListResult;
import io.mainstay.etcd.auth.UserRevokeRoleRequest;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.DefragmentRequest;
import io.mainstay.etcd.cluster.DefragmentResult;
import io.mainstay.etcd.cluster.DowngradeRequest;
import io.mainstay.etcd.cluster.DowngradeResult;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.HashRequest;
import io.mainstay.etcd.cluster.HashResult;
import io.mainstay.etcd.cluster.MemberAddRequest;
import io.mainstay.etcd.cluster.MemberAddResult;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.MemberPromoteRequest;
import io.mainstay.etcd.cluster.MemberRemoveRequest;
import io.mainstay.etcd.cluster.MemberUpdateRequest;
import io.mainstay.etcd.cluster.MoveLeaderRequest;
import io.mainstay.etcd.cluster.MoveLeaderResult;
import io.mainstay.etcd.cluster.SnapshotChunk;
import io.mainstay.etcd.cluster.SnapshotRequest;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.election.CampaignRequest;
import io.mainstay.etcd.election.CampaignResult;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.election.ProclaimRequest;
import io.mainstay.etcd.election.ProclaimResult;
import io.mainstay.etcd.election.ResignRequest;
import io.mainstay.etcd.election.ResignResult;
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
import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.lock.LockResult;
import io.mainstay.etcd.lock.UnlockRequest;
import io.mainstay.etcd.lock.UnlockResult;
import io.mainstay.etcd.spi.Rpc.Effect;

/** The remote procedures of etcd that this library calls, each with the reason why it may or may not be sent again. */
public final class Rpcs {
    private static final String KV = "etcdserverpb.KV";
    private static final String WATCHING = "etcdserverpb.Watch";
    private static final String LEASE = "etcdserverpb.Lease";
    private static final String CLUSTER = "etcdserverpb.Cluster";
    private static final String MAINTENANCE = "etcdserverpb.Maintenance";
    private static final String AUTH = "etcdserverpb.Auth";
    private static final String LOCKS = "v3lockpb.Lock";
    private static final String ELECTION = "v3electionpb.Election";

    /** Reads keys. */
    public static final Rpc<RangeRequest, RangeResult> RANGE = new Rpc<>(KV, "Range", Effect.READ);

    /** Reads keys as a stream of answers, each with some of them; from etcd 3.7 on. */
    public static final Rpc<RangeRequest, RangeResult> RANGE_STREAM = new Rpc<>(KV, "RangeStream", Effect.READ);

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

    /** Adds a member; a second run is refused when the first was applied, but so is anybody else's. */
    public static final Rpc<MemberAddRequest, MemberAddResult> MEMBER_ADD =
            new Rpc<>(CLUSTER, "MemberAdd", Effect.WRITE);

    /** Removes a member. */
    public static final Rpc<MemberRemoveRequest, MemberListResult> MEMBER_REMOVE =
            new Rpc<>(CLUSTER, "MemberRemove", Effect.WRITE);

    /** Changes the peer addresses of a member. */
    public static final Rpc<MemberUpdateRequest, MemberListResult> MEMBER_UPDATE =
            new Rpc<>(CLUSTER, "MemberUpdate", Effect.WRITE);

    /** Makes a learner a voting member. */
    public static final Rpc<MemberPromoteRequest, MemberListResult> MEMBER_PROMOTE =
            new Rpc<>(CLUSTER, "MemberPromote", Effect.WRITE);

    /** Gives unused space back; sent again it would block the member again. */
    public static final Rpc<DefragmentRequest, DefragmentResult> DEFRAGMENT =
            new Rpc<>(MAINTENANCE, "Defragment", Effect.WRITE);

    /** Hashes the whole database of one member. */
    public static final Rpc<HashRequest, HashResult> HASH = new Rpc<>(MAINTENANCE, "Hash", Effect.READ);

    /** Reads the database of one member as a stream. */
    public static final Rpc<SnapshotRequest, SnapshotChunk> SNAPSHOT = new Rpc<>(MAINTENANCE, "Snapshot", Effect.READ);

    /** Lets another member lead. */
    public static final Rpc<MoveLeaderRequest, MoveLeaderResult> MOVE_LEADER =
            new Rpc<>(MAINTENANCE, "MoveLeader", Effect.WRITE);

    /** Checks, begins or ends a downgrade. */
    public static final Rpc<DowngradeRequest, DowngradeResult> DOWNGRADE =
            new Rpc<>(MAINTENANCE, "Downgrade", Effect.WRITE);

    /** Switches authentication on; doing so twice is the same as once. */
    public static final Rpc<AuthEnableRequest, AuthResult> AUTH_ENABLE = new Rpc<>(AUTH, "AuthEnable", Effect.GUARDED);

    /** Switches authentication off; doing so twice is the same as once. */
    public static final Rpc<AuthDisableRequest, AuthResult> AUTH_DISABLE =
            new Rpc<>(AUTH, "AuthDisable", Effect.GUARDED);

    /** Tells whether authentication is on. */
    public static final Rpc<AuthStatusRequest, AuthStatusResult> AUTH_STATUS =
            new Rpc<>(AUTH, "AuthStatus", Effect.READ);

    /** Gets a token; another one does no harm. */
    public static final Rpc<AuthenticateRequest, AuthenticateResult> AUTHENTICATE =
            new Rpc<>(AUTH, "Authenticate", Effect.READ);

    /** Adds a user. */
    public static final Rpc<UserAddRequest, AuthResult> USER_ADD = new Rpc<>(AUTH, "UserAdd", Effect.WRITE);

    /** Reads the roles of a user. */
    public static final Rpc<UserGetRequest, UserGetResult> USER_GET = new Rpc<>(AUTH, "UserGet", Effect.READ);

    /** Lists users. */
    public static final Rpc<UserListRequest, UserListResult> USER_LIST = new Rpc<>(AUTH, "UserList", Effect.READ);

    /** Deletes a user. */
    public static final Rpc<UserDeleteRequest, AuthResult> USER_DELETE = new Rpc<>(AUTH, "UserDelete", Effect.WRITE);

    /** Changes a password. */
    public static final Rpc<UserChangePasswordRequest, AuthResult> USER_CHANGE_PASSWORD =
            new Rpc<>(AUTH, "UserChangePassword", Effect.WRITE);

    /** Gives a user a role. */
    public static final Rpc<UserGrantRoleRequest, AuthResult> USER_GRANT_ROLE =
            new Rpc<>(AUTH, "UserGrantRole", Effect.WRITE);

    /** Takes a role from a user. */
    public static final Rpc<UserRevokeRoleRequest, AuthResult> USER_REVOKE_ROLE =
            new Rpc<>(AUTH, "UserRevokeRole", Effect.WRITE);

    /** Adds a role. */
    public static final Rpc<RoleAddRequest, AuthResult> ROLE_ADD = new Rpc<>(AUTH, "RoleAdd", Effect.WRITE);

    /** Reads the permissions of a role. */
    public static final Rpc<RoleGetRequest, RoleGetResult> ROLE_GET = new Rpc<>(AUTH, "RoleGet", Effect.READ);

    /** Lists roles. */
    public static final Rpc<RoleListRequest, RoleListResult> ROLE_LIST = new Rpc<>(AUTH, "RoleList", Effect.READ);

    /** Deletes a role. */
    public static final Rpc<RoleDeleteRequest, AuthResult> ROLE_DELETE = new Rpc<>(AUTH, "RoleDelete", Effect.WRITE);

    /** Gives a role a permission. */
    public static final Rpc<RoleGrantPermissionRequest, AuthResult> ROLE_GRANT_PERMISSION =
            new Rpc<>(AUTH, "RoleGrantPermission", Effect.WRITE);

    /** Takes a permission from a role. */
    public static final Rpc<RoleRevokePermissionRequest, AuthResult> ROLE_REVOKE_PERMISSION =
            new Rpc<>(AUTH, "RoleRevokePermission", Effect.WRITE);

    /** Waits for a lock; the same lease gets the same ownership again. */
    public static final Rpc<LockRequest, LockResult> LOCK = new Rpc<>(LOCKS, "Lock", Effect.GUARDED);

    /** Gives a lock back; a second run could take it from the next owner. */
    public static final Rpc<UnlockRequest, UnlockResult> UNLOCK = new Rpc<>(LOCKS, "Unlock", Effect.WRITE);

    /** Waits for a leadership; the same lease gets the same leadership again. */
    public static final Rpc<CampaignRequest, CampaignResult> CAMPAIGN = new Rpc<>(ELECTION, "Campaign", Effect.GUARDED);

    /** Changes what a leader proclaims. */
    public static final Rpc<ProclaimRequest, ProclaimResult> PROCLAIM = new Rpc<>(ELECTION, "Proclaim", Effect.WRITE);

    /** Reads who leads. */
    public static final Rpc<LeaderRequest, LeaderResult> LEADER = new Rpc<>(ELECTION, "Leader", Effect.READ);

    /** Tells who leads and who leads next, as a stream. */
    public static final Rpc<LeaderRequest, LeaderResult> OBSERVE = new Rpc<>(ELECTION, "Observe", Effect.READ);

    /** Ends a leadership; a second run finds nothing to end. */
    public static final Rpc<ResignRequest, ResignResult> RESIGN = new Rpc<>(ELECTION, "Resign", Effect.GUARDED);

    private Rpcs() {}
}
