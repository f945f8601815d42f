package io.mainstay.etcd.embedded.internal.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps what happened in a period. The newest revision is noted ten times in it, or ten times an hour where it is
 * longer; once a period has gone by, history is forgotten up to what was the newest a period ago, and again after every
 * further period, or every further hour.
 */
public final class PeriodRule implements CompactionRule {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int NOTES = 10;

    private final long period;
    private final long pace;
    private final Deque<Long> notes = new ArrayDeque<>();
    private final int most;
    private long wait;
    private long lastTime;
    private long lastRevision;

    /** Keeps what happened in this period. */
    public PeriodRule(Duration period) {
        this.period = period.toNanos();
        this.pace = Math.min(this.period, LONGEST.toNanos());
        this.most = Math.toIntExact(this.period / interval().toNanos()) + 1;
        this.wait = this.period;
    }

    @Override
    public Duration interval() {
        return Duration.ofNanos(pace / NOTES);
    }

    @Override
    public void begin(long now, long revision) {
        lastTime = now;
        note(revision);
    }

    @Override
    public long due(long now, long revision) {
        long oldest = notes.getFirst();
        note(revision);
        return now - lastTime >= wait && oldest != lastRevision ? oldest : 0;
    }

    @Override
    public void done(long now, long revision) {
        wait = pace;
        lastTime = now;
        lastRevision = revision;
    }

    private void note(long revision) {
        notes.addLast(revision);
        if (notes.size() > most) {
            notes.removeFirst();
        }
    }
}
