package io.mainstay.etcd.testkit.fault;

/** What suffers: a line or several, with or without the members behind them. Called by one thread at a time. */
public interface Faulted {
    /**
     * Does harm, and returns when it is done.
     *
     * @param target which line and member, from 0 on
     */
    void inflict(int target, Harm harm);

    /**
     * Ends the harm that was done to a target, and returns when that has happened.
     *
     * @param target which line and member, from 0 on
     */
    void heal(int target, Harm harm);
}
