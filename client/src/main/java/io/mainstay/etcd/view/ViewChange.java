package io.mainstay.etcd.view;

import java.util.List;

/**
 * A step of a view from one state to a later one.
 *
 * @param cause why there is a step
 * @param changes the exact difference: each key that is not as it was, once, with what it was; in key order, but within
 *     one revision in the order of its transaction
 * @param snapshot the view after the step; its revision is the step's
 */
public record ViewChange(Cause cause, List<KeyChange> changes, ViewSnapshot snapshot) {
    /** Why a view went a step. */
    public enum Cause {
        /** What the view holds when its listener first hears of it: everything is created. May be empty. */
        INITIAL,
        /** One revision of the store. */
        LIVE,
        /**
         * History was lost, so everything was read again: what is different now, deletes too. What happened in between
         * and was undone is not told.
         */
        RELOADED,
        /** The listener was slow, and this is what many steps came to. */
        JOINED
    }

    /** The revision of the view after the step. */
    public long revision() {
        return snapshot.revision();
    }
}
