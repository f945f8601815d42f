package io.mainstay.etcd.gateway;

import java.util.ArrayDeque;

/**
 * Lets so many calls be under way at a time, in the order in which they came. Over HTTP/1.1 each of them has a
 * connection to itself, and a thousand connections are more than a server and this machine should be asked for. Lives
 * on the transport's thread.
 */
final class Turns {
    private final int most;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int taken;

    Turns(int most) {
        this.most = most;
    }

    /** Runs a call, now or when it is its turn; it then has to {@link #give} its turn back. */
    void take(Runnable call) {
        if (taken < most) {
            taken++;
            call.run();
        } else {
            waiting.add(call);
        }
    }

    /** Gives a turn back. */
    void give() {
        Runnable next = waiting.poll();
        if (next == null) {
            taken--;
        } else {
            next.run();
        }
    }
}
