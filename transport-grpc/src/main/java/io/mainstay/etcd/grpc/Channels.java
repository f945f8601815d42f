package io.mainstay.etcd.grpc;

import io.grpc.Codec;
import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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
                .channelType(type(endpoint))
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
        Path file = endpoint.socketFile().orElse(null);
        if (file != null) {
            return NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(file))
                    .overrideAuthority(endpoint.host());
        }
        InetAddress known = endpoint.address() != null ? endpoint.address() : inDigits(endpoint.host());
        if (known == null) {
            return NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port());
        }
        return NettyChannelBuilder.forAddress(new InetSocketAddress(known, endpoint.port()))
                .overrideAuthority(authority(endpoint));
    }

    /** The JDK's own sockets of the file system need no native part. */
    private static Class<? extends Channel> type(Endpoint endpoint) {
        return endpoint.socketFile().isPresent() ? NioDomainSocketChannel.class : NioSocketChannel.class;
    }

    private static @Nullable InetAddress inDigits(String host) {
        byte[] digits = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            return digits == null ? null : InetAddress.getByAddress(digits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + host, e);
        }
    }

    private static String authority(Endpoint endpoint) {
        String host = endpoint.host();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + endpoint.port();
    }

    /** grpc-java has the engine check the server's name against the endpoint's own host. */
    private static void secure(NettyChannelBuilder builder, Endpoint endpoint, ConnectOptions options) {
        if (!endpoint.isSecured()) {
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
        InetAddress address = inDigits(host);
        return address != null && address.isLoopbackAddress();
    }
}
