package io.mainstay.etcd.embedded.directory;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A data directory that cannot be used, and is left as it is. The message says what is wrong with it and what to do.
 */
public final class DataDirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path directory;
    private final Reason reason;

    /** Why a directory is refused. */
    public enum Reason {
        /** Another server, in this process or another, uses it. */
        IN_USE,
        /** It holds files of something else, such as a real etcd. */
        FOREIGN,
        /** It belongs to another cluster than the one that was asked for. */
        OTHER_CLUSTER,
        /** It was written by a newer or older version of this program, in a format that this one does not know. */
        OTHER_FORMAT,
        /** Its files are damaged, or some are missing, in a way that a crash cannot explain. */
        DAMAGED,
        /** It cannot be read or written at all. */
        INACCESSIBLE
    }

    /** A refusal of a directory. */
    public DataDirectoryException(Path directory, Reason reason, String detail, @Nullable Throwable cause) {
        super("the data directory " + directory + " cannot be used: " + detail, cause);
        this.directory = directory;
        this.reason = reason;
    }

    /** The directory. */
    public Path directory() {
        return directory;
    }

    /** Why it is refused. */
    public Reason reason() {
        return reason;
    }
}
