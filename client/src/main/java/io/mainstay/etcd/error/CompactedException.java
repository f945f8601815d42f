package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** The revision asked for is no longer kept: history was compacted past it. */
public final class CompactedException extends EtcdException {
    private static final long serialVersionUID = 1L;

    private final long compactRevision;

    /** A failure with the oldest revision still kept, or 0 when the server did not say. */
    public CompactedException(Failure failure, String message, long compactRevision, @Nullable Throwable cause) {
        super(failure, message, cause);
        this.compactRevision = compactRevision;
    }

    /** The oldest revision that can still be read; 0 when the server did not say (reads are not told, watches are). */
    public long compactRevision() {
        return compactRevision;
    }
}
