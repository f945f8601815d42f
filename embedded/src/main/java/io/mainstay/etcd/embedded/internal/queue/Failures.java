package io.mainstay.etcd.embedded.internal.queue;

import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.TransportFailure;

/**
 * The failures of the services. In etcd they are clients of their own server and pass on what it refuses as mere words,
 * so all but the end of the server has the code UNKNOWN.
 */
final class Failures {
    static final TransportFailure STOPPED = TransportFailure.answered(Refusal.STOPPED.code(), Refusal.STOPPED.text());

    private Failures() {}

    static TransportFailure of(Refused refused) {
        return refused.code() == Refusal.STOPPED.code()
                ? STOPPED
                : TransportFailure.answered(ErrorCode.UNKNOWN, refused.text());
    }

    /** A refusal of the service's own, or of the server in the service's code. */
    static Refused refused(String text) {
        return new Refused(ErrorCode.UNKNOWN, text);
    }
}
