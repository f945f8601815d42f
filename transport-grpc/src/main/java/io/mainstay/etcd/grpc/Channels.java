package io.mainstay.etcd.grpc;

import io.grpc.Codec;
import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Makes the gRPC channel of an endpoint, set so that it tries each call once and leaves all else to the client. */
final class Channels {
    private static final ApplicationProtocolConfig HTTP_2 = new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2);

    private Channels() {}

    static ManagedChannel make(Endpoint endpoint, ConnectOptions options, IoThread io, Executor resolver) {
        NettyChannelBuilder builder = builder(endpoint)
                .eventLoopGroup(io.group())
                .channelType(NioSocketChannel.class)
                .directExecutor()
                .offloadExecutor(resolver)
                .userAgent("mainstay")
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis(options.connectTimeout()))
                .keepAliveTime(options.keepAliveTime().toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(options.keepAliveTimeout().toNanos(), TimeUnit.NANOSECONDS)
                // etcd answers pings without a stream with GOAWAY too_many_pings.
                .keepAliveWithoutCalls(false)
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .disableRetry()
                .disableServiceConfigLookUp()
                // etcd does not compress; not offering it saves a header on every call.
                .decompressorRegistry(DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false))
                .compressorRegistry(CompressorRegistry.newEmptyInstance());
        if (isLoopback(endpoint.host())) {
            builder.proxyDetector(target -> null);
        }
        secure(builder, endpoint, options);
        return builder.build();
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, duration.toMillis()));
    }

    /** An address in digits is used as it is; a name is looked up, anew for each connection. */
    private static NettyChannelBuilder builder(Endpoint endpoint) {
        byte[] digits = NetUtil.createByteArrayFromIpAddressString(endpoint.host());
        if (digits == null) {
            return NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port());
        }
        try {
            InetAddress address = InetAddress.getByAddress(digits);
            return NettyChannelBuilder.forAddress(new InetSocketAddress(address, endpoint.port()))
                    .overrideAuthority(authority(endpoint));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + endpoint.host(), e);
        }
    }

    private static String authority(Endpoint endpoint) {
        String host = endpoint.host();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + endpoint.port();
    }

    /** grpc-java has the engine check the server's name against the endpoint's own host. */
    private static void secure(NettyChannelBuilder builder, Endpoint endpoint, ConnectOptions options) {
        if (endpoint.scheme().equals("http")) {
            builder.usePlaintext();
            return;
        }
        builder.sslContext(new JdkSslContext(
                options.sslContext(),
                true,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                HTTP_2,
                ClientAuth.NONE,
                null,
                false));
    }

    private static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        byte[] digits = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            return digits != null && InetAddress.getByAddress(digits).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
