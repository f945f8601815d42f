package io.mainstay.etcd.crypto;

/** What happens when a value is read that is not sealed. What is written is always sealed. */
public enum PlainValues {
    /**
     * The read fails. Whoever can write to the store cannot slip in a value of their own. Keys that the server makes
     * itself, for its lock service, hold an empty plain value: locking works, but their values cannot be read.
     */
    REFUSE,
    /**
     * The value is taken as it is: for the time in which plain values are being sealed. Meanwhile whoever can write to
     * the store can replace a sealed value by a plain one unnoticed.
     */
    PASS
}
