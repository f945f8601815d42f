package io.mainstay.etcd.embedded.internal.procedure;

import io.grpc.Status;
import io.mainstay.etcd.spi.TransportFailure;
import org.jspecify.annotations.Nullable;

/** The statuses with which calls end. */
public final class Statuses {
    private Statuses() {}

    /** The status that tells a failure, or OK for none. */
    public static Status of(@Nullable TransportFailure failure) {
        return failure == null
                ? Status.OK
                : Status.fromCodeValue(failure.code().number()).withDescription(failure.text());
    }

    /** The words of a Go server for a method that it does not have. */
    public static Status unknownMethod(String service, String method) {
        return Status.UNIMPLEMENTED.withDescription("unknown method " + method + " for service " + service);
    }

    /** A message from a client is larger than is let through. */
    public static Status tooLarge(int bytes, int most) {
        return Status.RESOURCE_EXHAUSTED.withDescription(
                "grpc: received message larger than max (" + bytes + " vs. " + most + ")");
    }
}
