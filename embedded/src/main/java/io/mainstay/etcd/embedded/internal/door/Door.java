package io.mainstay.etcd.embedded.internal.door;

import io.grpc.Codec;
import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;
import io.grpc.Server;
import io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.mainstay.etcd.embedded.internal.gateway.Gateway;
import io.mainstay.etcd.embedded.internal.grpc.Services;
import io.mainstay.etcd.embedded.internal.procedure.Backing;
import io.mainstay.etcd.embedded.internal.procedure.DoorLimits;
import io.mainstay.etcd.embedded.internal.procedure.OpenCalls;
import io.mainstay.etcd.spi.ServerTls;
import io.mainstay.etcd.spi.Transport;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A port that speaks as etcd's does, gRPC and HTTP/1.1, and has all its answers from a transport. Several doors may
 * lead to the same transport; a door does not close it.
 *
 * <p>Thread-safe. The transport is called on the door's one thread and must not block it.
 */
public final class Door implements AutoCloseable {
    /** Larger messages break their stream instead of being answered. */
    private static final int LARGEST_ANSWERED = 128 * 1024 * 1024;

    private static final Duration PART_OF_CLOSE = Duration.ofSeconds(1);

    private final Server server;
    private final IoThread io;
    private final OpenCalls openCalls;
    private final Gateway gateway;
    private final String scheme;
    private final InetSocketAddress address;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Door(Server server, IoThread io, OpenCalls openCalls, Gateway gateway, String scheme) {
        this.server = server;
        this.io = io;
        this.openCalls = openCalls;
        this.gateway = gateway;
        this.scheme = scheme;
        this.address = (InetSocketAddress) server.getListenSockets().get(0);
    }

    /** Opens a door in clear to a transport, with the limits of an etcd without any flag. */
    public static Door open(Transport inner, InetSocketAddress listen) {
        return open(inner, listen, DoorLimits.DEFAULT);
    }

    /** Opens a door in clear to a transport. */
    public static Door open(Transport inner, InetSocketAddress listen, DoorLimits limits) {
        return open(Backing.of(inner), listen, limits, null);
    }

    /**
     * Opens a door.
     *
     * @param backing what is behind it
     * @param listen where to listen; port 0 picks a free one
     * @param tls how everything is spoken; null for in clear
     * @throws UncheckedIOException when that address cannot be had; the message names it
     */
    public static Door open(Backing backing, InetSocketAddress listen, DoorLimits limits, @Nullable ServerTls tls) {
        IoThread io = new IoThread("mainstay-door-" + listen.getPort());
        OpenCalls openCalls = new OpenCalls();
        Gateway gateway = new Gateway(backing, limits, openCalls);
        Services services = new Services(backing, limits, openCalls);
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        listen,
                        InternalNettyServerCredentials.create(new PortNegotiator(gateway, limits.patience(), tls)))
                .bossEventLoopGroup(io.group())
                .workerEventLoopGroup(io.group())
                .channelType(NioServerSocketChannel.class)
                .directExecutor()
                .maxInboundMessageSize(Math.max(LARGEST_ANSWERED, limits.maxMessageBytes()))
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(false)
                .keepAliveTime(2, TimeUnit.HOURS)
                .keepAliveTimeout(20, TimeUnit.SECONDS)
                .compressorRegistry(CompressorRegistry.newEmptyInstance())
                .decompressorRegistry(DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false))
                .addStreamTracerFactory(services.counting())
                .fallbackHandlerRegistry(services.others())
                .addServices(services.all());
        try {
            return new Door(builder.build().start(), io, openCalls, gateway, tls == null ? "http" : "https");
        } catch (IOException e) {
            io.close(PART_OF_CLOSE);
            throw new UncheckedIOException("cannot listen on " + listen + ": " + reason(e), e);
        }
    }

    private static String reason(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** Where the door listens, with its true port. */
    public InetSocketAddress address() {
        return address;
    }

    /** Where clients on this machine reach it, like {@code http://127.0.0.1:2379}, or {@code https://} with TLS. */
    public String url() {
        InetAddress host = address.getAddress();
        String shown = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
        return scheme + "://" + (shown.indexOf(':') >= 0 ? "[" + shown + "]" : shown) + ":" + address.getPort();
    }

    /** Serves nothing until it is thawed: connections stay, the system takes new ones, and nobody answers. */
    public void freeze() {
        io.freeze();
    }

    /** Serves again, beginning with what has come meanwhile. */
    public void thaw() {
        io.thaw();
    }

    /** Ends every connection with its calls and streams, and the door's thread. Waits a few seconds at the most. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        io.thaw();
        openCalls.close();
        server.shutdown();
        gateway.close(io.isCurrent() ? Duration.ZERO : PART_OF_CLOSE);
        try {
            if (!server.awaitTermination(PART_OF_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        io.close(PART_OF_CLOSE);
    }
}
