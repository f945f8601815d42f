package io.mainstay.etcd.testing;

import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * A clock that stands still until it is moved. Due tasks run on the thread that moves it, in order of their time,
 * each at its own time. Safe for use by many threads; tasks run outside the lock.
 */
public final class FakeClock implements Clock {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private long now;
    private long elapsed;
    private long scheduled;

    /** A clock that shows a number far from zero, near the overflow, as a real monotonic clock may. */
    public FakeClock() {
        now = Long.MAX_VALUE - Duration.ofDays(1).toNanos();
    }

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Cancellable schedule(Duration delay, Runnable task) {
        long wait = Math.max(0, TimeUnit.NANOSECONDS.convert(delay));
        Task entry = new Task(elapsed + Math.min(wait, Long.MAX_VALUE - elapsed), scheduled++, task);
        tasks.add(entry);
        return () -> {
            synchronized (this) {
                tasks.remove(entry);
            }
        };
    }

    /** Moves the clock and runs what became due, also what those tasks scheduled within the time. */
    public void advance(Duration by) {
        long target;
        synchronized (this) {
            target = elapsed + by.toNanos();
        }
        while (true) {
            Task next;
            synchronized (this) {
                next = tasks.peek();
                // A task may have moved the clock further than this.
                long stop = Math.max(elapsed, next == null || next.due() > target ? target : next.due());
                now += stop - elapsed;
                elapsed = stop;
                if (next == null || next.due() > target) {
                    return;
                }
                tasks.remove(next);
            }
            next.work().run();
        }
    }

    /**
     * The program stands still for a while, as when its machine sleeps: the clock has moved on, and what became due
     * meanwhile runs now, all of it at the later time.
     */
    public void pause(Duration length) {
        synchronized (this) {
            now += length.toNanos();
            elapsed += length.toNanos();
        }
        advance(Duration.ZERO);
    }

    /** How long until each pending task, the nearest first. */
    public synchronized List<Duration> pending() {
        List<Duration> delays = new ArrayList<>();
        tasks.forEach(task -> delays.add(Duration.ofNanos(task.due() - elapsed)));
        delays.sort(Comparator.naturalOrder());
        return delays;
    }

    private record Task(long due, long order, Runnable work) {}
}
