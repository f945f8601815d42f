package io.mainstay.etcd.internal.stream;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.internal.auth.Pass;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.line.LineUser;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import org.jspecify.annotations.Nullable;

/**
 * One stream to one server, from its opening to its end: told to the listener of events, refused by a member without a
 * leader, and ended when the transport throws, which it never should.
 *
 * <p>Belongs to the serial executor of its owner, apart from the handler, which hears the transport as it speaks and
 * must bring everything there.
 *
 * @param <Q> what the client sends
 * @param <R> what the server sends
 */
public final class ClientStream<Q, R> implements LineUser {
    private final Rpc<Q, R> rpc;
    private final Line line;
    private final Pass pass;
    private final Emitter emitter;
    private final StreamHandler<R> handler;
    private final long eventId;
    private @Nullable Exchange<Q> exchange;
    private volatile boolean left;

    /** A stream that is not open yet. */
    public ClientStream(Rpc<Q, R> rpc, Line line, Pass pass, Emitter emitter, StreamHandler<R> handler) {
        this.rpc = rpc;
        this.line = line;
        this.pass = pass;
        this.emitter = emitter;
        this.handler = handler;
        this.eventId = emitter.nextId();
    }

    /**
     * Opens it.
     *
     * @param ahead how many messages may be on their way to an owner that is busy
     */
    public void open(int ahead) {
        if (emitter.emits()) {
            emitter.emit(new ClientEvent.StreamOpened(eventId, rpc.shortName(), endpoint()));
        }
        line.attach(this);
        try {
            Exchange<Q> opened = line.transport().open(rpc, pass.requireLeader(), handler);
            exchange = opened;
            opened.request(ahead);
        } catch (RuntimeException broken) {
            failed(broken);
        }
    }

    /** The transport threw: the stream is left for another. */
    private void failed(RuntimeException broken) {
        try {
            reset();
        } catch (RuntimeException again) {
            broken.addSuppressed(again);
        }
        exchange = null;
        handler.onEnd(new TransportFailure(ErrorCode.INTERNAL, "the transport failed: " + broken, true, broken));
    }

    /** Sends a message; dropped when the stream is over. */
    public void send(Q message) {
        try {
            if (exchange != null) {
                exchange.send(message);
            }
        } catch (RuntimeException broken) {
            failed(broken);
        }
    }

    /** What was sent just now, or is about to be, has to be answered by a message. */
    public void asked() {
        line.asked(this);
    }

    /** A message came. */
    public void heard() {
        line.answered(this);
    }

    /** The line hangs: the stream ends as if it had broken, and its owner opens another elsewhere. */
    @Override
    public void leave(Line from, TransportFailure why) {
        left = true;
        handler.onEnd(why);
    }

    /** Makes room for more messages. */
    public void request(int messages) {
        if (exchange != null) {
            exchange.request(messages);
        }
    }

    /** Ends it because nobody needs it any more. */
    public void cancel() {
        reset();
        ended(null);
    }

    /** Ends it on the wire. */
    public void reset() {
        if (exchange != null) {
            exchange.cancel();
        }
    }

    /** Tells that the stream is over; called once. */
    public void ended(@Nullable TransportFailure failure) {
        line.detach(this);
        if (left) {
            reset();
        }
        if (emitter.emits()) {
            emitter.emit(new ClientEvent.StreamEnded(
                    eventId,
                    rpc.shortName(),
                    failure == null ? null : ErrorMapper.map(failure, rpc.shortName(), endpoint(), false)));
        }
    }

    /** Where it leads. */
    public Line line() {
        return line;
    }

    /** Where it leads, for people. */
    public String endpoint() {
        return line.endpoint().toString();
    }

    /** What it was opened with. */
    public Pass pass() {
        return pass;
    }
}
