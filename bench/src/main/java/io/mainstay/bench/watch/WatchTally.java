package io.mainstay.bench.watch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what many watches see together. */
final class WatchTally implements WatchPeer.Seen {
    private final CountDownLatch ready;
    private final long wanted;
    private final CountDownLatch all = new CountDownLatch(1);
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /** A tally of so many watches that waits for so many events. */
    WatchTally(int watches, long wanted) {
        this.ready = new CountDownLatch(watches);
        this.wanted = wanted;
    }

    @Override
    public void ready() {
        ready.countDown();
    }

    @Override
    public void events(int count) {
        messages.incrementAndGet();
        if (events.addAndGet(count) >= wanted) {
            all.countDown();
        }
    }

    @Override
    public void failed(Throwable why) {
        if (failures.getAndIncrement() == 0) {
            why.printStackTrace();
        }
    }

    CountDownLatch whenReady() {
        return ready;
    }

    CountDownLatch whenAllCame() {
        return all;
    }

    long events() {
        return events.get();
    }

    long messages() {
        return messages.get();
    }

    long failures() {
        return failures.get();
    }
}
