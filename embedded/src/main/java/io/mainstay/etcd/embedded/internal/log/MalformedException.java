package io.mainstay.etcd.embedded.internal.log;

/** Bytes that are not what they should be. It carries no stack trace: whoever read them says where they are. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public MalformedException(String message) {
        super(message, null, false, false);
    }
}
