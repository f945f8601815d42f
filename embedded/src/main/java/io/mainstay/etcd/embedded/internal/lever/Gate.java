package io.mainstay.etcd.embedded.internal.lever;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Where one direction of a stream can be held up: steps go through one at a time and in their order, or wait while it
 * is shut. They run on the thread that brings them, or on the one that opens the gate, never under its lock.
 */
final class Gate {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean shut;
    private boolean passing;

    void pass(Runnable step) {
        synchronized (this) {
            waiting.add(step);
            if (shut || passing) {
                return;
            }
            passing = true;
        }
        passAll();
    }

    synchronized void shut() {
        shut = true;
    }

    void open() {
        synchronized (this) {
            shut = false;
            if (passing) {
                return;
            }
            passing = true;
        }
        passAll();
    }

    /** Forgets what waits; what comes later is let through. */
    synchronized void clear() {
        waiting.clear();
        shut = false;
    }

    private void passAll() {
        boolean whole = false;
        try {
            for (Runnable step = next(); step != null; step = next()) {
                step.run();
            }
            whole = true;
        } finally {
            if (!whole) {
                synchronized (this) {
                    passing = false;
                }
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable step = shut ? null : waiting.poll();
        passing = step != null;
        return step;
    }
}
