package io.mainstay.etcd.embedded.internal.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.lang.System.Logger.Level;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The owner of a connection that has become a WebSocket. What its client's messages hold, of text or not, is the body
 * of one request, with the end of a line behind each; the client ends it by going. While the client takes no answers,
 * nothing more is read from it.
 */
final class WebSocketConnection extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final System.Logger LOG = System.getLogger(WebSocketConnection.class.getName());
    private static final ByteBuf LINE_END = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[] {'\n'}));
    private static final int NO_STATUS = -1;

    private final Function<Reply, Served> server;
    private @Nullable Served serving;

    /** A connection whose request is served by what is made for its answer. */
    WebSocketConnection(Function<Reply, Served> server) {
        super(WebSocketFrame.class);
        this.server = server;
    }

    /** Begins to serve it, now that frames can be written. */
    void begin(ChannelHandlerContext ctx) {
        serving = server.apply(new FrameReply(ctx));
        ctx.read();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        Served served = serving;
        if (served == null || frame instanceof CloseWebSocketFrame) {
            close(ctx, frame);
        } else if (frame instanceof PingWebSocketFrame) {
            var unused =
                    ctx.writeAndFlush(new PongWebSocketFrame(frame.content().retain()), ctx.voidPromise());
        } else if (!(frame instanceof PongWebSocketFrame)) {
            served.body(frame.content());
            if (frame.isFinalFragment()) {
                served.body(LINE_END.duplicate());
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        readMore(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable() && serving != null) {
            serving.writable();
        }
        readMore(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        gone();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        gone();
    }

    /** What is no WebSocket was refused by the decoder already. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(Level.DEBUG, "a WebSocket broke", cause);
        var unused = ctx.close();
    }

    /** Says goodbye with the client's own status; who sends before it has been let in gets no word. */
    private void close(ChannelHandlerContext ctx, WebSocketFrame frame) {
        boolean open = serving != null;
        gone();
        if (open && frame instanceof CloseWebSocketFrame bye) {
            CloseWebSocketFrame answer = bye.statusCode() == NO_STATUS
                    ? new CloseWebSocketFrame()
                    : new CloseWebSocketFrame(bye.statusCode(), "");
            ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
        } else {
            var unused = ctx.close();
        }
    }

    private void readMore(ChannelHandlerContext ctx) {
        if (serving != null && ctx.channel().isWritable()) {
            ctx.read();
        }
    }

    private void gone() {
        Served served = serving;
        serving = null;
        if (served != null) {
            served.gone();
        }
    }
}
