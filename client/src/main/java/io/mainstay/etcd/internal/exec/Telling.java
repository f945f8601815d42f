package io.mainstay.etcd.internal.exec;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Tells the user things one at a time, in order, on the user's executor, which keeps no order itself. */
public final class Telling {
    private final UserCode userCode;
    private final SerialExecutor turns = new SerialExecutor();
    private final Queue<Runnable> toTell = new ConcurrentLinkedQueue<>();

    /** Tells through a door. */
    public Telling(UserCode userCode) {
        this.userCode = userCode;
    }

    /** Runs this after all that was to be told before. Tasks reach the executor in any order; each runs the first. */
    public void tell(Runnable what) {
        toTell.add(what);
        userCode.run(() -> turns.execute(() -> {
            Runnable next = toTell.poll();
            if (next != null) {
                next.run();
            }
        }));
    }

    /** Runs a callback like this, and reports what it throws. */
    public void tell(String where, Runnable callback) {
        tell(() -> userCode.guarded(where, callback));
    }
}
