package io.mainstay.etcd.embedded.internal.door;

import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiator;
import io.mainstay.etcd.embedded.internal.gateway.Gateway;
import io.mainstay.etcd.spi.ServerTls;
import io.netty.channel.ChannelHandler;
import io.netty.util.AsciiString;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a new connection finds its protocol: a {@link Sniffer} each, behind a {@link Handshake} where there is TLS.
 *
 * @param gateway what takes the connections that speak HTTP/1.1
 * @param patience how long one may keep silent about what it speaks
 * @param tls that of the door; null for none
 */
record PortNegotiator(
        Gateway gateway, Duration patience, @Nullable ServerTls tls)
        implements InternalProtocolNegotiator.ProtocolNegotiator {
    @Override
    public AsciiString scheme() {
        return AsciiString.of(tls == null ? "http" : "https");
    }

    @Override
    public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
        Sniffer sniffer = new Sniffer(grpc, gateway, patience);
        return tls == null ? sniffer : new Handshake(tls, patience, sniffer);
    }

    @Override
    public void close() {}
}
