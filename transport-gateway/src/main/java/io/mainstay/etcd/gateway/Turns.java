package io.mainstay.etcd.gateway;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets so many be under way at a time, in the order in which they came. Lives on the transport's thread.
 *
 * @param <T> what waits for its turn
 */
final class Turns<T> {
    private final int most;
    private final Consumer<T> begin;
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private int taken;
    private boolean handing;

    /** Turns for so many at a time, and what begins one. */
    Turns(int most, Consumer<T> begin) {
        this.most = most;
        this.begin = begin;
    }

    /** Begins something, now or when it is its turn; its turn then has to be {@linkplain #give given back}. */
    void take(T next) {
        waiting.add(next);
        handOn();
    }

    /** Gives a turn back. */
    void give() {
        taken--;
        handOn();
    }

    /** Sends away those that still wait. */
    List<T> dismiss() {
        List<T> dismissed = List.copyOf(waiting);
        waiting.clear();
        return dismissed;
    }

    /** Begins what it can; what gives its turn back as it begins is followed here, and not from within. */
    private void handOn() {
        if (handing) {
            return;
        }
        handing = true;
        try {
            while (taken < most && !waiting.isEmpty()) {
                taken++;
                begin.accept(waiting.remove());
            }
        } finally {
            handing = false;
        }
    }
}
