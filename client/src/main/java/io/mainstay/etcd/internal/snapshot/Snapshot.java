package io.mainstay.etcd.internal.snapshot;

import io.mainstay.etcd.cluster.SnapshotOptions;
import io.mainstay.etcd.cluster.SnapshotRequest;
import io.mainstay.etcd.cluster.SnapshotResult;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.call.StreamPass;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.snapshot.ChunkQueue.Item;
import io.mainstay.etcd.internal.stream.ServerStream;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot being taken: read and written by the thread that runs it, which may block; the transport's never does.
 *
 * <p>Until the first piece has come, a member that cannot be reached is tried again for as long as a call of the client
 * may take; after that a snapshot is all or nothing. A member that is silent for that long has ended it too.
 */
public final class Snapshot {
    /** How many pieces may be on their way or waiting: enough to keep the wire busy while the disk writes. */
    private static final int AHEAD = 16;

    private static final String OPERATION = Rpcs.SNAPSHOT.shortName();

    private final CallEngine calls;
    private final Line line;
    private final SnapshotOptions options;
    private final long startedAt;
    private final StreamPass pass;
    private volatile ChunkQueue queue = new ChunkQueue();
    private volatile boolean cancelled;

    /** A snapshot of the member at the end of a line. */
    public Snapshot(CallEngine calls, Line line, SnapshotOptions options) {
        this.calls = calls;
        this.line = line;
        this.options = options;
        this.startedAt = calls.clock().nanoTime();
        this.pass = new StreamPass(calls, OPERATION);
    }

    /** Writes it to a file, which is there when this returns and untouched when it throws. */
    public SnapshotResult to(Path file) {
        try (PartFile part = PartFile.of(file)) {
            SnapshotResult result = read(part.stream());
            if (cancelled) {
                throw cancelledByCaller();
            }
            part.finish();
            return result;
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Writes it to a stream. */
    public SnapshotResult to(OutputStream out) {
        try {
            SnapshotResult result = read(out);
            out.flush();
            return result;
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Ends it, from any thread; what runs it then throws. */
    public void cancel() {
        cancelled = true;
        queue.cancel();
    }

    private SnapshotResult read(OutputStream out) throws IOException {
        for (int attempt = 1; ; attempt++) {
            SnapshotCheck check = new SnapshotCheck();
            TransportFailure failure = stream(check, out);
            if (failure == null) {
                String fault = check.fault().orElse(null);
                if (fault != null) {
                    throw ErrorMapper.snapshot(ErrorCode.DATA_LOSS, fault, endpoint(), null);
                }
                out.write(check.hash().toByteArray());
                return check.result();
            }
            if (calls.isClosed()) {
                throw ErrorMapper.closed(OPERATION, false);
            }
            if (pass.mayRenew(failure)) {
                continue;
            }
            EtcdException mapped = ErrorMapper.map(failure, OPERATION, endpoint(), false);
            if (check.progress().total() >= 0 || failure.code() != ErrorCode.UNAVAILABLE) {
                throw mapped;
            }
            pause(calls.backoff().after(attempt, 1), mapped);
        }
    }

    /** Takes what one stream brings; the failure that it ended with, or null when the member ended it. */
    private @Nullable TransportFailure stream(SnapshotCheck check, OutputStream out) throws IOException {
        ChunkQueue pieces = new ChunkQueue();
        queue = pieces;
        ServerStream<SnapshotRequest, ?> stream =
                ServerStream.open(line, Rpcs.SNAPSHOT, new SnapshotRequest(), pass.context(), calls.emitter(), pieces);
        try {
            stream.request(AHEAD);
            while (true) {
                Item item = next(pieces);
                if (item instanceof Item.End end) {
                    return end.failure();
                }
                if (item instanceof Item.Piece piece) {
                    write(check, check.take(piece.chunk()), out);
                    stream.request(1);
                }
            }
        } finally {
            stream.cancel();
        }
    }

    private void write(SnapshotCheck check, @Nullable Bytes piece, OutputStream out) throws IOException {
        if (piece != null) {
            out.write(piece.toByteArray());
            options.progress().accept(check.progress());
        }
    }

    /** The next item; a cancel, an interrupt, and time that is up end the snapshot here. */
    private Item next(ChunkQueue pieces) {
        Duration left = options.timeout().minus(elapsed());
        Duration patience = calls.timeout().compareTo(left) < 0 ? calls.timeout() : left;
        Item item = left.isNegative() || cancelled ? null : await(pieces, patience);
        if (cancelled || item instanceof Item.Cancelled) {
            throw cancelledByCaller();
        }
        if (item == null) {
            Duration limit = patience.equals(left) || left.isNegative() ? options.timeout() : patience;
            throw ErrorMapper.deadline(OPERATION, endpoint(), false, limit, null);
        }
        return item;
    }

    private void pause(Duration wait, EtcdException why) {
        if (elapsed().plus(wait).compareTo(calls.timeout()) > 0) {
            throw ErrorMapper.deadline(OPERATION, endpoint(), false, calls.timeout(), why);
        }
        if (cancelled || await(queue, wait) instanceof Item.Cancelled) {
            throw cancelledByCaller();
        }
    }

    private static @Nullable Item await(ChunkQueue pieces, Duration atMost) {
        try {
            return pieces.next(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorMapper.interrupted(OPERATION);
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(calls.clock().nanoTime() - startedAt);
    }

    private EtcdException cancelledByCaller() {
        return ErrorMapper.cancelledByCaller(OPERATION, endpoint());
    }

    private EtcdException cannotWrite(IOException e) {
        return ErrorMapper.snapshot(ErrorCode.INTERNAL, "cannot be written: " + e, endpoint(), e);
    }

    private String endpoint() {
        return line.endpoint().toString();
    }
}
