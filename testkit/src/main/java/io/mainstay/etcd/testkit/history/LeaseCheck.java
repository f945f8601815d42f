package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.testkit.history.LeaseTrace.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A guarantee of each kept lease by itself. */
abstract class LeaseCheck implements Check {
    private final long slackNanos;

    LeaseCheck(Duration slack) {
        this.slackNanos = slack.toNanos();
    }

    @Override
    public final List<Finding> in(History history) {
        List<Finding> all = new ArrayList<>();
        for (LeaseTrace lease : history.leases()) {
            List<String> texts = new ArrayList<>();
            check(lease, slackNanos, texts);
            texts.stream().limit(1).forEach(text -> all.add(new Finding(name(), lease.name(), text)));
        }
        return all;
    }

    /** Adds what is wrong with a lease, in words that go on after its name. */
    abstract void check(LeaseTrace lease, long slackNanos, List<String> findings);

    static boolean isOver(Told told) {
        return told.state() == KeptLease.State.LOST || told.state() == KeptLease.State.CLOSED;
    }

    static boolean isToldOverBy(LeaseTrace lease, long time) {
        return lease.told().stream().anyMatch(told -> isOver(told) && told.at() - time <= 0);
    }

    static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }
}
