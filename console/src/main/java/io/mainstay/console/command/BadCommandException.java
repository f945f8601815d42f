package io.mainstay.console.command;

/** A command that makes no sense as it was given; the message says why, to the person who gave it. */
public final class BadCommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** A refusal with its reason. */
    public BadCommandException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What is wrong with it. */
    public Kind kind() {
        return kind;
    }

    /** What can be wrong with a command. */
    public enum Kind {
        /** Its arguments: too few, too many, or at odds with each other. */
        ARGUMENTS,
        /** A value of a flag that is not served. */
        FEATURE,
        /** What was read from standard input. */
        INPUT,
        /** Anything else. */
        OTHER
    }
}
