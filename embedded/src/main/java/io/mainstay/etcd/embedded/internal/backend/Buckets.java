package io.mainstay.etcd.embedded.internal.backend;

/** The names of etcd's buckets, and of the entries of those that have fixed ones. */
final class Buckets {
    static final String ALARM = "alarm";
    static final String AUTH = "auth";
    static final String AUTH_ROLES = "authRoles";
    static final String AUTH_USERS = "authUsers";
    static final String CLUSTER = "cluster";
    static final String KEY = "key";
    static final String LEASE = "lease";
    static final String MEMBERS = "members";
    static final String MEMBERS_REMOVED = "members_removed";
    static final String META = "meta";

    static final String AUTH_ENABLED = "authEnabled";
    static final String AUTH_REVISION = "authRevision";
    static final String CLUSTER_VERSION = "clusterVersion";
    static final String DOWNGRADE = "downgrade";
    static final String CONF_STATE = "confState";
    static final String CONSISTENT_INDEX = "consistent_index";
    static final String COMPACTED = "finishedCompactRev";
    static final String COMPACTING = "scheduledCompactRev";
    static final String STORAGE_VERSION = "storageVersion";
    static final String TERM = "term";

    private Buckets() {}
}
