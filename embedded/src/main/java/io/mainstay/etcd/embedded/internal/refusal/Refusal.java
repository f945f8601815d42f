package io.mainstay.etcd.embedded.internal.refusal;

import io.mainstay.etcd.error.ErrorCode;

/** The reasons for which etcd refuses a request, each with its status code and exact text. */
public enum Refusal {
    KEY_NOT_PROVIDED(ErrorCode.INVALID_ARGUMENT, "etcdserver: key is not provided"),
    KEY_NOT_FOUND(ErrorCode.INVALID_ARGUMENT, "etcdserver: key not found"),
    VALUE_PROVIDED(ErrorCode.INVALID_ARGUMENT, "etcdserver: value is provided"),
    LEASE_PROVIDED(ErrorCode.INVALID_ARGUMENT, "etcdserver: lease is provided"),
    TOO_MANY_OPERATIONS(ErrorCode.INVALID_ARGUMENT, "etcdserver: too many operations in txn request"),
    DUPLICATE_KEY(ErrorCode.INVALID_ARGUMENT, "etcdserver: duplicate key given in txn request"),
    REQUEST_TOO_LARGE(ErrorCode.INVALID_ARGUMENT, "etcdserver: request is too large"),
    COMPACTED(ErrorCode.OUT_OF_RANGE, "etcdserver: mvcc: required revision has been compacted"),
    FUTURE_REVISION(ErrorCode.OUT_OF_RANGE, "etcdserver: mvcc: required revision is a future revision"),
    LEASE_TTL_TOO_LARGE(ErrorCode.OUT_OF_RANGE, "etcdserver: too large lease TTL"),
    LEASE_NOT_FOUND(ErrorCode.NOT_FOUND, "etcdserver: requested lease not found"),
    LEASE_EXISTS(ErrorCode.FAILED_PRECONDITION, "etcdserver: lease already exists"),
    BAD_MEMBER_URLS(ErrorCode.INVALID_ARGUMENT, "etcdserver: given member URLs are invalid"),
    MEMBER_NOT_FOUND(ErrorCode.NOT_FOUND, "etcdserver: member not found"),
    MEMBER_EXISTS(ErrorCode.FAILED_PRECONDITION, "etcdserver: member ID already exist"),
    PEER_URL_TAKEN(ErrorCode.FAILED_PRECONDITION, "etcdserver: Peer URLs already exists"),
    NOT_A_LEARNER(ErrorCode.FAILED_PRECONDITION, "etcdserver: can only promote a learner member"),
    LEARNER_BEHIND(
            ErrorCode.FAILED_PRECONDITION,
            "etcdserver: can only promote a learner member which is in sync with leader"),
    TOO_MANY_LEARNERS(ErrorCode.FAILED_PRECONDITION, "etcdserver: too many learner members in cluster"),
    TOO_FEW_STARTED(ErrorCode.UNKNOWN, "etcdserver: re-configuration failed due to not enough started members"),
    UNHEALTHY(ErrorCode.UNAVAILABLE, "etcdserver: unhealthy cluster"),
    BAD_TRANSFEREE(ErrorCode.FAILED_PRECONDITION, "etcdserver: bad leader transferee"),
    BAD_DOWNGRADE_FORMAT(ErrorCode.INVALID_ARGUMENT, "etcdserver: wrong downgrade target version format"),
    BAD_DOWNGRADE_TARGET(ErrorCode.INVALID_ARGUMENT, "etcdserver: invalid downgrade target version"),
    DOWNGRADE_UNDER_WAY(ErrorCode.FAILED_PRECONDITION, "etcdserver: cluster has a downgrade job in progress"),
    NO_DOWNGRADE(ErrorCode.FAILED_PRECONDITION, "etcdserver: no inflight downgrade job"),
    STREAM_WITH_SORT(ErrorCode.UNIMPLEMENTED, "RangeStream does not support custom sort orders"),
    STREAM_WITH_FILTER(ErrorCode.UNIMPLEMENTED, "RangeStream does not support revision filters"),
    NO_SPACE(ErrorCode.RESOURCE_EXHAUSTED, "etcdserver: mvcc: database space exceeded"),
    CORRUPT(ErrorCode.DATA_LOSS, "etcdserver: corrupt cluster"),
    NO_ROOT_USER(ErrorCode.FAILED_PRECONDITION, "etcdserver: root user does not exist"),
    ROOT_WITHOUT_ROLE(ErrorCode.FAILED_PRECONDITION, "etcdserver: root user does not have root role"),
    USER_EXISTS(ErrorCode.FAILED_PRECONDITION, "etcdserver: user name already exists"),
    USER_EMPTY(ErrorCode.INVALID_ARGUMENT, "etcdserver: user name is empty"),
    USER_NOT_FOUND(ErrorCode.FAILED_PRECONDITION, "etcdserver: user name not found"),
    ROLE_EXISTS(ErrorCode.FAILED_PRECONDITION, "etcdserver: role name already exists"),
    ROLE_EMPTY(ErrorCode.INVALID_ARGUMENT, "etcdserver: role name is empty"),
    ROLE_NOT_FOUND(ErrorCode.FAILED_PRECONDITION, "etcdserver: role name not found"),
    ROLE_NOT_GRANTED(ErrorCode.FAILED_PRECONDITION, "etcdserver: role is not granted to the user"),
    PERMISSION_NOT_GRANTED(ErrorCode.FAILED_PRECONDITION, "etcdserver: permission is not granted to the role"),
    INVALID_AUTH_MANAGEMENT(ErrorCode.INVALID_ARGUMENT, "etcdserver: invalid auth management"),
    AUTH_OFF(ErrorCode.FAILED_PRECONDITION, "etcdserver: authentication is not enabled"),
    WRONG_PASSWORD(ErrorCode.INVALID_ARGUMENT, "etcdserver: authentication failed, invalid user ID or password"),
    NO_PASSWORD_USER(ErrorCode.UNKNOWN, "auth: authentication failed, password was given for no password user"),
    PASSWORD_TOO_LONG(ErrorCode.UNKNOWN, "bcrypt: password length exceeds 72 bytes"),
    INVALID_TOKEN(ErrorCode.UNAUTHENTICATED, "etcdserver: invalid auth token"),
    OLD_AUTH_REVISION(ErrorCode.INVALID_ARGUMENT, "etcdserver: revision of auth store is old"),
    PERMISSION_DENIED(ErrorCode.PERMISSION_DENIED, "etcdserver: permission denied"),
    TOO_MANY_REQUESTS(ErrorCode.UNKNOWN, "etcdserver: too many requests"),
    NOT_LEADER(ErrorCode.FAILED_PRECONDITION, "etcdserver: not leader"),
    NO_LEADER(ErrorCode.UNAVAILABLE, "etcdserver: no leader"),
    LEADER_CHANGED(ErrorCode.UNAVAILABLE, "etcdserver: leader changed"),
    TIMED_OUT(ErrorCode.UNAVAILABLE, "etcdserver: request timed out"),
    DEADLINE_EXCEEDED(ErrorCode.DEADLINE_EXCEEDED, "context deadline exceeded"),
    STOPPED(ErrorCode.UNAVAILABLE, "etcdserver: server stopped");

    private final ErrorCode code;
    private final String text;

    Refusal(ErrorCode code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The status code. */
    public ErrorCode code() {
        return code;
    }

    /** etcd's exact text. */
    public String text() {
        return text;
    }

    /** This refusal, to be thrown. */
    public Refused refused() {
        return new Refused(code, text);
    }
}
