package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The kept leases by what they need next: all by when time alone changes something for them, and those whose turn is
 * to come by how little life they have left. A step of one lease costs what finding a place among them costs, however
 * many there are. Belongs to the keeper's serial executor.
 */
final class LeaseSchedule {
    /** Ticks are at least this far apart, so that many leases share one. */
    private static final Duration TICK_LEAST = Duration.ofMillis(50);

    private final Clock clock;
    private final Runnable onTick;
    private final TreeSet<KeptLeaseHandle> due = new TreeSet<>(LeaseSchedule::byDue);
    private final TreeSet<KeptLeaseHandle> waiting = new TreeSet<>(LeaseSchedule::byExpiry);
    private Cancellable timer = Cancellable.NONE;
    private boolean armed;
    private long armedFor;
    private boolean stopped;

    /**
     * An empty one.
     *
     * @param onTick called when a lease is due, on the clock's thread
     */
    LeaseSchedule(Clock clock, Runnable onTick) {
        this.clock = clock;
        this.onTick = onTick;
    }

    /** Finds a lease its place anew after its state has changed; one that is over has none. */
    void place(KeptLeaseHandle lease) {
        remove(lease);
        if (lease.state instanceof LeaseState.Over || stopped) {
            return;
        }
        lease.dueAt = LeaseStep.dueAt(lease.state);
        lease.expiresAt = LeaseStep.expiresAt(lease.state);
        lease.placed = true;
        due.add(lease);
        if (lease.state instanceof LeaseState.Waiting) {
            waiting.add(lease);
        }
    }

    private void remove(KeptLeaseHandle lease) {
        if (lease.placed) {
            due.remove(lease);
            waiting.remove(lease);
            lease.placed = false;
        }
    }

    boolean isEmpty() {
        return due.isEmpty();
    }

    /** All of them, as they are now. */
    Collection<KeptLeaseHandle> all() {
        return new ArrayList<>(due);
    }

    /** Those that need a tick now. */
    List<KeptLeaseHandle> dueBy(long now) {
        List<KeptLeaseHandle> found = new ArrayList<>();
        for (KeptLeaseHandle lease : due) {
            if (lease.dueAt - now > 0) {
                break;
            }
            found.add(lease);
        }
        return found;
    }

    /** The lease whose turn is next: the one with the least life left; null when none waits. */
    @Nullable
    KeptLeaseHandle mostUrgent() {
        return waiting.isEmpty() ? null : waiting.first();
    }

    /** Has the clock call when the first of them is due; a timer that is early enough already is left alone. */
    void arm() {
        if (stopped || due.isEmpty()) {
            disarm();
            return;
        }
        long now = clock.nanoTime();
        long wait = Math.max(due.first().dueAt - now, TICK_LEAST.toNanos());
        if (armed && armedFor - (now + wait) <= 0) {
            return;
        }
        timer.cancel();
        armed = true;
        armedFor = now + wait;
        timer = clock.schedule(Duration.ofNanos(wait), onTick);
    }

    /** The timer has called. */
    void ticked() {
        armed = false;
    }

    /** Forgets all leases and calls no more. */
    void stop() {
        stopped = true;
        disarm();
    }

    private void disarm() {
        timer.cancel();
        armed = false;
    }

    private static int byDue(KeptLeaseHandle a, KeptLeaseHandle b) {
        return inOrder(a.dueAt - b.dueAt, a, b);
    }

    private static int byExpiry(KeptLeaseHandle a, KeptLeaseHandle b) {
        return inOrder(a.expiresAt - b.expiresAt, a, b);
    }

    /** Times may run over, so only their difference tells which is earlier. */
    private static int inOrder(long difference, KeptLeaseHandle a, KeptLeaseHandle b) {
        return difference != 0 ? Long.signum(difference) : Long.compare(a.number, b.number);
    }
}
