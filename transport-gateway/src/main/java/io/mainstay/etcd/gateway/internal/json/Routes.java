package io.mainstay.etcd.gateway.internal.json;

import io.mainstay.etcd.gateway.internal.json.Route.Manner;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** How each remote procedure goes through the gateway. */
public final class Routes {
    private static final IdentityHashMap<Rpc<?, ?>, Route<?, ?>> BY_RPC = new IdentityHashMap<>();

    static {
        kv();
        lease();
        cluster();
        maintenance();
        auth();
        users();
        locks();
        stream(Rpcs.WATCH, "/v3/watch", WatchJson.COMMAND, WatchJson.REPLY);
    }

    private Routes() {}

    /** The route of a procedure, or null when the gateway does not have it. */
    @SuppressWarnings("unchecked") // put in only by add(), with the types of its key
    public static <Q, R> @Nullable Route<Q, R> of(Rpc<Q, R> rpc) {
        return (Route<Q, R>) BY_RPC.get(rpc);
    }

    private static void kv() {
        unary(Rpcs.RANGE, "/v3/kv/range", KvJson.RANGE, KvJson.RANGED);
        unary(Rpcs.PUT, "/v3/kv/put", KvJson.PUT, KvJson.PUT_DONE);
        unary(Rpcs.DELETE_RANGE, "/v3/kv/deleterange", KvJson.DELETE, KvJson.DELETE_DONE);
        unary(Rpcs.TXN, "/v3/kv/txn", TxnJson.TXN, TxnJson.TXN_DONE);
        unary(Rpcs.COMPACT, "/v3/kv/compaction", KvJson.COMPACT, KvJson.COMPACTED);
    }

    private static void lease() {
        unary(Rpcs.LEASE_GRANT, "/v3/lease/grant", LeaseJson.GRANT, LeaseJson.GRANTED);
        unary(Rpcs.LEASE_REVOKE, "/v3/lease/revoke", LeaseJson.REVOKE, LeaseJson.REVOKED);
        unary(Rpcs.LEASE_TIME_TO_LIVE, "/v3/lease/timetolive", LeaseJson.TIME_TO_LIVE, LeaseJson.TIME_TO_LIVE_TOLD);
        unary(Rpcs.LEASE_LEASES, "/v3/lease/leases", LeaseJson.LIST, LeaseJson.LISTED);
        stream(Rpcs.LEASE_KEEP_ALIVE, "/v3/lease/keepalive", LeaseJson.KEEP_ALIVE, LeaseJson.KEPT_ALIVE);
    }

    private static void cluster() {
        unary(Rpcs.MEMBER_LIST, "/v3/cluster/member/list", ClusterJson.LIST, ClusterJson.LISTED);
        unary(Rpcs.MEMBER_ADD, "/v3/cluster/member/add", ClusterJson.ADD, ClusterJson.ADDED);
        unary(Rpcs.MEMBER_REMOVE, "/v3/cluster/member/remove", ClusterJson.REMOVE, ClusterJson.LISTED);
        unary(Rpcs.MEMBER_UPDATE, "/v3/cluster/member/update", ClusterJson.UPDATE, ClusterJson.LISTED);
        unary(Rpcs.MEMBER_PROMOTE, "/v3/cluster/member/promote", ClusterJson.PROMOTE, ClusterJson.LISTED);
    }

    private static void maintenance() {
        unary(Rpcs.STATUS, "/v3/maintenance/status", MaintenanceJson.STATUS, MaintenanceJson.STATUS_TOLD);
        unary(Rpcs.ALARM, "/v3/maintenance/alarm", MaintenanceJson.ALARM, MaintenanceJson.ALARMS_TOLD);
        unary(Rpcs.HASH, "/v3/maintenance/hash", MaintenanceJson.HASH, MaintenanceJson.HASHED);
        unary(Rpcs.HASH_KV, "/v3/maintenance/hashkv", MaintenanceJson.HASH_KV, MaintenanceJson.HASH_KV_TOLD);
        unary(Rpcs.DEFRAGMENT, "/v3/maintenance/defragment", MaintenanceJson.DEFRAGMENT, MaintenanceJson.DEFRAGMENTED);
        unary(
                Rpcs.MOVE_LEADER,
                "/v3/maintenance/transfer-leadership",
                MaintenanceJson.MOVE_LEADER,
                MaintenanceJson.LEADER_MOVED);
        unary(Rpcs.DOWNGRADE, "/v3/maintenance/downgrade", MaintenanceJson.DOWNGRADE, MaintenanceJson.DOWNGRADED);
        stream(Rpcs.SNAPSHOT, "/v3/maintenance/snapshot", MaintenanceJson.SNAPSHOT, MaintenanceJson.SNAPSHOT_PIECE);
    }

