package io.mainstay.etcd.view;

/** Thrown by a decoder that cannot accept a value. */
public class ValueRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A refusal for a reason that may be shown to anyone, so without any part of the value. */
    public ValueRejectedException(String reason) {
        super(reason);
    }
}
