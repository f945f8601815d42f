package io.mainstay.etcd.embedded.internal.bolt;

import java.io.IOException;
import java.io.Serial;

/** A file is not what it should be: no bbolt file, or a damaged one, or one with something else in it. */
public final class BoltException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Says what is wrong with the file, beginning with "it". */
    public BoltException(String message) {
        super(message);
    }
}
