package io.mainstay.etcd.embedded.internal.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The change of a connection from HTTP to a WebSocket, as RFC 6455 has it. */
final class WebSocketUpgrade {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;
    private static final String VERSION = "13";
    private static final String BEARER = "Bearer";
    private static final List<String> REFUSED = List.of(
            "Content-Type",
            "text/plain; charset=utf-8",
            "X-Content-Type-Options",
            "nosniff",
            "Sec-Websocket-Version",
            VERSION);

    private WebSocketUpgrade() {}

    /** Whether a request asks for it. */
    static boolean isAsked(HttpRequest request) {
        return names(request, HttpHeaderNames.CONNECTION).anyMatch("upgrade"::equalsIgnoreCase)
                && names(request, HttpHeaderNames.UPGRADE).anyMatch("websocket"::equalsIgnoreCase);
    }

    /** What to answer to one that asks for it wrongly; null when it is right. */
    static @Nullable Page refusal(HttpRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            return new Page(405, REFUSED, "Method Not Allowed\n");
        }
        boolean known = names(request, HttpHeaderNames.SEC_WEBSOCKET_VERSION).anyMatch(VERSION::equals);
        return known && isKey(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, ""))
                ? null
                : new Page(400, REFUSED, "Bad Request\n");
    }

    /**
     * The token of a request, for which a browser has no other place than the name of a protocol behind {@code
     * Bearer,}; null when it names no protocol. Other headers say nothing of who calls, as with etcd.
     */
    static @Nullable String token(HttpRequest request) {
        String protocols = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        if (protocols == null || protocols.isEmpty()) {
            return null;
        }
        int comma = protocols.indexOf(BEARER + ",");
        return comma < 0 ? "" : protocols.substring(comma + BEARER.length() + 1).strip();
    }

    /** Agrees, and hands the connection over to a new owner. */
    static void run(ChannelHandlerContext ctx, HttpRequest request, int largest, Function<Reply, Served> server) {
        HttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.UPGRADE, "websocket");
        response.headers().set(HttpHeaderNames.CONNECTION, "Upgrade");
        String key = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "");
        response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept(key));
        if (names(request, HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).anyMatch(BEARER::equals)) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, BEARER);
        }
        var unused = ctx.writeAndFlush(response, ctx.voidPromise());
        // The codec is still handing on the end of this request.
        ctx.executor().execute(() -> handOver(ctx, largest, server));
    }

    private static void handOver(ChannelHandlerContext ctx, int largest, Function<Reply, Served> server) {
        if (ctx.isRemoved() || !ctx.channel().isActive()) {
            return;
        }
        WebSocketDecoderConfig frames = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(largest)
                .allowExtensions(false)
                .withUTF8Validator(false)
                .build();
        WebSocketConnection owner = new WebSocketConnection(server);
        ChannelPipeline pipeline = ctx.pipeline();
        // The decoder writes frames too, when it refuses what comes.
        pipeline.addLast(new WebSocket13FrameEncoder(false), new WebSocket13FrameDecoder(frames), owner);
        pipeline.remove(ctx.handler());
        pipeline.remove(HttpServerCodec.class);
        ChannelHandlerContext owned = pipeline.context(owner);
        if (owned != null && ctx.channel().isActive()) {
            owner.begin(owned);
        }
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key.strip() + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }

    private static Stream<String> names(HttpRequest request, CharSequence header) {
        return request.headers().getAll(header).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip);
    }
}
