package io.mainstay.etcd.testkit.contract;

/** A server with authentication on that keeps its data when it is ended. */
public interface RestartableTarget extends AuthTarget {
    /** Ends the server without warning and starts it again at the same address, with the same data. */
    void restart();
}
