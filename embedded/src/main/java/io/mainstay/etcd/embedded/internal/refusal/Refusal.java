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
    NO_SPACE(ErrorCode.RESOURCE_EXHAUSTED, "etcdserver: mvcc: database space exceeded"),
    TOO_MANY_REQUESTS(ErrorCode.RESOURCE_EXHAUSTED, "etcdserver: too many requests"),
    CORRUPT(ErrorCode.DATA_LOSS, "etcdserver: corrupt cluster"),
    NO_LEADER(ErrorCode.UNAVAILABLE, "etcdserver: no leader"),
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
