package io.mainstay.etcd.cluster;

/** What can be wrong with a member. */
public enum AlarmType {
    /** Nothing; in a request: any. */
    NONE,
    /** The database has reached its quota; writes are refused. */
    NOSPACE,
    /** The member's data differs from the others'. */
    CORRUPT
}
