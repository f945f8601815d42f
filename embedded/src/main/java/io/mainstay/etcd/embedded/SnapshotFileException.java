package io.mainstay.etcd.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A file that an embedded etcd was to start with, and cannot. The message says what is wrong with it. */
public final class SnapshotFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    SnapshotFileException(Path file, IOException cause) {
        super("cannot start with the snapshot " + file + ": " + cause.getMessage(), cause);
        this.file = file;
    }

    /** The file, which is left as it is. */
    public Path file() {
        return file;
    }
}
