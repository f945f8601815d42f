package io.mainstay.etcd.internal.sink;

import io.mainstay.etcd.stream.Write;
import io.mainstay.etcd.stream.WriteBurst;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A burst on its way through a sink; its fields belong to the sink's serial executor. */
final class Tracked {
    private final WriteBurst burst;
    private final boolean published;

    /** Completes on the owner's turn; the user gets a copy. */
    private final CompletableFuture<Long> done = new CompletableFuture<>();

    /** How many of its changes are packed into transactions. */
    int packed;

    /** How many of its changes are written. */
    int written;

    /** How many of its changes may have been written. */
    int unknown;

    /** The newest revision of what is written. */
    long revision;

    Tracked(WriteBurst burst, boolean published) {
        this.burst = burst;
        this.published = published;
    }

    WriteBurst burst() {
        return burst;
    }

    /** Whether it came from the publisher, which is asked for more when this is written. */
    boolean isPublished() {
        return published;
    }

    CompletableFuture<Long> done() {
        return done;
    }

    List<Write> unpacked() {
        return burst.writes().subList(packed, burst.writes().size());
    }

    boolean isPacked() {
        return packed == burst.writes().size();
    }

    boolean isWritten() {
        return written == burst.writes().size();
    }
}
