package io.mainstay.etcd.internal.snapshot;

import io.mainstay.etcd.cluster.SnapshotChunk;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pieces between the transport's thread and the one that writes. It holds as many as room was made for, so it needs
 * no limit of its own.
 */
final class ChunkQueue implements StreamHandler<SnapshotChunk> {
    private final LinkedBlockingQueue<Item> items = new LinkedBlockingQueue<>();

    /** What the writer finds. */
    sealed interface Item {
        /** A piece. */
        record Piece(SnapshotChunk chunk) implements Item {}

        /** The stream is over; with a failure, unless the member ended it. */
        record End(@Nullable TransportFailure failure) implements Item {}

        /** Nobody wants the snapshot any more. */
        record Cancelled() implements Item {}
    }

    @Override
    public void onMessage(SnapshotChunk chunk) {
        items.add(new Item.Piece(chunk));
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        items.add(new Item.End(failure));
    }

    void cancel() {
        items.add(new Item.Cancelled());
    }

    /** The next, or null when none came in time. */
    @Nullable
    Item next(Duration atMost) throws InterruptedException {
        return items.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
