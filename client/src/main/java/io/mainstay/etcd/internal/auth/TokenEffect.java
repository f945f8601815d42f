package io.mainstay.etcd.internal.auth;

/** What is to be done about the token of a client. */
sealed interface TokenEffect {
    /** Fetch one. */
    record Fetch() implements TokenEffect {}

    /** Give all who wait this pass. */
    record Grant(Pass pass) implements TokenEffect {}

    /** Tell all who wait that there is none. */
    record Fail(NoToken why) implements TokenEffect {}
}
