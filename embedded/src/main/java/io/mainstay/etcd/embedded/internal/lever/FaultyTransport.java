package io.mainstay.etcd.embedded.internal.lever;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.concurrent.atomic.AtomicReference;

/** A transport on whose way to the server the planned faults happen. */
final class FaultyTransport implements Transport {
    private final Transport inner;
    private final Clock clock;
    private final Faults faults;

    FaultyTransport(Transport inner, Clock clock, Faults faults) {
        this.inner = inner;
        this.clock = clock;
        this.faults = faults;
    }

    @Override
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
        Fault fault = faults.next(rpc, request, context.requireLeader());
        if (fault instanceof Fault.Refuse refuse) {
            handler.onFailure(refuse.with());
            return Cancellable.NONE;
        }
        if (fault instanceof Fault.LoseAnswer) {
            return inner.call(rpc, request, context, new Losing<>(handler));
        }
        if (fault instanceof Fault.Delay delay) {
            return later(delay, () -> inner.call(rpc, request, context, handler));
        }
        return inner.call(rpc, request, context, handler);
    }

    @Override
    public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        FaultyLine<Q, R> line = new FaultyLine<>(handler, context.requireLeader(), faults::over);
        Fault fault = faults.next(rpc, null, context.requireLeader());
        if (fault instanceof Fault.Refuse refuse) {
            line.drop(refuse.with());
            return line;
        }
        faults.opened(line);
        if (fault instanceof Fault.Delay delay) {
            line.shut();
            later(delay, () -> {
                line.open();
                return Cancellable.NONE;
            });
        }
        line.connect(inner.open(rpc, context, line));
        if (fault instanceof Fault.LoseAnswer) {
            line.drop(TransportFailure.lost("the connection was dropped by a lever", null));
        }
        return line;
    }

    @Override
    public boolean isDuplex() {
        return inner.isDuplex();
    }

    @Override
    public void close() {
        inner.close();
    }

    /** Starts a call after a while, unless it is cancelled before. */
    private Cancellable later(Fault.Delay delay, Start start) {
        AtomicReference<Cancellable> underWay = new AtomicReference<>(Cancellable.NONE);
        Cancellable gone = () -> {};
        Cancellable timer = clock.schedule(delay.by(), () -> {
            if (underWay.get() != gone) {
                Cancellable started = start.start();
                if (!underWay.compareAndSet(Cancellable.NONE, started)) {
                    started.cancel();
                }
            }
        });
        return () -> {
            timer.cancel();
            underWay.getAndSet(gone).cancel();
        };
    }

    private interface Start {
        Cancellable start();
    }

    /** Gives a broken connection instead of an answer. */
    private record Losing<R>(ResponseHandler<R> handler) implements ResponseHandler<R> {
        @Override
        public void onResponse(R response) {
            handler.onFailure(TransportFailure.lost("the answer was lost by a lever", null));
        }

        @Override
        public void onFailure(TransportFailure failure) {
            handler.onFailure(failure);
        }
    }
}
