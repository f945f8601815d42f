package io.mainstay.etcd.testkit.differential;

import com.google.gson.JsonElement;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.gateway.internal.json.Frame;
import io.mainstay.etcd.gateway.internal.json.MalformedAnswerException;
import io.mainstay.etcd.gateway.internal.json.Refusals;
import io.mainstay.etcd.gateway.internal.json.Route;
import io.mainstay.etcd.gateway.internal.json.Routes;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testkit.differential.GatewayRequests.Ask;
import io.mainstay.etcd.testkit.differential.HttpGateway.Seen;
import io.mainstay.etcd.testkit.differential.HttpGateway.Whole;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Calls through a gateway, each a request of its own: who ends it gives the call up. */
final class GatewayCaller implements QueueCaller {
    private final Port port;
    private final HttpGateway gateway;

    GatewayCaller(Port port) {
        this.port = port;
        gateway = new HttpGateway(port.endpoint());
    }

    @Override
    public Call start(Operation<?, ?> operation) {
        return post(operation);
    }

    private <Q, R> Call post(Operation<Q, R> operation) {
        Route<Q, R> route = Routes.of(operation.rpc());
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Runnable giveUp =
                gateway.start(new Ask("POST", route.path(), route.write(operation.request())), (whole, failure) -> {
                    try {
                        answer.complete(failure == null ? answer(route, whole) : broken(failure));
                    } catch (MalformedAnswerException | RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                });
        return new Call(answer, giveUp);
    }

    private static <R> Answer answer(Route<?, R> route, Whole whole) throws MalformedAnswerException {
        Seen seen = whole.seen();
        byte[] bytes = whole.bytes();
        if (seen.status() == 200) {
            return new Answer.Told(seen, new Answer.Done(route.read(new ByteArrayInputStream(bytes))));
        }
        TransportFailure failure = Refusals.of(seen.status(), route.path(), bytes);
        return new Answer.Told(seen, new Answer.Refused(failure.code(), failure.text()));
    }

    private static Answer broken(Throwable failure) {
        return new Answer.Refused(null, "the request failed: " + failure);
    }

    @Override
    public Runnable observe(Bytes election, Consumer<Answer> seen) {
        byte[] body = Routes.of(Rpcs.OBSERVE).write(new LeaderRequest(election));
        StreamedPost post = new StreamedPost(
                port, "/v3/election/observe", BodyPublishers.ofByteArray(body), json -> seen.accept(leader(json)));
        return post::close;
    }

    private static Answer leader(JsonElement json) {
        Seen seen = new Seen(200, Map.of(), List.of(HttpGateway.normal(json, "")));
        try {
            Frame<LeaderResult> frame =
                    Routes.of(Rpcs.OBSERVE).readFrame(json.toString().getBytes(StandardCharsets.UTF_8));
            return frame instanceof Frame.Message<LeaderResult> message
                    ? new Answer.Told(seen, new Answer.Done(message.value()))
                    : new Answer.Refused(null, "the stream failed: " + json);
        } catch (MalformedAnswerException e) {
            return new Answer.Refused(null, "no leader, but " + json);
        }
    }
}
