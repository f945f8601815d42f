package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.stream.ServedStream;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The in-process door: values go in and come out as they are. A call is carried out on the caller's thread, and its
 * handler is called there before {@link #call} returns, but for those that wait for a lock, a leadership, the hash of a
 * password or the disk; these, and stream handlers, are called on threads of the server.
 */
public final class InProcessTransport implements Transport {
    private static final System.Logger LOG = System.getLogger(InProcessTransport.class.getName());
    private static final TransportFailure CLOSED =
            TransportFailure.notSent(ErrorCode.UNAVAILABLE, "the transport is closed", null);

    private final EtcdServer server;
    private final Function<CallContext, Asker> askers;
    private final Executor taker;
    private final Set<Line<?, ?>> lines = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A door of a server; closing it leaves the server as it is. */
    public InProcessTransport(EtcdServer server) {
        this(server, context -> server.asker(context.token(), null), server.dispatcher());
    }

    private InProcessTransport(EtcdServer server, Function<CallContext, Asker> askers, Executor taker) {
        this.server = server;
        this.askers = askers;
        this.taker = taker;
    }

    /**
     * What is behind a port: it believes what it is told of its callers' certificates. Handlers of calls must do no
     * more than hand their answers on, for those of durable writes are called on the thread of the log: that saves each
     * write a change of threads.
     */
    public static InProcessTransport behindPort(EtcdServer server) {
        return new InProcessTransport(
                server, context -> server.asker(context.token(), context.certificateName()), Runnable::run);
    }

    /** A door through which the server asks itself how it is, also when only users with rights may ask. */
    public static InProcessTransport ofItself(EtcdServer server) {
        return new InProcessTransport(server, context -> Asker.SERVER, server.dispatcher());
    }

    @Override
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
        if (closed) {
            handler.onFailure(CLOSED);
            return Cancellable.NONE;
        }
        try {
            return server.call(rpc, askers.apply(context), request, handler, taker);
        } catch (Refused refused) {
            handler.onFailure(refused.failure());
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "the embedded etcd failed at " + rpc, fault);
            handler.onFailure(new TransportFailure(ErrorCode.INTERNAL, "embedded etcd: " + fault, true, fault));
        }
        return Cancellable.NONE;
    }

    @Override
    public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        if (closed) {
            handler.onEnd(CLOSED);
            return new Line<Q, R>(handler);
        }
        Line<Q, R> line = new Line<>(handler);
        lines.add(line);
        try {
            line.connect(server.open(rpc, askers.apply(context), line));
        } catch (Refused refused) {
            line.onEnd(refused.failure());
            return line;
        }
        if (closed) {
            line.end();
        }
        return line;
    }

    @Override
    public void close() {
        closed = true;
        lines.forEach(Line::end);
    }

    /** One stream of this door, which forgets it when it is over. */
    private final class Line<Q, R> implements Exchange<Q>, StreamHandler<R> {
        private final StreamHandler<R> handler;
        private volatile @Nullable ServedStream<Q> stream;

        Line(StreamHandler<R> handler) {
            this.handler = handler;
        }

        void connect(ServedStream<Q> opened) {
            stream = opened;
        }

        void end() {
            if (stream != null) {
                stream.end(CLOSED);
            }
        }

        @Override
        public void onMessage(R message) {
            handler.onMessage(message);
        }

        @Override
        public void onEnd(@Nullable TransportFailure failure) {
            lines.remove(this);
            handler.onEnd(failure);
        }

        @Override
        public void send(Q message) {
            if (stream != null) {
                stream.send(message);
            }
        }

        @Override
        public void request(int messages) {
            if (stream != null) {
                stream.request(messages);
            }
        }

        @Override
        public void halfClose() {
            if (stream != null) {
                stream.halfClose();
            }
        }

        @Override
        public void cancel() {
            lines.remove(this);
            if (stream != null) {
                stream.cancel();
            }
        }
    }
}
