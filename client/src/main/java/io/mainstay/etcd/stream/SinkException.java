package io.mainstay.etcd.stream;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.Bytes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sink has ended before all was written. It tells exactly what was written; the cause tells why it ended, where
 * that was a failed call.
 */
public final class SinkException extends EtcdException {
    private static final long serialVersionUID = 1L;

    private final transient SinkResult result;
    private final transient @Nullable Bytes conflict;
    private final transient List<WriteBurst> unknown;
    private final transient List<WriteBurst> notWritten;

    /** A failure with what was written and what was not. */
    public SinkException(Failure failure, String message, @Nullable Throwable cause, SinkResult result, Rest rest) {
        super(failure, message, cause);
        this.result = result;
        this.conflict = rest.conflict();
        this.unknown = rest.unknown();
        this.notWritten = rest.notWritten();
    }

    /**
     * What was given to a sink and is not surely written.
     *
     * @param conflict the key that did not stand as a write demanded, or null when that was not the reason
     * @param unknown bursts of which some change may have been written
     * @param notWritten bursts of which some change surely was not written, and none is unknown
     */
    public record Rest(@Nullable Bytes conflict, List<WriteBurst> unknown, List<WriteBurst> notWritten) {}

    /** The sums of what was done. */
    public SinkResult result() {
        return result;
    }

    /** The key that did not stand as a write demanded; empty when that was not the reason. */
    public Optional<Bytes> conflict() {
        return Optional.ofNullable(conflict);
    }

    /** The bursts of which some change may have been written, in the order in which they were given. */
    public List<WriteBurst> unknown() {
        return unknown;
    }

    /**
     * The bursts of which some change surely was not written, in the order in which they were given; bursts that were
     * refused without entering the queue are not among them. Of a burst that fits into a transaction, no change was.
     */
    public List<WriteBurst> notWritten() {
        return notWritten;
    }
}
