package io.mainstay.etcd.internal.member;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The line to one member over its addresses: the first is used until it cannot be reached, then the next. It leads
 * nowhere else, whatever the client's own calls do.
 */
public final class MemberLine implements Transport {
    private static final ThreadFactory CLOSING = DaemonThreads.named("mainstay-member-closing");

    private final List<Way> ways;
    private final Consumer<MemberLine> onClose;
    private final Line line;
    private final AtomicInteger current = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    MemberLine(List<Way> ways, Consumer<MemberLine> onClose) {
        this.ways = List.copyOf(ways);
        this.onClose = onClose;
        this.line = new Line(ways.get(0).to(), this);
    }

    /**
     * One address of the member.
     *
     * @param own whether the transport was opened for this line, and so is closed with it
     */
    record Way(Endpoint to, Transport transport, boolean own) {}

    /** This as the only line that a call may use. */
    public Line line() {
        return line;
    }

    @Override
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
        if (closed.get()) {
            handler.onFailure(closedFailure());
            return Cancellable.NONE;
        }
        int at = current.get();
        return ways.get(at).transport().call(rpc, request, context, new ResponseHandler<R>() {
            @Override
            public void onResponse(R response) {
                handler.onResponse(response);
            }

            @Override
            public void onFailure(TransportFailure failure) {
                failed(at, failure);
                handler.onFailure(closed.get() ? closedFailure() : failure);
            }
        });
    }

    @Override
    public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        if (closed.get()) {
            throw new IllegalStateException(closedFailure().text());
        }
        int at = current.get();
        return ways.get(at).transport().open(rpc, context, new StreamHandler<R>() {
            @Override
            public void onMessage(R message) {
                handler.onMessage(message);
            }

            @Override
            public void onEnd(@Nullable TransportFailure failure) {
                if (failure != null) {
                    failed(at, failure);
                }
                handler.onEnd(failure);
            }
        });
    }

    /** Turns to the next address after one that cannot be reached, unless another failure has already done so. */
    private void failed(int at, TransportFailure failure) {
        if (failure.code() == ErrorCode.UNAVAILABLE && !failure.sent()) {
            current.compareAndSet(at, (at + 1) % ways.size());
        }
    }

    /** Not as unavailable, which would be tried again. */
    private TransportFailure closedFailure() {
        return new TransportFailure(
                ErrorCode.CANCELLED, "the hold on the member at " + line.endpoint() + " is closed", true, null);
    }

    /** Closes what was opened for it; what is under way over that fails. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                ways.stream().filter(Way::own).forEach(way -> way.transport().close());
            } finally {
                onClose.accept(this);
            }
        }
    }

    /** Closes it on a thread that may wait, for those that must not. */
    public void closeSoon() {
        if (ways.stream().anyMatch(Way::own)) {
            CLOSING.newThread(this::close).start();
        } else {
            close();
        }
    }

    @Override
    public String toString() {
        return "MemberLine" + ways.stream().map(Way::to).toList();
    }
}
