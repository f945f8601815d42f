package io.mainstay.etcd.embedded.internal.gateway;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The paths of etcd's gateway, each with the full name of the procedure behind it, whether or not it is served here.
 */
final class GatewayPaths {
    private static final Map<String, String> PROCEDURES = new TreeMap<>();

    static {
        kv();
        lease();
        cluster();
        maintenance();
        auth();
        recipes();
    }

    private GatewayPaths() {}

    /** The full name of the procedure behind a path like {@code /v3/kv/range}; null when there is no such path. */
    static @Nullable String procedure(String path) {
        return PROCEDURES.get(path);
    }

    private static void kv() {
        add("etcdserverpb.KV", "/v3/kv/range Range", "/v3/kv/put Put", "/v3/kv/deleterange DeleteRange");
        add("etcdserverpb.KV", "/v3/kv/txn Txn", "/v3/kv/compaction Compact");
        add("etcdserverpb.Watch", "/v3/watch Watch");
    }

    private static void lease() {
        String lease = "etcdserverpb.Lease";
        add(lease, "/v3/lease/grant LeaseGrant", "/v3/lease/keepalive LeaseKeepAlive");
        add(lease, "/v3/lease/revoke LeaseRevoke", "/v3/kv/lease/revoke LeaseRevoke");
        add(lease, "/v3/lease/timetolive LeaseTimeToLive", "/v3/kv/lease/timetolive LeaseTimeToLive");
        add(lease, "/v3/lease/leases LeaseLeases", "/v3/kv/lease/leases LeaseLeases");
    }

    private static void cluster() {
        String cluster = "etcdserverpb.Cluster";
        add(cluster, "/v3/cluster/member/add MemberAdd", "/v3/cluster/member/remove MemberRemove");
        add(cluster, "/v3/cluster/member/update MemberUpdate", "/v3/cluster/member/list MemberList");
        add(cluster, "/v3/cluster/member/promote MemberPromote");
    }

    private static void maintenance() {
        String maintenance = "etcdserverpb.Maintenance";
        add(maintenance, "/v3/maintenance/alarm Alarm", "/v3/maintenance/status Status");
        add(maintenance, "/v3/maintenance/defragment Defragment", "/v3/maintenance/hash Hash");
        add(maintenance, "/v3/maintenance/hashkv HashKV", "/v3/maintenance/snapshot Snapshot");
        add(maintenance, "/v3/maintenance/transfer-leadership MoveLeader", "/v3/maintenance/downgrade Downgrade");
    }

    private static void auth() {
        String auth = "etcdserverpb.Auth";
        add(auth, "/v3/auth/enable AuthEnable", "/v3/auth/disable AuthDisable", "/v3/auth/status AuthStatus");
        add(auth, "/v3/auth/authenticate Authenticate");
        add(auth, "/v3/auth/user/add UserAdd", "/v3/auth/user/get UserGet", "/v3/auth/user/list UserList");
        add(auth, "/v3/auth/user/delete UserDelete", "/v3/auth/user/changepw UserChangePassword");
        add(auth, "/v3/auth/user/grant UserGrantRole", "/v3/auth/user/revoke UserRevokeRole");
        add(auth, "/v3/auth/role/add RoleAdd", "/v3/auth/role/get RoleGet", "/v3/auth/role/list RoleList");
        add(auth, "/v3/auth/role/delete RoleDelete");
        add(auth, "/v3/auth/role/grant RoleGrantPermission", "/v3/auth/role/revoke RoleRevokePermission");
    }

    private static void recipes() {
        add("v3lockpb.Lock", "/v3/lock/lock Lock", "/v3/lock/unlock Unlock");
        add("v3electionpb.Election", "/v3/election/campaign Campaign", "/v3/election/proclaim Proclaim");
        add("v3electionpb.Election", "/v3/election/leader Leader", "/v3/election/observe Observe");
        add("v3electionpb.Election", "/v3/election/resign Resign");
    }

    private static void add(String service, String... pathsAndMethods) {
        for (String one : pathsAndMethods) {
            int space = one.indexOf(' ');
            PROCEDURES.put(one.substring(0, space), service + "/" + one.substring(space + 1));
        }
    }
}
