package io.mainstay.etcd.internal.exec;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls one callback of the user on the user's executor: one call at a time, in the order in which they were brought,
 * and with its exceptions reported. What waits is not bounded, so it is for news that are few.
 */
public final class InTurn {
    private final UserCode userCode;
    private final String where;
    private final ConcurrentLinkedQueue<Runnable> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    /**
     * No calls yet.
     *
     * @param where what the callback is called in reports
     */
    public InTurn(UserCode userCode, String where) {
        this.userCode = userCode;
        this.where = where;
    }

    /** Has a call made when those before it have been. */
    public void call(Runnable call) {
        calls.add(call);
        if (pending.getAndIncrement() == 0) {
            userCode.run(this::drain);
        }
    }

    private void drain() {
        do {
            Runnable call = calls.poll();
            if (call != null) {
                userCode.guarded(where, call);
            }
        } while (pending.decrementAndGet() > 0);
    }
}
