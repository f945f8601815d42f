package io.mainstay.etcd.embedded.internal.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An answer over HTTP. */
final class HttpReply implements Reply {
    private static final HttpResponseStatus GONE_CLIENT = HttpResponseStatus.valueOf(499, "Client Closed Request");

    private final ChannelHandlerContext ctx;
    private final Runnable over;
    private final HttpVersion version;
    private boolean keepAlive;
    private boolean begun;
    private boolean done;

    /** An answer that says when it has been written to its end. */
    HttpReply(ChannelHandlerContext ctx, HttpRequest to, Runnable over) {
        this.ctx = ctx;
        this.over = over;
        version = to.protocolVersion().minorVersion() == 0 ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
        keepAlive = HttpUtil.isKeepAlive(to);
    }

    @Override
    public void last() {
        keepAlive = false;
    }

    /** Whether the connection may be used again after it. */
    boolean keepsAlive() {
        return keepAlive;
    }

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
        if (done) {
            return;
        }
        ByteBuf body = ByteBufUtil.writeUtf8(ctx.alloc(), page.body());
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(version, status(page.status()), body);
        headers(response, page.headers());
        HttpUtil.setContentLength(response, body.readableBytes());
        finish(response);
    }

    @Override
    public void begin(int status, List<String> headers) {
        if (begun || done) {
            return;
        }
        begun = true;
        HttpResponse response = new DefaultHttpResponse(version, status(status));
        // Before 1.1 there are no chunks, and only the end of the connection shows the end of the lines.
        keepAlive &= version.equals(HttpVersion.HTTP_1_1);
        headers(response, headers);
        if (version.equals(HttpVersion.HTTP_1_1)) {
            HttpUtil.setTransferEncodingChunked(response, true);
        }
        var unused = ctx.write(response, ctx.voidPromise());
    }

    @Override
    public void line(CharSequence text) {
        if (!done) {
            ByteBuf line = ctx.alloc().buffer(text.length() + 1);
            ByteBufUtil.writeUtf8(line, text);
            line.writeByte('\n');
            var unused = ctx.writeAndFlush(new DefaultHttpContent(line), ctx.voidPromise());
        }
    }

    @Override
    public void end() {
        if (!done) {
            finish(new DefaultLastHttpContent());
        }
    }

    private void finish(Object lastPart) {
        done = true;
        var unused = ctx.writeAndFlush(lastPart, ctx.voidPromise());
        over.run();
    }

    private void headers(HttpResponse response, List<String> more) {
        HttpHeaders headers = response.headers();
        headers.set("Access-Control-Allow-Headers", "accept, content-type, authorization");
        headers.set("Access-Control-Allow-Methods", "POST, GET, OPTIONS, PUT, DELETE");
        headers.set("Access-Control-Allow-Origin", "*");
        for (int i = 0; i < more.size(); i += 2) {
            headers.set(more.get(i), oneLine(more.get(i + 1)));
        }
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (version.equals(HttpVersion.HTTP_1_0)) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    private static String oneLine(String value) {
        byte[] plain = value.replaceAll("[\\r\\n\\x00]", " ").getBytes(StandardCharsets.US_ASCII);
        return new String(plain, StandardCharsets.US_ASCII);
    }

    private static HttpResponseStatus status(int code) {
        return code == GONE_CLIENT.code() ? GONE_CLIENT : HttpResponseStatus.valueOf(code);
    }
}
