package io.mainstay.etcd.embedded.internal.door;

import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiator;
import io.mainstay.etcd.embedded.internal.gateway.Gateway;
import io.netty.channel.ChannelHandler;
import io.netty.util.AsciiString;
import java.time.Duration;

/**
 * How a new connection finds its protocol: a {@link Sniffer} each.
 *
 * @param gateway what takes the connections that speak HTTP/1.1
 * @param patience how long one may keep silent about what it speaks
 */
record PortNegotiator(Gateway gateway, Duration patience) implements InternalProtocolNegotiator.ProtocolNegotiator {
    @Override
    public AsciiString scheme() {
        return AsciiString.of("http");
    }

    @Override
    public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
        return new Sniffer(grpc, gateway, patience);
    }

    @Override
    public void close() {}
}
