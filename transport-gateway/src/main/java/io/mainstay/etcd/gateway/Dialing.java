package io.mainstay.etcd.gateway;

import io.mainstay.etcd.spi.TransportFailure;
import java.util.List;

/**
 * Lets a few requests at a time look for a connection. Hundreds of watches that come back at once would otherwise shake
 * hands side by side on one thread, none of them be done within the connect timeout, and all begin anew, for ever.
 * Lives on the transport's thread.
 */
final class Dialing {
    /** Few enough to be done in time, enough to keep both ends busy. */
    private static final int AT_ONCE = 8;

    /** A request that wants a connection. */
    interface Caller {
        /** It is its turn; it has to say when it {@link #connected()} or {@link #failed}. */
        void dial();

        /** There is none to be had. */
        void unreachable(TransportFailure why);
    }

    private final Turns<Caller> turns = new Turns<>(AT_ONCE, Caller::dial);

    /** Lets a request dial, now or when it is its turn. */
    void add(Caller caller) {
        turns.take(caller);
    }

    /** Somebody has a connection, or needs none any more. */
    void connected() {
        turns.give();
    }

    /** Somebody found none: those who wait for their turn need not find that out one after the other. */
    void failed(TransportFailure why) {
        List<Caller> behind = turns.dismiss();
        turns.give();
        behind.forEach(caller -> caller.unreachable(why));
    }
}
