package io.mainstay.etcd.embedded.internal.lever;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Where one direction of a stream can be held up: steps go through one at a time and in their order, or wait while it
 * is shut. They run on the thread that brings them, or on the one that opens the gate, never under its lock.
 */
public final class Gate {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Queue<Runnable> first = new ArrayDeque<>();
    private boolean shut;
    private boolean passing;

    /** One that is open. */
    public Gate() {}

    /** Lets a step through, or has it wait while it is shut. */
    public void pass(Runnable step) {
        synchronized (this) {
            waiting.add(step);
            if (shut || passing) {
                return;
            }
            passing = true;
        }
        passAll();
    }

    /** Lets a step through before all that wait, also while it is shut. */
    public void passFirst(Runnable step) {
        synchronized (this) {
            first.add(step);
            if (passing) {
                return;
            }
            passing = true;
        }
        passAll();
    }

    /** Has what comes from now on wait. */
    public synchronized void shut() {
        shut = true;
    }

    /** Lets through what waits, and what comes. */
    public void open() {
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
    public synchronized void clear() {
        waiting.clear();
        first.clear();
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
        Runnable step = first.poll();
        if (step == null && !shut) {
            step = waiting.poll();
        }
        passing = step != null;
        return step;
    }
}
