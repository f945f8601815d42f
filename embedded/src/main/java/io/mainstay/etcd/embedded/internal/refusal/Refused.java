package io.mainstay.etcd.embedded.internal.refusal;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.TransportFailure;

/** A request that the server refuses. It carries no stack trace: it is an answer, not a fault. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** A refusal with its status code and etcd's exact text. */
    public Refused(ErrorCode code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    /** The status code. */
    public ErrorCode code() {
        return code;
    }

    /** The refusal as what a transport tells. */
    public TransportFailure failure() {
        return TransportFailure.answered(code, text());
    }

    /** The exact text. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
