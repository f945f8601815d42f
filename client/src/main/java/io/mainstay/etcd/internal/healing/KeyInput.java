package io.mainstay.etcd.internal.healing;

/** What can happen to a key of a healing lease. */
sealed interface KeyInput {
    /** Put it under the present lease: there is a new one, or a new value, or it is time to try again. */
    record Put() implements KeyInput {}

    /** The lease is gone. */
    record LeaseGone() implements KeyInput {}

    /** The put was carried out at this revision. */
    record Done(long revision) implements KeyInput {}

    /**
     * The put was not carried out, because the key does not stand as expected.
     *
     * @param mod the revision of its last change; 0 when it is not there
     * @param foreign whether it is there and hangs on no lease of ours
     */
    record Refused(long mod, boolean foreign) implements KeyInput {}

    /**
     * The put failed.
     *
     * @param forGood whether it surely was not carried out, and another would fail the same way
     */
    record Failed(boolean forGood) implements KeyInput {}

    /** A watch tells of a change. */
    record Told(KeyState.Seen seen) implements KeyInput {}
}
