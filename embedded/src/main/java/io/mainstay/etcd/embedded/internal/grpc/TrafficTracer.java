package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.mainstay.etcd.embedded.internal.metrics.Traffic;
import java.util.Set;

/** Counts one call or stream of gRPC. */
final class TrafficTracer extends ServerStreamTracer {
    private static final Metadata.Key<String> VERSION =
            Metadata.Key.of("client-api-version", Metadata.ASCII_STRING_MARSHALLER);
    private static final ServerStreamTracer NONE = new ServerStreamTracer() {};

    private final Traffic.Call call;

    private TrafficTracer(Traffic.Call call) {
        this.call = call;
    }

    /** Counts those of the methods that are served. */
    static Factory of(Traffic traffic, Set<String> served) {
        return new Factory() {
            @Override
            public ServerStreamTracer newServerStreamTracer(String fullName, Metadata headers) {
                return served.contains(fullName)
                        ? new TrafficTracer(traffic.begin(fullName, headers.get(VERSION)))
                        : NONE;
            }
        };
    }

    @Override
    public void inboundMessageRead(int number, long wireSize, long uncompressedSize) {
        call.received(uncompressedSize);
    }

    @Override
    public void outboundMessageSent(int number, long wireSize, long uncompressedSize) {
        call.sent(uncompressedSize);
    }

    @Override
    public void streamClosed(Status status) {
        call.ended(status.getCode());
    }
}
