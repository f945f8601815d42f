package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.spi.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Deadlines of many calls at a constant cost each: a hashed wheel whose hand moves each {@value #TICK_MILLIS} ms while
 * anything is on it. A deadline fires on the clock's thread, never early and at most about one tick late.
 *
 * <p>Nearly every deadline is taken off again before it fires, which is why this is not the clock's own priority queue.
 * Source: G. Varghese, T. Lauck, Hashed and Hierarchical Timing Wheels, SOSP 1987, scheme 6.
 */
public final class DeadlineWheel {
    static final int TICK_MILLIS = 10;
    private static final long TICK_NANOS = Duration.ofMillis(TICK_MILLIS).toNanos();
    private static final int SLOTS = 1024;

    private final Clock clock;
    private final long origin;
    private final Entry[] slots = new Entry[SLOTS];
    private long hand;
    private int size;
    private boolean ticking;

    /** An empty wheel. */
    public DeadlineWheel(Clock clock) {
        this.clock = clock;
        this.origin = clock.nanoTime();
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Entry(0, () -> {});
        }
    }

    /** Runs a task when {@code clock} shows {@code deadline} or a little later, unless the entry is removed before. */
    public Entry add(long deadline, Runnable task) {
        long tick = Math.max(0, deadline - origin + TICK_NANOS - 1) / TICK_NANOS;
        boolean start;
        Entry entry;
        synchronized (this) {
            start = !ticking;
            ticking = true;
            if (start) {
                hand = (clock.nanoTime() - origin) / TICK_NANOS;
            }
            size++;
            entry = new Entry(Math.max(tick, hand + 1), task);
            entry.linkBefore(slots[(int) (entry.tick % SLOTS)]);
        }
        if (start) {
            scheduleTick();
        }
        return entry;
    }

    /** Takes an entry off; one that has fired or was taken off before is left alone. */
    public synchronized void remove(Entry entry) {
        if (entry.unlink()) {
            size--;
        }
    }

    private void scheduleTick() {
        clock.schedule(Duration.ofNanos(TICK_NANOS), this::advance);
    }

    private void advance() {
        List<Entry> due = new ArrayList<>();
        boolean more;
        synchronized (this) {
            long now = (clock.nanoTime() - origin) / TICK_NANOS;
            for (; hand < now; hand++) {
                collect(slots[(int) ((hand + 1) % SLOTS)], hand + 1, due);
            }
            size -= due.size();
            more = size > 0;
            ticking = more;
        }
        if (more) {
            scheduleTick();
        }
        due.forEach(Entry::fire);
    }

    private static void collect(Entry head, long tick, List<Entry> due) {
        for (Entry entry = head.next; entry != head; ) {
            Entry next = entry.next;
            if (entry.tick <= tick) {
                entry.unlink();
                due.add(entry);
            }
            entry = next;
        }
    }

    /** A deadline on the wheel: a node of its slot's ring. */
    public static final class Entry {
        private final long tick;
        private final Runnable task;
        private Entry prev = this;
        private Entry next = this;

        private Entry(long tick, Runnable task) {
            this.tick = tick;
            this.task = task;
        }

        private void fire() {
            try {
                task.run();
            } catch (RuntimeException e) {
                // What one call meets when it ends must not keep the others of this tick waiting for ever.
                System.getLogger(DeadlineWheel.class.getName())
                        .log(System.Logger.Level.ERROR, "a deadline's task failed; please report this", e);
            }
        }

        private void linkBefore(Entry head) {
            prev = head.prev;
            next = head;
            prev.next = this;
            head.prev = this;
        }

        private boolean unlink() {
            if (next == this) {
                return false;
            }
            prev.next = next;
            next.prev = prev;
            prev = this;
            next = this;
            return true;
        }
    }
}
