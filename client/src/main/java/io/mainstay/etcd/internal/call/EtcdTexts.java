package io.mainstay.etcd.internal.call;

/**
 * Error texts of etcd that a client must tell apart; the text, not the code, is what stays the same across versions.
 */
final class EtcdTexts {
    static final String PREFIX = "etcdserver: ";
    static final String COMPACTED = "etcdserver: mvcc: required revision has been compacted";
    static final String FUTURE_REVISION = "etcdserver: mvcc: required revision is a future revision";
    static final String LEASE_NOT_FOUND = "etcdserver: requested lease not found";
    static final String LEASE_EXISTS = "etcdserver: lease already exists";
    static final String NO_SPACE = "etcdserver: mvcc: database space exceeded";
    static final String NO_LEADER = "etcdserver: no leader";
    static final String LEADER_CHANGED = "etcdserver: leader changed";
    static final String TOO_MANY_REQUESTS = "etcdserver: too many requests";
    static final String TOO_MANY_OPS = "etcdserver: too many operations in txn request";
    static final String TOO_LARGE = "etcdserver: request is too large";
    static final String PERMISSION_DENIED = "etcdserver: permission denied";
    static final String NOT_ENOUGH_STARTED = "etcdserver: re-configuration failed due to not enough started members";

    static final String CORRUPT = "etcdserver: corrupt cluster";
    static final String UNHEALTHY = "etcdserver: unhealthy cluster";
    static final String LEARNER_BEHIND = "etcdserver: can only promote a learner member which is in sync with leader";
    static final String NOT_LEADER = "etcdserver: not leader";
    static final String NOT_ELECTED = "election: not leader";
    static final String NO_ONE_ELECTED = "election: no leader";
    static final String SESSION_EXPIRED = "mutex: session is expired";

    static final String NOT_FOR_LEARNER = "etcdserver: rpc not supported for learner";

    private EtcdTexts() {}
}
