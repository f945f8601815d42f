package io.mainstay.etcd.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * A hold on one member, with calls that answer through a future; apart from that the same as {@link Maintenance}.
 */
public interface AsyncMaintenance {
    /** The member's state. */
    CompletableFuture<StatusResult> status();

    /** As {@link Maintenance#hashKv}. */
    CompletableFuture<HashKvResult> hashKv(long revision);

    /** As {@link Maintenance#hash}. */
    CompletableFuture<HashResult> hash();

    /** As {@link Maintenance#alarms}. */
    CompletableFuture<List<Alarm>> alarms();

    /** As {@link Maintenance#defragment()}. */
    CompletableFuture<DefragmentResult> defragment();

    /** As {@link Maintenance#defragment(Duration)}. */
    CompletableFuture<DefragmentResult> defragment(Duration timeout);

    /**
     * As {@link Maintenance#snapshot(Path, UnaryOperator)}, written by a thread of its own; the progress is told there.
     * Cancelling the future stops it and deletes the part.
     */
    CompletableFuture<SnapshotResult> snapshot(Path file, UnaryOperator<SnapshotOptions> options);
}
