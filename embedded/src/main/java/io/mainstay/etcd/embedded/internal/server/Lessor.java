package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.embedded.internal.lease.LeaseTable;
import io.mainstay.etcd.embedded.internal.lease.LeaseTable.Remainder;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.metrics.StoreCounts;
import io.mainstay.etcd.spi.Clock;
import java.time.Duration;

/**
 * The end of leases whose time is over: looked for twice a second, late but never early, while the cluster has a
 * leader; and the checkpoints of those that live long.
 */
final class Lessor {
    private static final Duration SCAN_INTERVAL = Duration.ofMillis(500);
    private static final int REVOKES_PER_SCAN = 500;
    private static final int CHECKPOINTS_PER_SCAN = 500;

    private final Applier applier;
    private final Uptime uptime;
    private final StoreCounts counts;
    private final Ticker scan;
    private volatile boolean primary = true;

    Lessor(Applier applier, Uptime uptime, Clock clock, StoreCounts counts) {
        this.applier = applier;
        this.uptime = uptime;
        this.counts = counts;
        this.scan = new Ticker(clock, SCAN_INTERVAL, this::expire);
    }

    /** The time that leases live by. */
    long now() {
        return uptime.nanos();
    }

    int count() {
        return applier.leases(LeaseTable::size);
    }

    /** Looks after the leases that are there from the start, which begin their life now. */
    void resume() {
        if (renewAll() > 0) {
            scan.start();
        }
    }

    /** Looks after a lease that there is now. */
    void start() {
        scan.start();
    }

    void close() {
        scan.close();
    }

    /** Lets no lease end from now on. */
    void demote() {
        primary = false;
    }

    /** As a new leader does gives every lease its whole life, or what it had left at its last checkpoint. */
    void promote() {
        renewAll();
        primary = true;
    }

    private int renewAll() {
        long now = now();
        return applier.leases(table -> {
            table.renewAll(now);
            return table.size();
        });
    }

    /** Ends the leases whose time is over, if somebody leads; says whether there is any lease left to look after. */
    private boolean expire() {
        long now = now();
        if (primary) {
            for (long id : applier.leases(table -> table.expired(now, REVOKES_PER_SCAN))) {
                revokeExpired(id, now);
            }
            for (Remainder due : applier.leases(table -> table.dueCheckpoints(now, CHECKPOINTS_PER_SCAN))) {
                applier.applyIf(state -> true, new Entry.LeaseCheckpoint(due.id(), due.seconds()));
            }
        }
        return count() > 0;
    }

    /** A lease was renewed: what was recorded of it is forgotten, before anybody is told. */
    void renewed(long id) {
        counts.renewed();
        if (applier.leases(table -> table.remainder(id)) > 0) {
            applier.apply(new Entry.LeaseCheckpoint(id, 0));
        }
    }

    /** Ends a lease if there is one and its time is over; on a corrupt member it stays. */
    void revokeExpired(long id, long now) {
        applier.applyIf(state -> countIfDue(state, id, now), new Entry.LeaseRevoke(id));
    }

    private boolean countIfDue(StateMachine state, long id, long now) {
        boolean due = state.leases().isExpired(id, now) && !state.alarms().isOn(AlarmType.CORRUPT);
        if (due) {
            counts.expired();
        }
        return due;
    }
}
