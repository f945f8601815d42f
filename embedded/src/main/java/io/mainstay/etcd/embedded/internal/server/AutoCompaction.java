package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.watch.WatchHub;
import io.mainstay.etcd.spi.Clock;
import java.lang.System.Logger.Level;

/** Forgets history by itself, as its rule says. */
final class AutoCompaction implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AutoCompaction.class.getName());

    private final CompactionRule rule;
    private final Uptime uptime;
    private final WatchHub hub;
    private final Applier applier;
    private final Ticker ticker;

    AutoCompaction(CompactionRule rule, Clock clock, Uptime uptime, WatchHub hub, Applier applier) {
        this.rule = rule;
        this.uptime = uptime;
        this.hub = hub;
        this.applier = applier;
        this.ticker = new Ticker(clock, rule.interval(), this::look);
        rule.begin(uptime.nanos(), hub.current().revision());
        ticker.start();
    }

    /** Looks whether it is time; there is always a next time. */
    private boolean look() {
        long now = uptime.nanos();
        long due = rule.due(now, hub.current().revision());
        if (due > 0) {
            compact(now, due);
        }
        return true;
    }

    private void compact(long now, long revision) {
        try {
            applier.apply(new Entry.Compaction(revision));
            rule.done(now, revision);
        } catch (Refused refused) {
            if (refused.text().equals(Refusal.COMPACTED.text())) {
                rule.done(now, revision);
            } else {
                LOG.log(Level.WARNING, "the history before " + revision + " is kept for now: " + refused.text());
            }
        }
    }

    @Override
    public void close() {
        ticker.close();
    }
}
