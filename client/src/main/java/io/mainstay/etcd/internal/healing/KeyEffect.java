package io.mainstay.etcd.internal.healing;

/** What is to be done for a key of a healing lease. */
sealed interface KeyEffect {
    /** Put the last value, if the key still stands at {@code mod}. */
    record Send(long mod) implements KeyEffect {}

    /** The key is there under the present lease. */
    record Settled(long mod) implements KeyEffect {}

    /** What somebody had deleted or altered is there again. */
    record Restored() implements KeyEffect {}

    /** It is somebody else's now. */
    record Lost(long mod) implements KeyEffect {}

    /** Put it again later. */
    record Retry() implements KeyEffect {}
}
