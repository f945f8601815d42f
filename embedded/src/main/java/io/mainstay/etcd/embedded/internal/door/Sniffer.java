package io.mainstay.etcd.embedded.internal.door;

import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiators;
import io.grpc.netty.InternalWriteBufferingAndExceptionHandlerUtils;
import io.mainstay.etcd.embedded.internal.gateway.Gateway;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The first handler of a connection, which tells by its first bytes what it speaks: HTTP/2's preface leads to gRPC, a
 * capital letter that does not go on like it to HTTP/1.1, and all else to the end. It is gone once it knows.
 */
final class Sniffer extends ByteToMessageDecoder {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final GrpcHttp2ConnectionHandler grpc;
    private final Gateway gateway;
    private final Duration patience;
    private @Nullable Object negotiation;
    private @Nullable Future<?> deadline;

    Sniffer(GrpcHttp2ConnectionHandler grpc, Gateway gateway, Duration patience) {
        this.grpc = grpc;
        this.gateway = gateway;
        this.patience = patience;
    }

    /** gRPC says with an event that the negotiation may begin; whoever negotiates next is to hear it too. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (negotiation == null) {
            negotiation = event;
            deadline = ctx.executor().schedule(() -> giveUp(ctx), patience.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (negotiation == null) {
            return;
        }
        int seen = Math.min(in.readableBytes(), PREFACE.length);
        for (int i = 0; i < seen; i++) {
            if (in.getByte(in.readerIndex() + i) != PREFACE[i]) {
                byte first = in.getByte(in.readerIndex());
                if (first >= 'A' && first <= 'Z') {
                    toHttp1(ctx);
                } else {
                    in.skipBytes(in.readableBytes());
                    giveUp(ctx);
                }
                return;
            }
        }
        if (seen == PREFACE.length) {
            toGrpc(ctx, negotiation);
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        if (deadline != null) {
            deadline.cancel(false);
        }
        super.channelInactive(ctx);
    }

    private static void giveUp(ChannelHandlerContext ctx) {
        var unused = ctx.close();
    }

    /** What has been read so far is handed on when this handler goes, so the next one must be ready by then. */
    private void toGrpc(ChannelHandlerContext ctx, Object event) {
        ChannelHandler next = InternalProtocolNegotiators.serverPlaintext().newHandler(grpc);
        ctx.pipeline().addAfter(ctx.name(), null, next);
        ctx.fireUserEventTriggered(event);
        ctx.pipeline().remove(this);
    }

    private void toHttp1(ChannelHandlerContext ctx) {
        InternalWriteBufferingAndExceptionHandlerUtils.writeBufferingAndRemove(ctx.channel());
        gateway.take(ctx.channel());
        grpc.notifyUnused();
        ctx.pipeline().remove(this);
    }
}
