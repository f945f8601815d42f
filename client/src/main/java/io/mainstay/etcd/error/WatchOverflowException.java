package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/**
 * A watch that was to end rather than be late has ended: its reader let too many events wait. All that waited is
 * delivered before this; what came after is not lost on the server and can be watched from {@link #resumeRevision()}
 * on.
 */
public final class WatchOverflowException extends EtcdException {
    private static final long serialVersionUID = 1L;

    private final long resumeRevision;

    /** A failure with the first revision that was not delivered. */
    public WatchOverflowException(Failure failure, String message, long resumeRevision, @Nullable Throwable cause) {
        super(failure, message, cause);
        this.resumeRevision = resumeRevision;
    }

    /** The first revision that was not delivered: where a new watch goes on without a gap. */
    public long resumeRevision() {
        return resumeRevision;
    }
}
