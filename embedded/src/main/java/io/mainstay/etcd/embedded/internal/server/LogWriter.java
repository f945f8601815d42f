package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.disk.EntryLog;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.metrics.LogTimes;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.DaemonThreads;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a durable server that writes its log. It takes what has gathered while the disk was busy, writes it
 * in one piece, forces it, and only then applies it, entry by entry: so concurrent writes share what a disk takes
 * long for, and nobody sees anything that could still be lost.
 *
 * <p>When the disk fails it takes no write any more: what a failed write has left on the disk is unknown, and only
 * reading it back tells.
 */
final class LogWriter implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LogWriter.class.getName());
    private static final int MAX_WAITING = 5000;
    private static final int BATCH_BYTES = 8 << 20;
    private static final int CLOSE_SECONDS = 10;

    private final EntryLog log;
    private final GuardedMachine machine;
    private final Checkpoints checkpoints;
    private final LogTimes times;
    private final LinkedBlockingQueue<Ticket<?>> queue = new LinkedBlockingQueue<>();
    private final Ticket<?> last = Ticket.when(state -> false, new Entry.Compaction(0));
    private final Thread thread;
    private @Nullable Ticket<?> held;
    private final LongAdder failed = new LongAdder();
    private volatile @Nullable Throwable broken;
    private boolean closed;

    LogWriter(EntryLog log, GuardedMachine machine, Checkpoints checkpoints, LogTimes times, String name) {
        this.log = log;
        this.machine = machine;
        this.checkpoints = checkpoints;
        this.times = times;
        this.thread = DaemonThreads.named("embedded-etcd-log-" + name).newThread(this::run);
    }

    /** Begins to take entries. */
    void start() {
        thread.start();
    }

    /** Takes an entry, which is applied once it is durable. Throws when it cannot be taken. */
    <R> Ticket<R> take(Ticket<R> ticket) {
        synchronized (this) {
            if (closed) {
                throw Refusal.STOPPED.refused();
            }
            if (broken != null) {
                throw new Refused(
                        ErrorCode.FAILED_PRECONDITION,
                        "mainstay: no write is taken since the log could not be written (" + broken
                                + "); start the server again when the disk is well");
            }
            if (queue.size() >= MAX_WAITING) {
                throw Refusal.TOO_MANY_REQUESTS.refused();
            }
            queue.add(ticket);
        }
        return ticket;
    }

    /** How many entries wait for the disk. */
    int waiting() {
        return queue.size();
    }

    /** How many entries were given up because the disk failed. */
    long failed() {
        return failed.sum();
    }

    /** Has what was taken written and applied, and ends the thread. */
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                queue.add(last);
            }
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                List<Ticket<?>> batch = nextBatch();
                more = batch.isEmpty() || batch.get(batch.size() - 1) != last;
                carryOut(batch);
            }
        } catch (InterruptedException never) {
            fail(List.of(), never);
        } finally {
            end();
        }
    }

    /**
     * What has gathered. An entry with a condition looks at the state that it will be applied to, so nothing may come
     * before it in its batch but different entries with conditions: those are the server's own, on a lease each.
     */
    private List<Ticket<?>> nextBatch() throws InterruptedException {
        List<Ticket<?>> batch = new ArrayList<>();
        Set<Entry<?>> conditional = new HashSet<>();
        long bytes = 0;
        Ticket<?> next = held != null ? held : queue.take();
        held = null;
        while (next != null) {
            boolean behindOthers = batch.size() > conditional.size();
            if (next.isConditional() && next != last && (behindOthers || !conditional.add(next.entry()))) {
                held = next;
                return batch;
            }
            batch.add(next);
            bytes += next.bytes().length;
            next = bytes < BATCH_BYTES && next != last ? queue.poll() : null;
        }
        return batch;
    }

    private void carryOut(List<Ticket<?>> batch) {
        try {
            if (broken != null) {
                throw new IOException("the log is broken", broken);
            }
            List<Ticket<?>> due = machine.with(state ->
                    batch.stream().filter(ticket -> ticket.isDue(state)).toList());
            if (!due.isEmpty()) {
                log.append(due.stream().map(Ticket::bytes).toList(), times);
                machine.with(state -> {
                    due.forEach(ticket -> ticket.applyTo(state));
                    return due.size();
                });
            }
            batch.forEach(Ticket::tell);
            if (!due.isEmpty()) {
                checkpoints.entriesApplied(due);
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(batch, e);
        }
    }

    private void fail(List<Ticket<?>> batch, Throwable cause) {
        if (broken == null) {
            broken = cause;
            LOG.log(Level.ERROR, "the log cannot be written, so no write is taken any more", cause);
        }
        Refused unknown = new Refused(
                ErrorCode.UNAVAILABLE,
                "mainstay: the log could not be written (" + cause
                        + "); whether this write survives shows when the server is started again");
        failed.add(batch.size());
        batch.forEach(ticket -> ticket.applied().completeExceptionally(unknown));
    }

    private void end() {
        checkpoints.close();
        try {
            log.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the data directory could not be closed", e);
        }
    }
}
