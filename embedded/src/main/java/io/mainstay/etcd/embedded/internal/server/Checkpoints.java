package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.disk.EntryLog;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.metrics.LogTimes;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import io.mainstay.etcd.spi.DaemonThreads;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes a checkpoint when the log has grown long, and when a compaction has left much less to keep than is on the disk.
 * It is written by a thread of its own, from an immutable state, while writes go on.
 */
final class Checkpoints implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Checkpoints.class.getName());
    private static final long LITTLE = 256L << 10;

    private final EntryLog log;
    private final GuardedMachine machine;
    private final LogTimes times;
    private final ThreadFactory threads;
    private @Nullable Thread writer;
    private boolean compacted;
    private final long longLog;
    private volatile long allowed;
    private volatile boolean stopping;

    Checkpoints(EntryLog log, GuardedMachine machine, long longLog, LogTimes times, String name) {
        this.log = log;
        this.longLog = longLog;
        this.allowed = longLog;
        this.machine = machine;
        this.times = times;
        this.threads = DaemonThreads.named("embedded-etcd-checkpoint-" + name);
    }

    /**
     * Looks whether one is due after entries were applied; called by the thread that writes the log.
     * When this fails, the log may not be written any more.
     */
    void entriesApplied(List<Ticket<?>> tickets) throws IOException {
        compacted |= tickets.stream().anyMatch(ticket -> isCompaction(ticket.entry()));
        if ((compacted || log.logBytes() >= allowed) && (writer == null || !writer.isAlive())) {
            ServerState state = machine.with(StateMachine::state);
            long needed = state.store().size();
            boolean wasteful = log.logBytes() + log.checkpointBytes() > needed + Math.max(LITTLE, needed / 2);
            if (log.logBytes() >= allowed || wasteful) {
                begin(state);
            }
            compacted = false;
        }
    }

    private static boolean isCompaction(Entry<?> entry) {
        return entry instanceof Entry.By<?> by ? isCompaction(by.entry()) : entry instanceof Entry.Compaction;
    }

    private void begin(ServerState state) throws IOException {
        allowed = log.logBytes() + longLog;
        log.startPart();
        writer = threads.newThread(() -> write(state));
        writer.start();
    }

    private void write(ServerState state) {
        try {
            long begun = times.now();
            log.checkpoint(state, () -> stopping);
            times.checkpointed(begun);
            allowed = log.logBytes() + longLog;
            LOG.log(Level.DEBUG, "took a checkpoint at entry " + state.index());
        } catch (CancellationException stopped) {
            LOG.log(Level.DEBUG, "gave a checkpoint up, since the server stops");
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a checkpoint failed; it is tried again when the log has grown", e);
        }
    }

    /** Gives a checkpoint up that is being written. */
    @Override
    public void close() {
        stopping = true;
        if (writer != null) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
