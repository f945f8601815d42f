package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.testkit.history.LeaseTrace.ServerEnd;
import io.mainstay.etcd.testkit.history.LeaseTrace.Told;
import java.time.Duration;
import java.util.List;

/**
 * A lease that the server has let expire is not shown as kept any more, and one that was told lost is not shown as kept
 * again.
 */
public final class NeverKeptPastLoss extends LeaseCheck {
    /**
     * A check that forgives the machine.
     *
     * @param slack how late a busy machine may run the client's timer, or look at its state
     */
    public NeverKeptPastLoss(Duration slack) {
        super(slack);
    }

    @Override
    void check(LeaseTrace lease, long slackNanos, List<String> findings) {
        boolean over = false;
        for (Told told : lease.told()) {
            if (over && told.isKept()) {
                findings.add("was " + told.state() + " after it was over");
            }
            over |= isOver(told);
        }
        ServerEnd end = lease.ended();
        if (end == null || !end.expired()) {
            return;
        }
        long latest = end.at() + slackNanos;
        for (Told told : lease.told()) {
            if (told.isKept() && told.at() - latest > 0) {
                findings.add("was " + told.state() + " " + millis(told.at() - end.at()) + " after it had expired");
            }
        }
        if (lease.until() - latest > 0 && !isToldOverBy(lease, latest)) {
            findings.add("had expired " + millis(lease.until() - end.at()) + " ago and was not told lost in time");
        }
    }
}
