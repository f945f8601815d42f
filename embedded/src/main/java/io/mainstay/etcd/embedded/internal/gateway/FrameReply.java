package io.mainstay.etcd.embedded.internal.gateway;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.List;

/**
 * An answer over a WebSocket: a frame of text for each line, and no word of its status. At its end the connection ends,
 * without a closing frame, as etcd's does.
 */
final class FrameReply implements Reply {
    private final ChannelHandlerContext ctx;
    private boolean done;

    FrameReply(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    @Override
    public void last() {}

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public boolean isWritable() {
        return ctx.channel().isWritable();
    }

    @Override
    public void whole(Page page) {
        page.body().lines().forEach(this::line);
        end();
    }

    @Override
    public void begin(int status, List<String> headers) {}

    @Override
    public void line(CharSequence text) {
        if (!done) {
            var unused = ctx.writeAndFlush(
                    new TextWebSocketFrame(ByteBufUtil.writeUtf8(ctx.alloc(), text)), ctx.voidPromise());
        }
    }

    @Override
    public void end() {
        if (!done) {
            done = true;
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
