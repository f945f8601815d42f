package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.testkit.history.LeaseTrace.Life;
import java.time.Duration;
import java.util.List;

/**
 * A lease that no answer of the server lets live any longer is given up by its client's own clock, however long the
 * server is silent: it may have expired there long ago, and somebody else may have what it stood for.
 */
public final class GivenUpInTime extends LeaseCheck {
    /**
     * A check that forgives the machine.
     *
     * @param slack how late a busy machine may run the client's timer
     */
    public GivenUpInTime(Duration slack) {
        super(slack);
    }

    @Override
    void check(LeaseTrace lease, long slackNanos, List<String> findings) {
        List<Life> lives = lease.lives();
        if (lives.isEmpty()) {
            return;
        }
        long until = lives.get(0).until();
        for (Life life : lives) {
            check(lease, until, life.at(), slackNanos, findings);
            until = life.until() - until > 0 ? life.until() : until;
        }
        check(lease, until, lease.until(), slackNanos, findings);
    }

    /** Nothing let the lease live between two times. */
    private static void check(LeaseTrace lease, long from, long to, long slackNanos, List<String> findings) {
        if (to - (from + slackNanos) > 0 && !isToldOverBy(lease, from + slackNanos)) {
            findings.add("was not given up, and its last renewal had ended " + millis(to - from) + " ago");
        }
    }
}
