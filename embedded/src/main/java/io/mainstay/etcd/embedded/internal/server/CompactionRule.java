package io.mainstay.etcd.embedded.internal.server;

import java.time.Duration;

/**
 * Decides when history is forgotten, and how much of it. Times are nanoseconds since the server started. For one thread
 * at a time.
 */
public sealed interface CompactionRule permits RevisionRule, PeriodRule {
    /** How often it is to be asked. */
    Duration interval();

    /** The server has started, at a revision. */
    void begin(long now, long revision);

    /** At which revision to compact now, the newest being given; 0 for not at all. */
    long due(long now, long revision);

    /** What was due is done. */
    void done(long now, long revision);
}
