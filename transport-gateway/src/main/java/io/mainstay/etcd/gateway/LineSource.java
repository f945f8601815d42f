package io.mainstay.etcd.gateway;

import io.mainstay.etcd.spi.TransportFailure;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one streamed answer. What waits here is never more than what one read brought: more is read only when
 * all of it was taken. Lives on the transport's thread.
 */
final class LineSource implements Post.Reader {
    /** Far more than etcd puts into one message, which with fragments is 2 MiB and a single event. */
    private static final int LONGEST = 256 * 1024 * 1024;

    private final LineSplitter splitter = new LineSplitter(LONGEST, this::add);
    private final ArrayDeque<byte[]> lines = new ArrayDeque<>();
    private final Runnable ready;
    private @Nullable Post post;
    private boolean ended;
    private @Nullable TransportFailure failure;

    /** A source that says when it has lines or its end to give. */
    LineSource(Runnable ready) {
        this.ready = ready;
    }

    /** Reads the answer to this request. */
    void read(Post sent) {
        post = sent;
        sent.demand();
    }

    /** Takes a line; when there is none it says again when there is. */
    byte @Nullable [] take() {
        byte[] line = lines.poll();
        if (line == null && post != null && !ended) {
            post.demand();
        }
        return line;
    }

    /** Whether a line can be taken at once. */
    boolean hasLine() {
        return !lines.isEmpty();
    }

    /** Whether every line was taken and there will be no more. */
    boolean isOver() {
        return ended && lines.isEmpty();
    }

    /** Why it ended, or null when its answer was complete. */
    @Nullable
    TransportFailure failure() {
        return failure;
    }

    /** Stops reading, and drops what was read. */
    void abort() {
        ended = true;
        lines.clear();
        if (post != null) {
            post.abort();
        }
    }

    private void add(byte[] line) {
        lines.add(line);
    }

    @Override
    public void onBytes(List<ByteBuffer> bytes) {
        try {
            for (ByteBuffer buffer : bytes) {
                splitter.feed(buffer);
            }
        } catch (LineSplitter.LineTooLongException tooLong) {
            if (post != null) {
                post.abort();
            }
            over(Failures.broken("a line of the answer is longer than " + LONGEST + " bytes"));
            return;
        }
        if (!lines.isEmpty()) {
            ready.run();
        } else if (post != null) {
            post.demand();
        }
    }

    @Override
    public void onEnd(@Nullable TransportFailure why) {
        if (why == null) {
            splitter.end();
        }
        over(why);
    }

    private void over(@Nullable TransportFailure why) {
        ended = true;
        failure = why;
        ready.run();
    }
}
