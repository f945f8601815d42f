package io.mainstay.etcd.embedded.internal.gateway;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.embedded.internal.gateway.ServedCall.Line;
import io.mainstay.etcd.embedded.internal.procedure.Procedure;
import io.mainstay.etcd.embedded.internal.procedure.Statuses;
import io.mainstay.etcd.spi.CallContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds what serves a request. */
final class Router {
    private static final Page BAD = Page.text(400, "400 Bad Request");
    private static final Page NO_HOST = Page.text(400, "400 Bad Request: missing required Host header");

    private final Line line;
    private final Map<String, Procedure<?, ?>> procedures;
    private final Probes probes;

    Router(Line line, Map<String, Procedure<?, ?>> procedures, Probes probes) {
        this.line = line;
        this.procedures = procedures;
        this.probes = probes;
    }

    /** What serves a request, and writes its answer. */
    Served serve(HttpRequest request, Reply reply) {
        Asked asked = Asked.of(request);
        boolean hostMissing = request.protocolVersion().minorVersion() > 0
                && !request.headers().contains(HttpHeaderNames.HOST);
        if (asked == null || hostMissing) {
            reply.last();
            return new ServedPage(reply, hostMissing ? NO_HOST : BAD);
        }
        if (asked.method().equals(HttpMethod.OPTIONS)) {
            return new ServedPage(reply, Page.EMPTY);
        }
        String clean = asked.path().equals("/v3") ? "/v3/" : asked.cleanPath();
        if (!clean.equals(asked.path())) {
            return new ServedPage(reply, redirect(asked, clean));
        }
        if (Probes.knows(clean)) {
            return probe(asked, reply);
        }
        String path = gatewayPath(clean);
        return path == null ? new ServedPage(reply, Page.NOT_THERE) : gateway(asked, path, request, reply);
    }

    /**
     * What serves a request that turns its connection into a WebSocket, given where the answer goes; null for every
     * other request.
     */
    @Nullable
    Function<Reply, Served> socket(HttpRequest request) {
        if (!WebSocketUpgrade.isAsked(request)
                || WebSocketUpgrade.refusal(request) != null
                || !request.headers().contains(HttpHeaderNames.HOST)) {
            return null;
        }
        Asked asked = Asked.of(request);
        String path = asked == null || !asked.cleanPath().equals(asked.path()) ? null : gatewayPath(asked.path());
        if (path == null) {
            return null;
        }
        CallContext context = CallContext.PLAIN.withToken(secret(WebSocketUpgrade.token(request)));
        return reply -> procedure(path, context, reply, true);
    }

    /** How many bytes a message of a body may have. */
    int largestBody() {
        return JsonBody.longest(line.maxMessageBytes());
    }

    /** The path in the gateway of today; null for one outside. */
    private static @Nullable String gatewayPath(String clean) {
        String path = clean.startsWith("/v3beta/") ? "/v3/" + clean.substring("/v3beta/".length()) : clean;
        return path.startsWith("/v3/") ? path : null;
    }

    private Served probe(Asked asked, Reply reply) {
        if (!asked.method().equals(HttpMethod.GET) && !asked.path().equals(Probes.METRICS)) {
            return new ServedPage(reply, Page.ONLY_GET);
        }
        return new ServedPage(reply, probes.page(asked), line.turns());
    }

    private Served gateway(Asked asked, String path, HttpRequest request, Reply reply) {
        Page badSocket = WebSocketUpgrade.isAsked(request) ? WebSocketUpgrade.refusal(request) : null;
        if (badSocket != null) {
            return new ServedPage(reply, badSocket);
        }
        if (GatewayPaths.procedure(path) != null && !asked.method().equals(HttpMethod.POST)) {
            return new ServedPage(reply, line.errors().noMethod());
        }
        boolean requireLeader = request.headers().containsValue("Grpc-Metadata-hasleader", "true", true);
        CallContext context = requireLeader ? CallContext.REQUIRE_LEADER : CallContext.PLAIN;
        String token =
                request.headers().get("Grpc-Metadata-token", request.headers().get("Authorization"));
        return procedure(path, context.withToken(secret(token)), reply, false);
    }

    private static @Nullable Secret secret(@Nullable String token) {
        return token == null ? null : Secret.of(token);
    }

    private Served procedure(String path, CallContext context, Reply reply, boolean duplex) {
        String name = GatewayPaths.procedure(path);
        if (name == null) {
            return new ServedPage(reply, line.errors().noPath());
        }
        Procedure<?, ?> procedure = procedures.get(name);
        if (procedure == null) {
            int slash = name.indexOf('/');
            return new ServedPage(
                    reply,
                    line.errors().page(Statuses.unknownMethod(name.substring(0, slash), name.substring(slash + 1))));
        }
        return serve(procedure, context, reply, duplex);
    }

    private <Q, R> Served serve(Procedure<Q, R> procedure, CallContext context, Reply reply, boolean duplex) {
        if (!procedure.isStream()) {
            return new ServedCall<>(line, procedure, context, reply);
        }
        ServedStream<Q, R> stream = new ServedStream<>(line, procedure, reply, duplex && procedure.isDuplex());
        stream.open(context);
        return stream;
    }

    /** To where the path without its detours leads. */
    private static Page redirect(Asked asked, String clean) {
        String to = asked.query().isEmpty() ? clean : clean + "?" + asked.query();
        boolean read = asked.method().equals(HttpMethod.GET) || asked.method().equals(HttpMethod.HEAD);
        return read
                ? new Page(
                        307,
                        List.of("Location", to, "Content-Type", "text/html; charset=utf-8"),
                        "<a href=\""
                                + to.replace("&", "&amp;")
                                        .replace("\"", "&#34;")
                                        .replace("<", "&lt;") + "\">Temporary Redirect</a>.\n\n")
                : new Page(307, List.of("Location", to), "");
    }
}
