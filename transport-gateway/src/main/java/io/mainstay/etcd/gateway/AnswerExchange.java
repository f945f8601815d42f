package io.mainstay.etcd.gateway;

import io.mainstay.etcd.spi.TransportFailure;
import org.jspecify.annotations.Nullable;

/** A stream with one message from the client and many from the server: a request and its lines. */
final class AnswerExchange<Q, R> extends GatewayExchange<Q, R> {
    private final LineSource answer = new LineSource(this::pump);
    private boolean asked;

    AnswerExchange(Ends<Q, R> ends) {
        super(ends);
    }

    /** Only the first message counts, for these streams have no second. */
    @Override
    void sent(Q message) {
        if (!asked) {
            asked = true;
            post(message, answer);
        }
    }

    @Override
    void sentAll() {
        if (!asked) {
            finish(Failures.broken("the stream was closed before its request was sent"));
        }
    }

    @Override
    void pump() {
        while (!isOver()) {
            if (answer.isOver()) {
                TransportFailure failure = answer.failure();
                finish(failure);
                return;
            }
            if (answer.hasLine() && !hasRoom()) {
                return;
            }
            byte @Nullable [] line = answer.take();
            if (line == null) {
                return;
            }
            R message = read(line);
            if (message != null) {
                deliver(message);
            }
        }
    }

    @Override
    void abort() {
        answer.abort();
    }
}
