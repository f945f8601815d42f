package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.view.ValueListener;
import io.mainstay.etcd.view.ValueStatus;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Tells one listener of a value how it stands, whenever that has changed; never two at a time, and no thread waits. */
final class StatusLine<T> implements Runnable {
    private final ValueListener<T> listener;
    private final Supplier<ValueStatus<T>> now;
    private final UserCode userCode;
    private final AtomicInteger signals = new AtomicInteger();
    private volatile boolean left;

    StatusLine(ValueListener<T> listener, Supplier<ValueStatus<T>> now, UserCode userCode) {
        this.listener = listener;
        this.now = now;
        this.userCode = userCode;
    }

    void signal() {
        if (signals.getAndIncrement() == 0) {
            userCode.run(this);
        }
    }

    void leave() {
        left = true;
    }

    @Override
    public void run() {
        int seen;
        do {
            seen = signals.get();
            if (!left) {
                userCode.guarded("ValueListener.onStatus", () -> listener.onStatus(now.get()));
            }
        } while (signals.addAndGet(-seen) != 0);
    }
}
