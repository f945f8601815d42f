package io.mainstay.etcd.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/**
 * What of one attempt crossed the wire: whether its head went out, and whether a server ended it. A server cannot run a
 * request whose head was never written in full, so an attempt without it was certainly not sent.
 */
final class WireTrace extends ClientStreamTracer {
    private static final CallOptions.Key<WireTrace> OF_ATTEMPT = CallOptions.Key.create("mainstay-wire-trace");

    private static final CallOptions TRACED =
            CallOptions.DEFAULT.withStreamTracerFactory(new ClientStreamTracer.Factory() {
                @Override
                public ClientStreamTracer newClientStreamTracer(StreamInfo info, Metadata headers) {
                    return info.getCallOptions().getOption(OF_ATTEMPT);
                }
            });

    private final boolean secure;
    private volatile boolean sent;
    private volatile boolean answered;

    /**
     * A trace of one attempt.
     *
     * @param secure whether it goes over TLS
     */
    WireTrace(boolean secure) {
        this.secure = secure;
    }

    /** Whether the attempt goes over TLS. */
    boolean secure() {
        return secure;
    }

    /** The options of a call that this follows. */
    CallOptions options() {
        return TRACED.withOption(OF_ATTEMPT, this);
    }

    /** Whether any part of the request may have reached a server. */
    boolean sent() {
        return sent;
    }

    /** Whether a server ended the call with a status of its own. */
    boolean answered() {
        return answered;
    }

    @Override
    public void outboundHeaders() {
        sent = true;
    }

    @Override
    public void inboundTrailers(Metadata trailers) {
        answered = true;
    }
}
