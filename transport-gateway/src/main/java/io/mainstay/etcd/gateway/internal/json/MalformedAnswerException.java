package io.mainstay.etcd.gateway.internal.json;

import java.io.IOException;

/** An answer that is not what etcd's gateway would say; the message tells what is wrong with it. */
public final class MalformedAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedAnswerException(String message) {
        super(message);
    }

    MalformedAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
