package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;

/** What the program ends with; the numbers are etcdctl's. */
final class ExitCodes {
    static final int OK = 0;
    static final int ERROR = 1;
    static final int BAD_CONNECTION = 2;
    static final int BAD_INPUT = 3;
    static final int BAD_FEATURE = 4;
    static final int INTERRUPTED = 5;
    static final int IO = 6;
    static final int BAD_ARGUMENTS = 128;
    /** As when a signal ends a program whose reader has gone away. */
    static final int BROKEN_PIPE = 141;

    private ExitCodes() {}

    static int of(BadCommandException.Kind kind) {
        return switch (kind) {
            case ARGUMENTS -> BAD_ARGUMENTS;
            case FEATURE -> BAD_FEATURE;
            case INPUT -> BAD_INPUT;
            case OTHER -> ERROR;
        };
    }
}
