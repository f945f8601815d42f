package io.mainstay.etcd.testkit.history;

import java.time.Duration;
import java.util.List;

/** Every guarantee there is a check for. */
public final class Guarantees {
    private final List<Check> checks;

    private Guarantees(List<Check> checks) {
        this.checks = checks;
    }

    /**
     * All of them.
     *
     * @param leaseSlack how late a busy machine may run a client's timer; a second is a good measure
     */
    public static Guarantees all(Duration leaseSlack) {
        return new Guarantees(List.of(
                new Ordered(),
                new Unique(),
                new Atomic(),
                new NoGap(),
                new Filtered(),
                new Genuine(),
                new PrevValueRight(),
                new BookmarkSound(),
                new TerminalOnce(),
                new OutcomeTrue(),
                new NeverKeptPastLoss(leaseSlack),
                new LossToldInTime(leaseSlack),
                new GivenUpInTime(leaseSlack),
                new EqualToStoreAtRevision()));
    }

    /** The checks. */
    public List<Check> checks() {
        return checks;
    }

    /** What all of them find; empty when every guarantee was kept. */
    public List<Finding> in(History history) {
        return checks.stream().flatMap(check -> check.in(history).stream()).toList();
    }
}
