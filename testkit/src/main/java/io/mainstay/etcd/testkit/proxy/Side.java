package io.mainstay.etcd.testkit.proxy;

/** The two ends of a line. */
public enum Side {
    /** Who connected. */
    CLIENT,
    /** Who was connected to. */
    SERVER
}