    private static void auth() {
        unary(Rpcs.AUTH_ENABLE, "/v3/auth/enable", AuthJson.ENABLE, AuthJson.DONE);
        unary(Rpcs.AUTH_DISABLE, "/v3/auth/disable", AuthJson.DISABLE, AuthJson.DONE);
        unary(Rpcs.AUTH_STATUS, "/v3/auth/status", AuthJson.STATUS, AuthJson.STATUS_TOLD);
        unary(Rpcs.AUTHENTICATE, "/v3/auth/authenticate", AuthJson.AUTHENTICATE, AuthJson.AUTHENTICATED);
        unary(Rpcs.ROLE_ADD, "/v3/auth/role/add", AuthJson.ROLE_ADD, AuthJson.DONE);
        unary(Rpcs.ROLE_GET, "/v3/auth/role/get", AuthJson.ROLE_GET, AuthJson.ROLE_TOLD);
        unary(Rpcs.ROLE_LIST, "/v3/auth/role/list", AuthJson.ROLE_LIST, AuthJson.ROLES_TOLD);
        unary(Rpcs.ROLE_DELETE, "/v3/auth/role/delete", AuthJson.ROLE_DELETE, AuthJson.DONE);
        unary(Rpcs.ROLE_GRANT_PERMISSION, "/v3/auth/role/grant", AuthJson.ROLE_GRANT_PERMISSION, AuthJson.DONE);
        unary(Rpcs.ROLE_REVOKE_PERMISSION, "/v3/auth/role/revoke", AuthJson.ROLE_REVOKE_PERMISSION, AuthJson.DONE);
    }

    private static void users() {
        unary(Rpcs.USER_ADD, "/v3/auth/user/add", AuthJson.USER_ADD, AuthJson.DONE);
        unary(Rpcs.USER_GET, "/v3/auth/user/get", AuthJson.USER_GET, AuthJson.USER_TOLD);
        unary(Rpcs.USER_LIST, "/v3/auth/user/list", AuthJson.USER_LIST, AuthJson.USERS_TOLD);
        unary(Rpcs.USER_DELETE, "/v3/auth/user/delete", AuthJson.USER_DELETE, AuthJson.DONE);
        unary(Rpcs.USER_CHANGE_PASSWORD, "/v3/auth/user/changepw", AuthJson.USER_CHANGE_PASSWORD, AuthJson.DONE);
        unary(Rpcs.USER_GRANT_ROLE, "/v3/auth/user/grant", AuthJson.USER_GRANT_ROLE, AuthJson.DONE);
        unary(Rpcs.USER_REVOKE_ROLE, "/v3/auth/user/revoke", AuthJson.USER_REVOKE_ROLE, AuthJson.DONE);
    }

    private static void locks() {
        waiting(Rpcs.LOCK, "/v3/lock/lock", LockJson.LOCK, LockJson.LOCKED);
        unary(Rpcs.UNLOCK, "/v3/lock/unlock", LockJson.UNLOCK, LockJson.UNLOCKED);
        waiting(Rpcs.CAMPAIGN, "/v3/election/campaign", LockJson.CAMPAIGN, LockJson.ELECTED);
        unary(Rpcs.PROCLAIM, "/v3/election/proclaim", LockJson.PROCLAIM, LockJson.PROCLAIMED);
        unary(Rpcs.LEADER, "/v3/election/leader", LockJson.LEADER, LockJson.LEADER_TOLD);
        unary(Rpcs.RESIGN, "/v3/election/resign", LockJson.RESIGN, LockJson.RESIGNED);
        stream(Rpcs.OBSERVE, "/v3/election/observe", LockJson.LEADER, LockJson.LEADER_TOLD);
    }

    private static <Q, R> void unary(Rpc<Q, R> rpc, String path, Form<Q> request, Shape<R> answer) {
        BY_RPC.put(rpc, new Route<>(path, request, answer, Manner.ONCE));
    }

    private static <Q, R> void waiting(Rpc<Q, R> rpc, String path, Form<Q> request, Shape<R> answer) {
        BY_RPC.put(rpc, new Route<>(path, request, answer, Manner.WHEN_FREE));
    }

    private static <Q, R> void stream(Rpc<Q, R> rpc, String path, Form<Q> request, Shape<R> answer) {
        BY_RPC.put(rpc, new Route<>(path, request, answer, Manner.STREAMED));
    }
}
