package io.mainstay.etcd.internal.stream;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.line.LineUser;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call whose answer is a stream: one request, then messages as they are asked for, then exactly one end.
 *
 * <p>The receiver is called on a thread of the transport, one call at a time; it may be called before {@link #open} has
 * returned. It hears one end, unless the stream was cancelled: then it hears nothing more, except what was just under
 * way. A stream makes one attempt and knows no time: what to do after a failure, and how long to wait for a message, is
 * its user's. The client's close ends it through its transport.
 *
 * @param <Q> the request
 * @param <R> the messages
 */
public final class ServerStream<Q, R> implements LineUser {
    private final Line line;
    private final Rpc<Q, R> rpc;
    private final Emitter emitter;
    private final long eventId;
    private final StreamHandler<R> receiver;
    private final AtomicBoolean over = new AtomicBoolean();

    /** An exchange must not be used by two threads at a time, and room may be made by any. */
    private final SerialExecutor turns = new SerialExecutor();

    private @Nullable Exchange<Q> exchange;

    private ServerStream(Line line, Rpc<Q, R> rpc, Emitter emitter, StreamHandler<R> receiver) {
        this.line = line;
        this.rpc = rpc;
        this.emitter = emitter;
        this.eventId = emitter.nextId();
        this.receiver = receiver;
    }

    /**
     * Sends a request and waits for nothing; no message comes before {@link #request} has made room.
     *
     * @param line where to
     * @param rpc the procedure
     * @param request its one request
     * @param context what goes with it: the token, and whether to require a leader
     * @param emitter hears when the stream begins and ends
     * @param receiver hears the messages and the end
     */
    public static <Q, R> ServerStream<Q, R> open(
            Line line, Rpc<Q, R> rpc, Q request, CallContext context, Emitter emitter, StreamHandler<R> receiver) {
        ServerStream<Q, R> stream = new ServerStream<>(line, rpc, emitter, receiver);
        if (emitter.emits()) {
            emitter.emit(new ClientEvent.StreamOpened(stream.eventId, rpc.shortName(), stream.endpoint()));
        }
        stream.turns.execute(() -> stream.begin(request, context));
        return stream;
    }

    private void begin(Q request, CallContext context) {
        line.attach(this);
        try {
            Exchange<Q> opened = line.transport().open(rpc, context, new Handler());
            exchange = opened;
            opened.send(request);
            opened.halfClose();
        } catch (RuntimeException broken) {
            end(new TransportFailure(ErrorCode.INTERNAL, "the transport failed: " + broken, true, broken));
        }
    }

    /** The line hangs: the stream ends as if it had broken. */
    @Override
    public void leave(Line left, TransportFailure why) {
        if (over.compareAndSet(false, true)) {
            told(why);
            turns.execute(this::reset);
            receiver.onEnd(why);
        }
    }

    /** Makes room for this many more messages. */
    public void request(int messages) {
        turns.execute(() -> {
            if (exchange != null && !over.get()) {
                exchange.request(messages);
            }
        });
    }

    /** Ends it because nobody needs it any more. Doing so twice is the same as once. */
    public void cancel() {
        if (over.compareAndSet(false, true)) {
            told(null);
            turns.execute(this::reset);
        }
    }

    private void reset() {
        if (exchange != null) {
            exchange.cancel();
        }
    }

    /** Where it leads. */
    public Line line() {
        return line;
    }

    /** Where it leads, for messages. */
    public String endpoint() {
        return line.endpoint().toString();
    }

    private void end(@Nullable TransportFailure failure) {
        if (over.compareAndSet(false, true)) {
            told(failure);
            receiver.onEnd(failure);
        }
    }

    private void told(@Nullable TransportFailure failure) {
        line.detach(this);
        if (emitter.emits()) {
            String operation = rpc.shortName();
            emitter.emit(new ClientEvent.StreamEnded(
                    eventId,
                    operation,
                    failure == null ? null : ErrorMapper.map(failure, operation, endpoint(), false)));
        }
    }

    /** What the transport calls. */
    private final class Handler implements StreamHandler<R> {
        @Override
        public void onMessage(R message) {
            if (!over.get()) {
                receiver.onMessage(message);
            }
        }

        @Override
        public void onEnd(@Nullable TransportFailure failure) {
            end(failure);
        }
    }
}
