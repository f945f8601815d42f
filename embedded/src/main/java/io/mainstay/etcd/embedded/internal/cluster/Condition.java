package io.mainstay.etcd.embedded.internal.cluster;

/** How a member is. */
public enum Condition {
    /** It runs, and reaches the others. */
    CONNECTED,
    /** It runs, clients reach it, and it reaches no other member. */
    CUT_OFF,
    /** Its process stands still. */
    PAUSED,
    /** It does not run. */
    STOPPED
}
