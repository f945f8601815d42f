package io.mainstay.etcd.internal.line;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.naming.NamingException;

/**
 * The line to a name under which there are several endpoints. It carries no call: each that comes makes it look the
 * name up on a thread of its own, and then fails as not sent, so that it is sent again to one of the endpoints found.
 * It stays in the pool as the last, so that the name is looked up anew when all of them have failed.
 */
final class LookupTransport implements Transport {
    private final Endpoint name;
    private final NameLookup lookup;
    private final Consumer<List<Endpoint>> found;
    private final ExecutorService thread;
    private final Queue<Consumer<TransportFailure>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean closed;

    LookupTransport(Endpoint name, NameLookup lookup, ThreadFactory threads, Consumer<List<Endpoint>> found) {
        this.name = name;
        this.lookup = lookup;
        this.found = found;
        this.thread = Executors.newCachedThreadPool(threads);
    }

    @Override
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
        return after(handler::onFailure);
    }

    @Override
    public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        return new Nothing<>(after(handler::onEnd));
    }

    private Cancellable after(Consumer<TransportFailure> user) {
        waiting.add(user);
        if (looking.compareAndSet(false, true)) {
            try {
                thread.execute(this::look);
            } catch (RejectedExecutionException over) {
                looking.set(false);
                tell(TransportFailure.notSent(ErrorCode.UNAVAILABLE, "the line to " + name + " is closed", null));
            }
        }
        return () -> waiting.remove(user);
    }

    private void look() {
        TransportFailure outcome;
        try {
            List<Endpoint> endpoints = lookup.find(name);
            if (!closed) {
                found.accept(endpoints);
            }
            outcome = TransportFailure.notSent(ErrorCode.UNAVAILABLE, name + " was looked up just now", null);
        } catch (UnknownHostException | NamingException | RuntimeException e) {
            outcome = TransportFailure.notSent(
                    ErrorCode.UNAVAILABLE, "nothing is known of " + name + ": " + e.getMessage(), e);
        }
        looking.set(false);
        tell(outcome);
    }

    private void tell(TransportFailure outcome) {
        for (Consumer<TransportFailure> user = waiting.poll(); user != null; user = waiting.poll()) {
            user.accept(outcome);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        tell(TransportFailure.notSent(ErrorCode.UNAVAILABLE, "the line to " + name + " is closed", null));
    }

    /** A stream that is never opened. */
    private record Nothing<Q>(Cancellable cancel0) implements Exchange<Q> {
        @Override
        public void send(Q message) {}

        @Override
        public void request(int messages) {}

        @Override
        public void halfClose() {}

        @Override
        public void cancel() {
            cancel0.cancel();
        }
    }
}
