package io.mainstay.etcd.embedded.internal.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The owner of one HTTP/1.1 connection: it has one request served after the other, in the order in which they came,
 * until one turns it into a WebSocket.
 *
 * <p>What comes while a request is being served waits; when much waits, nothing more is read. It reads all the same
 * while there is room, because only that shows when the client is gone.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(HttpConnection.class.getName());
    /** How many parts of later requests may wait. */
    private static final int MOST_WAITING = 64;
    /** How much of the body of a request that has its answer already is passed over, before it is cut off. */
    private static final int MOST_PASSED_OVER = 16 * 1024 * 1024;

    private static final FullHttpResponse CONTINUE =
            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);

    private final Router router;
    private final Duration limit;
    private final Queue<HttpObject> waiting = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable Patience patience;
    private @Nullable Served serving;
    private @Nullable HttpReply reply;
    private boolean bodyOpen;
    private boolean headComing;
    private int passedOver;
    private boolean inTurn;
    private boolean atLineEnd;
    private boolean upgraded;
    private boolean closed;

    HttpConnection(Router router, Duration patience) {
        this.router = router;
        this.limit = patience;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        patience = new Patience(ctx.executor(), limit, this::drop);
    }

    /** Bytes have come, which may be the beginning of a request. */
    void bytesArrived(ByteBuf bytes) {
        atLineEnd = bytes.isReadable() && bytes.getByte(bytes.writerIndex() - 1) == '\n';
        if (patience != null && serving == null && !headComing && !upgraded) {
            headComing = true;
            patience.begin();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        waiting.add((HttpObject) message);
        turn();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
        readMore();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            if (serving != null) {
                serving.writable();
            }
            readMore();
        }
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

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(Level.DEBUG, "a connection broke", cause);
        drop();
    }

    /** Hands on what waits, as far as it can be taken now. */
    private void turn() {
        if (inTurn) {
            return;
        }
        inTurn = true;
        try {
            while (!closed && !upgraded && (serving == null || bodyOpen) && !waiting.isEmpty()) {
                HttpObject next = waiting.remove();
                try {
                    take(next);
                } finally {
                    ReferenceCountUtil.release(next);
                }
            }
        } finally {
            inTurn = false;
        }
    }

    private void take(HttpObject next) {
        if (next.decoderResult().isFailure()) {
            unreadable(next.decoderResult().cause());
            return;
        }
        if (next instanceof HttpRequest request) {
            begin(request);
        }
        if (next instanceof HttpContent content) {
            body(content);
        }
    }

    private void begin(HttpRequest request) {
        ChannelHandlerContext on = open();
        headComing = false;
        Function<Reply, Served> socket = router.socket(request);
        if (socket != null) {
            upgraded = true;
            patience().end();
            if (!atLineEnd) {
                // Something came behind the head, before there was any consent to it.
                close();
                return;
            }
            WebSocketUpgrade.run(on, request, router.largestBody(), socket);
            return;
        }
        bodyOpen = true;
        passedOver = 0;
        patience().progress();
        patience().begin();
        HttpReply answer = new HttpReply(on, request, this::answered);
        reply = answer;
        serving = router.serve(request, answer);
        if (HttpUtil.is100ContinueExpected(request)) {
            if (answer.isDone()) {
                // Whether the body will come all the same cannot be known.
                close();
            } else {
                var unused = on.writeAndFlush(CONTINUE.retainedDuplicate(), on.voidPromise());
            }
        }
    }

    private void body(HttpContent content) {
        Served served = serving;
        HttpReply answer = reply;
        if (served == null || answer == null) {
            return;
        }
        patience().progress();
        if (!answer.isDone()) {
            served.body(content.content());
        } else {
            passedOver += content.content().readableBytes();
        }
        if (content instanceof LastHttpContent) {
            bodyOpen = false;
            patience().end();
            if (answer.isDone()) {
                next();
            } else {
                served.bodyEnded();
            }
        } else if (passedOver > MOST_PASSED_OVER) {
            close();
        }
    }

    /** What comes is not HTTP, or too much of it; nothing behind it can be understood. */
    private void unreadable(Throwable why) {
        Served served = serving;
        HttpReply answer = reply;
        LOG.log(Level.DEBUG, "a request cannot be read", why);
        if (served != null && answer != null) {
            bodyOpen = false;
            patience().end();
            answer.last();
            if (answer.isDone()) {
                next();
            } else {
                served.bodyBroken();
            }
            return;
        }
        HttpResponseStatus status = why instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : why instanceof TooLongHttpLineException
                        ? HttpResponseStatus.REQUEST_URI_TOO_LONG
                        : HttpResponseStatus.BAD_REQUEST;
        HttpReply refusal =
                new HttpReply(open(), new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"), () -> {});
        refusal.last();
        refusal.whole(Page.text(status.code(), status.toString()));
        close();
    }

    /** The answer has been written to its end. */
    private void answered() {
        if (serving != null && !bodyOpen) {
            next();
            turn();
            readMore();
        }
    }

    /** The request is over, its body too. */
    private void next() {
        HttpReply answer = reply;
        serving = null;
        reply = null;
        patience().end();
        if (answer != null && !answer.keepsAlive()) {
            close();
        }
    }

    /** Ends the connection behind all that has been written. */
    private void close() {
        closed = true;
        open().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Ends the connection at once. */
    private void drop() {
        var unused = open().close();
    }

    private void readMore() {
        if (upgraded) {
            return;
        }
        if (!closed
                && waiting.size() < MOST_WAITING
                && (serving != null && !bodyOpen || open().channel().isWritable())) {
            open().read();
        } else if (!closed && serving instanceof ServedStream && !bodyOpen) {
            // Nothing shows any more that its client is gone, and its answer may never end by itself.
            close();
        }
    }

    private void gone() {
        closed = true;
        if (patience != null) {
            patience.end();
        }
        Served served = serving;
        serving = null;
        if (served != null) {
            served.gone();
        }
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    private ChannelHandlerContext open() {
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return ctx;
    }

    private Patience patience() {
        if (patience == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return patience;
    }
}
