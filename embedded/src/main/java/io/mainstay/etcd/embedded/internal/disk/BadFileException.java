package io.mainstay.etcd.embedded.internal.disk;

/** A file that is not as it was written. It carries no stack trace: whoever reads says which file. */
final class BadFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean otherFormat;

    private BadFileException(String message, boolean otherFormat) {
        super(message, null, false, false);
        this.otherFormat = otherFormat;
    }

    /** Damage at an offset. */
    BadFileException(long offset, String message) {
        this("at offset " + offset + ": " + message, false);
    }

    static BadFileException otherFormat(String message) {
        return new BadFileException(message, true);
    }

    boolean isOtherFormat() {
        return otherFormat;
    }
}
