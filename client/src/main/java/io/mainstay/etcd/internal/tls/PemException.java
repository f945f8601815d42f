package io.mainstay.etcd.internal.tls;

import org.jspecify.annotations.Nullable;

/** Text that is not the PEM it should be; the message says what is wrong and what to do, and shows no key. */
final class PemException extends Exception {
    private static final long serialVersionUID = 1L;

    PemException(String message) {
        super(message);
    }

    PemException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
