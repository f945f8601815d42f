package io.mainstay.etcd.embedded.internal.auth;

/** Who calls, as an entry of the log would name it. */
public sealed interface Caller {
    /** Someone without a token. */
    Caller NOBODY = new Nobody();

    /** The server itself, which may do everything: it ends leases, and asks itself how it is. */
    Caller SERVER = new Server();

    /** Someone without a token. */
    record Nobody() implements Caller {}

    /** The server itself. */
    record Server() implements Caller {}

    /**
     * A user who has signed in.
     *
     * @param user the name
     * @param revision the revision of users and permissions for which that was found out (an unsigned number)
     */
    record SignedIn(String user, long revision) implements Caller {}
}
