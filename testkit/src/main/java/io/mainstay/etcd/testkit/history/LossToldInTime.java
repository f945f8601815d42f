package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.testkit.history.LeaseTrace.ServerEnd;
import java.time.Duration;
import java.util.List;

/** Whatever ended a lease, its loss is told at the latest when its time to live has passed once more. */
public final class LossToldInTime extends LeaseCheck {
    /**
     * A check that forgives the machine.
     *
     * @param slack how late a busy machine may run the client's timer
     */
    public LossToldInTime(Duration slack) {
        super(slack);
    }

    @Override
    void check(LeaseTrace lease, long slackNanos, List<String> findings) {
        ServerEnd end = lease.ended();
        if (end == null) {
            return;
        }
        long latest = end.at() + lease.ttl().toNanos() + slackNanos;
        if (lease.until() - latest > 0 && !isToldOverBy(lease, latest)) {
            findings.add("ended on the server, and its loss was not told " + millis(latest - end.at()) + " later");
        }
    }
}
