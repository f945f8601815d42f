package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.concurrent.CompletableFuture;

/** A transport with a name, asked by one thread, one operation after the other. */
final class Line implements AutoCloseable {
    private final String name;
    private final Transport transport;

    Line(String name, Transport transport) {
        this.name = name;
        this.transport = transport;
    }

    String name() {
        return name;
    }

    Transport transport() {
        return transport;
    }

    <Q, R> CompletableFuture<Answer> ask(Operation<Q, R> operation) {
        return ask(operation, CallContext.PLAIN);
    }

    /** Asks as somebody. Of a stream, the answer is its first message. */
    <Q, R> CompletableFuture<Answer> ask(Operation<Q, R> operation, CallContext context) {
        if (operation.rpc() == Rpcs.LEASE_KEEP_ALIVE || operation.rpc() == Rpcs.WATCH) {
            return first(operation, context);
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        transport.call(operation.rpc(), operation.request(), context, new ResponseHandler<R>() {
            @Override
            public void onResponse(R response) {
                answer.complete(new Answer.Done(response));
            }

            @Override
            public void onFailure(TransportFailure failure) {
                answer.complete(new Answer.Refused(failure.code(), failure.text()));
            }
        });
        return answer;
    }

    private <Q, R> CompletableFuture<Answer> first(Operation<Q, R> operation, CallContext context) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Exchange<Q> stream = transport.open(operation.rpc(), context, new StreamHandler<R>() {
            @Override
            public void onMessage(R message) {
                answer.complete(new Answer.Done(message));
            }

            @Override
            public void onEnd(TransportFailure failure) {
                answer.complete(
                        failure == null
                                ? new Answer.Refused(null, "the stream ended without an answer")
                                : new Answer.Refused(failure.code(), failure.text()));
            }
        });
        stream.request(1);
        stream.send(operation.request());
        return answer.whenComplete((done, failure) -> stream.cancel());
    }

    @Override
    public void close() {
        transport.close();
    }
}
