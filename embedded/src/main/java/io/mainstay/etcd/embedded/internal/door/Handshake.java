package io.mainstay.etcd.embedded.internal.door;

import io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.ProtocolNegotiationEvent;
import io.mainstay.etcd.embedded.internal.grpc.Contexts;
import io.mainstay.etcd.spi.ServerTls;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The first handler of a connection with TLS, which is gone once the handshake is done and has put in its place who
 * tells what is spoken. A connection whose handshake fails, or does not get on, is closed.
 *
 * <p>Of what a client knows HTTP/1.1 is taken before HTTP/2: a gRPC client knows HTTP/2 alone, and whoever knows both,
 * like curl, is none.
 */
final class Handshake extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(Handshake.class.getName());
    private static final List<String> PROTOCOLS = List.of("http/1.1", "h2");
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final ServerTls tls;
    private final Duration patience;
    private final ChannelHandler next;
    private @Nullable ProtocolNegotiationEvent negotiation;

    Handshake(ServerTls tls, Duration patience, ChannelHandler next) {
        this.tls = tls;
        this.patience = patience;
        this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        SslHandler handler = new SslHandler(tls.newEngine(PROTOCOLS));
        handler.setHandshakeTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        handler.setCloseNotifyFlushTimeout(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        ctx.pipeline().addBefore(ctx.name(), null, handler);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ProtocolNegotiationEvent begin) {
            negotiation = begin;
        } else if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess() && negotiation != null) {
                goOn(ctx, negotiation);
            } else {
                LOG.log(Level.DEBUG, "a TLS handshake failed", done.cause());
                var unused = ctx.close();
            }
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    /** What broke is told by the end of the handshake too. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(Level.DEBUG, "a connection broke in its TLS handshake", cause);
        var unused = ctx.close();
    }

    private void goOn(ChannelHandlerContext ctx, ProtocolNegotiationEvent begin) {
        String name = tls.wantsClients()
                ? CertificateName.of(
                        ctx.pipeline().get(SslHandler.class).engine().getSession())
                : null;
        ProtocolNegotiationEvent known = InternalProtocolNegotiationEvent.withAttributes(
                begin, Contexts.withCertificate(InternalProtocolNegotiationEvent.getAttributes(begin), name));
        ctx.pipeline().addAfter(ctx.name(), null, next);
        ctx.fireUserEventTriggered(known);
        ctx.pipeline().remove(this);
    }
}
