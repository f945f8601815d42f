package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A transport with a name, asked by one thread, one operation after the other. */
final class Line implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

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
        return start(operation, context).answer();
    }

    /** A call under way, which can be cancelled; its answer then never comes. */
    record Started(CompletableFuture<Answer> answer, Cancellable call) {}

    /** Asks a call of one answer. */
    <Q, R> Started start(Operation<Q, R> operation, CallContext context) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Cancellable call = transport.call(operation.rpc(), operation.request(), context, new ResponseHandler<R>() {
            @Override
            public void onResponse(R response) {
                answer.complete(new Answer.Done(response));
            }

            @Override
            public void onFailure(TransportFailure failure) {
                answer.complete(new Answer.Refused(failure.code(), failure.text()));
            }
        });
        return new Started(answer, call);
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

    /**
     * Waits for an answer.
     *
     * @param place where in a run it belongs, for who reads that none came
     * @param asked what was asked, for the same
     */
    Answer await(String place, Object asked, CompletableFuture<Answer> answer)
            throws InterruptedException, ExecutionException {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(place + ": no answer from " + name + " to " + asked, e);
        }
    }

    /** The pieces of a streamed range, put together; only the last one may have a header. */
    CompletableFuture<Answer> collect(Operation<?, ?> operation) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        List<KeyValue> kvs = new ArrayList<>();
        RangeRequest request = (RangeRequest) operation.request();
        Exchange<RangeRequest> stream =
                transport.open(Rpcs.RANGE_STREAM, CallContext.PLAIN, new StreamHandler<RangeResult>() {
                    private RangeResult last;

                    @Override
                    public void onMessage(RangeResult piece) {
                        if (last != null && last.header().revision() != 0) {
                            answer.completeExceptionally(new AssertionError("a piece after the last one"));
                        }
                        kvs.addAll(piece.kvs());
                        last = piece;
                    }

                    @Override
                    public void onEnd(TransportFailure failure) {
                        answer.complete(
                                failure != null
                                        ? new Answer.Refused(failure.code(), failure.text())
                                        : new Answer.Done(
                                                new RangeResult(last.header(), kvs, last.more(), last.count())));
                    }
                });
        stream.request(Integer.MAX_VALUE);
        stream.send(request);
        stream.halfClose();
        return answer;
    }

    @Override
    public void close() {
        transport.close();
    }
}
