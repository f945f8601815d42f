package io.mainstay.etcd.testkit.junit;

/** How far the tests of a class are kept apart from each other. */
public enum Isolation {
    /** They share a server and a client; keys stay from test to test. The cheapest, and the default. */
    CLASS,

    /**
     * They share a server, and each has a client of its own in a namespace of its own, so that no test sees the keys of
     * another, also when they run at the same time. Lifecycle methods of the class see the whole server.
     */
    NAMESPACE,

    /** Each has a server and a client of its own, also when they run at the same time; an embedded one takes milliseconds. */
    SERVER
}
