package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.testkit.history.LeaseTrace.ServerEnd;
import io.mainstay.etcd.testkit.history.LeaseTrace.Told;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down one kept lease: what its handle shows when looked at, that it was lost, and how the server ended it. */
public final class LeaseRecord {
    private final String name;
    private final KeptLease lease;
    private final Clock clock;
    private final Lives lives;
    private final List<Told> told = new ArrayList<>();
    private @Nullable ServerEnd ended;
    private @Nullable Long closedAt;

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    LeaseRecord(String name, KeptLease lease, Clock clock, Lives lives) {
        this.name = name;
        this.lease = lease;
        this.clock = clock;
        this.lives = lives;
        look();
        lease.lost().thenAccept(loss -> toldLost());
    }

    /** Looks at what the handle shows now. */
    public synchronized void look() {
        // The time first: what is seen was so then or later.
        long now = clock.nanoTime();
        told.add(new Told(now, lease.state()));
    }

    private synchronized void toldLost() {
        told.add(new Told(clock.nanoTime(), KeptLease.State.LOST));
    }

    /**
     * The server was just seen to have ended the lease.
     *
     * @param expired whether because no renewal came, and not because somebody revoked it
     */
    public synchronized void endedOnServer(boolean expired) {
        if (ended == null) {
            ended = new ServerEnd(clock.nanoTime(), expired);
        }
    }

    /** Its user is about to close it: what comes from now on is not looked at. */
    public synchronized void closing() {
        closedAt = clock.nanoTime();
    }

    /** What is written down so far. */
    public synchronized LeaseTrace trace() {
        long until = closedAt != null ? closedAt : clock.nanoTime();
        return new LeaseTrace(name, lease.ttl(), told, ended, lives.of(lease.id()), until);
    }
}
