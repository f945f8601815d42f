package io.mainstay.etcd.gateway;

import io.mainstay.etcd.spi.TransportFailure;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A stream in which the server answers each message once, in order: a request for each, some of them under way at a
 * time, answered in the order in which they were sent.
 */
final class KeepAliveExchange<Q, R> extends GatewayExchange<Q, R> {
    /** So many connections at the most; with one alone a thousand leases would wait a thousand round trips. */
    private static final int AT_ONCE = 8;

    private final ArrayDeque<Q> waiting = new ArrayDeque<>();
    private final ArrayDeque<Asked> asked = new ArrayDeque<>();

    KeepAliveExchange(Ends<Q, R> ends) {
        super(ends);
    }

    @Override
    void sent(Q message) {
        waiting.add(message);
        pump();
    }

    @Override
    void sentAll() {
        pump();
    }

    @Override
    void pump() {
        while (!isOver()) {
            while (asked.size() < AT_ONCE && !waiting.isEmpty()) {
                Asked next = new Asked();
                asked.add(next);
                post(waiting.remove(), next.source);
            }
            Asked first = asked.peek();
            if (first == null) {
                if (isHalfClosed()) {
                    finish(null);
                }
                return;
            }
            if (!first.step()) {
                return;
            }
        }
    }

    @Override
    void abort() {
        asked.forEach(each -> each.source.abort());
        asked.clear();
        waiting.clear();
    }

    /** A request that is not done with. */
    private final class Asked {
        private final LineSource source = new LineSource(KeepAliveExchange.this::pump);
        private boolean answered;

        /** Goes on with the oldest request; false when it has to wait for its answer or for room. */
        boolean step() {
            if (source.isOver()) {
                over(source.failure());
                return true;
            }
            if (source.hasLine() && !hasRoom()) {
                return false;
            }
            byte @Nullable [] line = source.take();
            if (line == null) {
                return false;
            }
            R message = read(line);
            if (message != null && answered) {
                finish(Failures.broken("the server answered one keep-alive twice"));
            } else if (message != null) {
                answered = true;
                deliver(message);
            }
            return true;
        }

        private void over(@Nullable TransportFailure failure) {
            if (failure != null) {
                finish(failure);
            } else if (!answered) {
                finish(Failures.broken("the server did not answer a keep-alive"));
            } else {
                asked.remove();
            }
        }
    }
}
