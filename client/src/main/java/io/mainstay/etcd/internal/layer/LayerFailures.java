package io.mainstay.etcd.internal.layer;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.spi.TransportFailure;

/**
 * How the failure of a layer goes up to the client: as an answer of the transport, with the layer's exception as its
 * cause, from which the client makes the exception its user catches.
 */
public final class LayerFailures {
    private LayerFailures() {}

    /** The failure of a request that never went to the wire. */
    public static TransportFailure ofRequest(RuntimeException thrown) {
        return of(thrown, false);
    }

    /** The failure to make something of an answer; what was asked for has been done. */
    public static TransportFailure ofAnswer(RuntimeException thrown) {
        return of(thrown, true);
    }

    private static TransportFailure of(RuntimeException thrown, boolean sent) {
        if (thrown instanceof EtcdException typed) {
            return new TransportFailure(typed.code(), typed.etcdMessage(), sent, typed);
        }
        return new TransportFailure(ErrorCode.INTERNAL, "a layer of the client failed: " + thrown, sent, thrown);
    }
}
