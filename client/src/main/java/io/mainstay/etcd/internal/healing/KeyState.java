package io.mainstay.etcd.internal.healing;

/**
 * How one key of a healing lease stands. A {@code mod} is the revision of the key's last change as far as is known, 0
 * for a key that is not there.
 *
 * <pre>
 *            Put              Done
 *  Pending -------> Putting ---------> Held ---+
 *    ^   ^          |  ^  |                    | Put, Deleted, Changed by itself
 *    |   +--Failed--+  |  +--Refused--> Taken  |
 *    |                 +----- Put --------+----+
 *    +----- LeaseGone, from each of them
 * </pre>
 */
sealed interface KeyState {
    /**
     * It is not there under the present lease, or there is no lease.
     *
     * @param mod what the next put expects to find
     */
    record Pending(long mod) implements KeyState {}

    /**
     * A put is under way, which the server carries out only if the key still stands at {@code mod}.
     *
     * @param wasHeld whether the key was there under the present lease before
     * @param again whether it must be put once more afterwards, because its value has changed meanwhile
     * @param stale whether its lease is gone meanwhile, so that its outcome means nothing
     * @param restoring whether it brings back what was deleted or taken by somebody
     * @param seen what a watch has told meanwhile of the time after it, for when its outcome is known
     */
    record Putting(long mod, boolean wasHeld, boolean again, boolean stale, boolean restoring, Seen seen)
            implements KeyState {
        static Putting of(long mod, boolean wasHeld, boolean restoring) {
            return new Putting(mod, wasHeld, false, false, restoring, Seen.NOTHING);
        }

        Putting withAgain() {
            return new Putting(mod, wasHeld, true, stale, restoring, seen);
        }

        Putting withStale() {
            return new Putting(mod, false, false, true, restoring, seen);
        }

        Putting withSeen(Seen latest) {
            return new Putting(mod, wasHeld, again, stale, restoring, latest);
        }

        /** The same for another state of the key on the server; it takes the last value along. */
        Putting at(long found) {
            return new Putting(found, false, false, stale, restoring, seen);
        }
    }

    /** It is there, under the present lease, with the last value. */
    record Held(long mod) implements KeyState {}

    /** Somebody else's is there; it is left alone. */
    record Taken(long mod) implements KeyState {}

    /**
     * What a watch has told of a key.
     *
     * @param revision when it was changed; 0 for nothing told
     * @param what how
     */
    record Seen(long revision, What what) {
        static final Seen NOTHING = new Seen(0, What.DELETED);

        /** How a key was changed. */
        enum What {
            /** It is gone. */
            DELETED,
            /** It hangs on a lease that is or was ours, with the last value. */
            OURS,
            /** It hangs on a lease that is or was ours, but with another value. */
            ALTERED,
            /** It is somebody else's. */
            FOREIGN
        }
    }
}
