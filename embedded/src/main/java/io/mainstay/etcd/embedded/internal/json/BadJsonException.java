package io.mainstay.etcd.embedded.internal.json;

/** A text that is not the JSON of a message. It carries no stack trace: it is an answer, not a fault. */
public final class BadJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One with the words of a Go server. */
    public BadJsonException(String text) {
        super(text, null, false, false);
    }

    /** What is wrong, and where. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
