package io.mainstay.etcd.embedded.internal.gateway;

import io.mainstay.etcd.embedded.internal.procedure.Backing;
import io.mainstay.etcd.embedded.internal.procedure.DoorLimits;
import io.mainstay.etcd.embedded.internal.procedure.OpenCalls;
import io.mainstay.etcd.embedded.internal.procedure.Procedure;
import io.mainstay.etcd.embedded.internal.procedure.Procedures;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Serves HTTP/1.1 connections from a transport: etcd's JSON gateway, and the pages about health and version. */
public final class Gateway {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int LARGEST_HEADER = 64 * 1024;
    private static final int LARGEST_PART = 64 * 1024;

    private final Backing backing;
    private final Probes probes;
    private final DoorLimits limits;
    private final OpenCalls openCalls;
    private final Map<String, Procedure<?, ?>> procedures;
    private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

    /** A gateway that has its answers from what is behind a door. */
    public Gateway(Backing backing, DoorLimits limits, OpenCalls openCalls) {
        this.backing = backing;
        this.probes = new Probes(backing);
        this.limits = limits;
        this.openCalls = openCalls;
        procedures = Procedures.all(limits).stream()
                .collect(Collectors.toMap(procedure -> procedure.rpc().fullName(), Function.identity()));
    }

    /** Takes a connection over; what has been read from it already comes in through its pipeline. */
    public void take(Channel channel) {
        connections.add(channel);
        channel.config().setAutoRead(false);
        ServedCall.Line line = new ServedCall.Line(
                backing.inner(),
                backing.traffic(),
                openCalls,
                new Turns(channel.eventLoop()),
                limits.maxMessageBytes(),
                limits.oldErrors() ? GatewayErrors.OLD : GatewayErrors.NEW);
        HttpConnection connection = new HttpConnection(new Router(line, procedures, probes), limits.patience());
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object bytes) {
                connection.bytesArrived((ByteBuf) bytes);
                ctx.fireChannelRead(bytes);
            }
        });
        channel.pipeline()
                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(LONGEST_LINE)
                        .setMaxHeaderSize(LARGEST_HEADER)
                        .setMaxChunkSize(LARGEST_PART)))
                .addLast(connection);
        channel.read();
    }

    /** Ends every connection, and each that is taken over from now on; waits so long at the most for their end. */
    public void close(Duration atMost) {
        var unused = connections.close().awaitUninterruptibly(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
