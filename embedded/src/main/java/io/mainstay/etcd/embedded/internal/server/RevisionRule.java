package io.mainstay.etcd.embedded.internal.server;

import java.time.Duration;

/** Keeps so many revisions: every five minutes all older ones are forgotten. */
public final class RevisionRule implements CompactionRule {
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final long kept;
    private long last;

    /** Keeps this many revisions. */
    public RevisionRule(long kept) {
        this.kept = kept;
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void begin(long now, long revision) {}

    @Override
    public long due(long now, long revision) {
        long due = revision - kept;
        return due > 0 && due != last ? due : 0;
    }

    @Override
    public void done(long now, long revision) {
        last = revision;
    }
}
