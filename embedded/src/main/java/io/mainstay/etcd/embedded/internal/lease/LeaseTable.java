package io.mainstay.etcd.embedded.internal.lease;

import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.kv.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The leases, and which key hangs on which. Plain data with one owner: it knows no thread and no clock, so the time is
 * an argument, in nanoseconds since the server started.
 */
public final class LeaseTable {
    /** The longest life that is granted, in seconds. */
    public static final long MAX_TTL = 9_000_000_000L;

    private static final long CHECKPOINT_SECONDS = 300;
    private static final long NANOS = 1_000_000_000L;

    private final Map<Long, Lease> leases = new HashMap<>();
    private final Map<Bytes, Lease> holders = new HashMap<>();
    private final NavigableSet<Lease> byExpiry =
            new TreeSet<>(Comparator.comparingLong(Lease::expiry).thenComparingLong(Lease::id));
    private final NavigableSet<Lease> byCheckpoint =
            new TreeSet<>(Comparator.comparingLong(Lease::checkpointAt).thenComparingLong(Lease::id));
    private final boolean checkpoints;

    /**
     * No leases yet.
     *
     * @param checkpoints whether it is recorded now and then what they have left, so that they live on from there
     */
    public LeaseTable(boolean checkpoints) {
        this.checkpoints = checkpoints;
    }

    /**
     * What a lease has left.
     *
     * @param id the lease
     * @param seconds how long it still lives
     */
    public record Remainder(long id, long seconds) {}

    /** Grants a lease, or refuses because it would live too long or its id is taken. */
    public Lease grant(long id, long ttl, long now) {
        if (ttl > MAX_TTL) {
            throw Refusal.LEASE_TTL_TOO_LARGE.refused();
        }
        if (leases.containsKey(id)) {
            throw Refusal.LEASE_EXISTS.refused();
        }
        Lease lease = new Lease(id, ttl);
        leases.put(id, lease);
        live(lease, ttl, now);
        return lease;
    }

    private void live(Lease lease, long seconds, long now) {
        byExpiry.remove(lease);
        lease.live(seconds, now);
        byExpiry.add(lease);
        schedule(lease, now);
    }

    /** A checkpoint is due one interval from now, of a lease that lives longer than that. */
    private void schedule(Lease lease, long now) {
        if (checkpoints) {
            byCheckpoint.remove(lease);
            lease.scheduleCheckpoint(
                    lease.rest() > CHECKPOINT_SECONDS ? now + CHECKPOINT_SECONDS * NANOS : Lease.NEVER);
            if (lease.checkpointAt() != Lease.NEVER) {
                byCheckpoint.add(lease);
            }
        }
    }

    /**
     * The leases of which a checkpoint is due at a time, but not more than a limit; they are not due again until then.
     */
    public List<Remainder> dueCheckpoints(long now, int limit) {
        List<Remainder> due = new ArrayList<>();
        while (due.size() < limit
                && !byCheckpoint.isEmpty()
                && byCheckpoint.first().checkpointAt() <= now) {
            Lease lease = byCheckpoint.pollFirst();
            long left = lease.left(now);
            if (left > 0 && left < lease.ttl()) {
                due.add(new Remainder(lease.id(), left));
            }
        }
        return due;
    }

    /** Records what a lease has left, if there is one; 0 for its whole life. */
    public void checkpoint(long id, long seconds, long now) {
        Lease lease = leases.get(id);
        if (lease != null) {
            lease.remainder(seconds);
            schedule(lease, now);
        }
    }

    /** What was recorded of a lease, in seconds; 0 for nothing, and when there is none. */
    public long remainder(long id) {
        Lease lease = leases.get(id);
        return lease == null ? 0 : lease.remainder();
    }

    /** A lease, or null when there is none with this id. */
    public @Nullable Lease get(long id) {
        return leases.get(id);
    }

    /** The whole life of a lease, in seconds; 0 when there is none with this id. */
    public long ttl(long id) {
        Lease lease = leases.get(id);
        return lease == null ? 0 : lease.ttl();
    }

    /** Whether there is a lease with this id. */
    public boolean has(long id) {
        return leases.containsKey(id);
    }

    /** Whether there is a lease with this id whose life is over at a time. */
    public boolean isExpired(long id, long now) {
        Lease lease = leases.get(id);
        return lease != null && lease.isExpired(now);
    }

    /** How many leases there are. */
    public int size() {
        return leases.size();
    }

    /** The ids of all leases, the one that ends first, first. */
    public List<Long> ids() {
        return byExpiry.stream().map(Lease::id).toList();
    }

    /** Gives a lease its whole life again, unless it is over already; says whether it did. */
    public boolean renew(long id, long now) {
        Lease lease = leases.get(id);
        if (lease == null || lease.isExpired(now)) {
            return false;
        }
        live(lease, lease.ttl(), now);
        return true;
    }

    /** Gives every lease its whole life again, or where checkpoints are taken what it had left at the last. */
    public void renewAll(long now) {
        leases.values().forEach(lease -> live(lease, checkpoints ? lease.rest() : lease.ttl(), now));
    }

    /** The leases that are over at a time, the longest over first, but not more than a limit. */
    public List<Long> expired(long now, int limit) {
        return byExpiry.stream()
                .takeWhile(lease -> lease.isExpired(now))
                .limit(limit)
                .map(Lease::id)
                .toList();
    }

    /** Forgets a lease, from which every key must have been taken. */
    public void remove(long id) {
        Lease lease = leases.remove(id);
        if (lease != null) {
            byExpiry.remove(lease);
            byCheckpoint.remove(lease);
        }
    }

    /** Hangs a key on a lease and takes it off the one before; 0 means no lease. */
    public void attach(Bytes key, long id) {
        Lease lease = id == 0 ? null : leases.get(id);
        Lease before = lease == null ? holders.remove(key) : holders.put(key, lease);
        if (before == lease) {
            return;
        }
        if (before != null) {
            before.detach(key);
        }
        if (lease != null) {
            lease.attach(key);
        }
    }

    /** Takes a key off its lease. */
    public void detach(Bytes key) {
        attach(key, 0);
    }
}
