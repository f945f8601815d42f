package io.mainstay.etcd.embedded.internal.gateway;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mainstay.etcd.embedded.internal.gateway.ServedCall.Line;
import io.mainstay.etcd.embedded.internal.json.MessageWriter;
import io.mainstay.etcd.embedded.internal.metrics.Traffic;
import io.mainstay.etcd.embedded.internal.procedure.OpenCalls;
import io.mainstay.etcd.embedded.internal.procedure.Procedure;
import io.mainstay.etcd.embedded.internal.procedure.Statuses;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A procedure with a stream of answers, over HTTP: each message of the body is sent as it comes, and once the body has
 * ended each answer is a line {@code {"result": ...}}; a failure is a last line {@code {"error": ...}}.
 *
 * <p>That no answer comes before the end of the body is how etcd's gateway is over HTTP/1.1. Over a WebSocket, whose
 * body ends only with its client, each comes when there is one, if there is a stream of requests too; where there is
 * one request, as for a snapshot, none ever comes. A message that is no good JSON ends what is sent, as if the body had
 * ended before it, and nobody is told. All this is etcd's way too.
 */
final class ServedStream<Q, R> implements Served, OpenCalls.Open {
    /** How many answers are asked for ahead; with Netty's 64 KiB it is all that a slow client can pile up. */
    private static final int AHEAD = 4;
    /** How many messages a body may hold: their answers have to wait for its end. */
    private static final int MOST_MESSAGES = 10_000;

    private final Line line;
    private final Procedure<Q, R> procedure;
    private final Reply reply;
    private final JsonBody body;
    private final boolean duplex;
    private Traffic.@Nullable Call counted;
    private @Nullable Exchange<Q> exchange;
    private int messages;
    private boolean sending = true;
    private boolean bodyEnded;
    private int asked;

    /**
     * A stream.
     *
     * @param duplex whether answers may be given while the body is still coming
     */
    ServedStream(Line line, Procedure<Q, R> procedure, Reply reply, boolean duplex) {
        this.line = line;
        this.procedure = procedure;
        this.reply = reply;
        this.duplex = duplex;
        this.body = new JsonBody(procedure.form(), line.maxMessageBytes());
    }

    /** Opens the stream behind it. */
    void open(CallContext context) {
        line.openCalls().add(this);
        if (!reply.isDone()) {
            counted = line.begin(procedure);
            try {
                exchange = line.inner().open(procedure.rpc(), context, new Answers());
            } catch (RuntimeException e) {
                finish(Status.INTERNAL.withDescription("the stream broke: " + e));
            }
            writable();
        }
    }

    @Override
    public void body(ByteBuf part) {
        if (!sending) {
            return;
        }
        try {
            body.add(part);
            for (Message next = body.next(); next != null; next = body.next()) {
                send(next);
            }
        } catch (StatusRuntimeException e) {
            refuse(e.getStatus());
        }
    }

    @Override
    public void bodyEnded() {
        try {
            Message message = sending ? body.last() : null;
            if (message != null) {
                send(message);
            }
        } catch (StatusRuntimeException e) {
            refuse(e.getStatus());
        }
        bodyBroken();
    }

    @Override
    public void bodyBroken() {
        bodyEnded = true;
        stopSending();
        writable();
    }

    /** Asks for more answers while the client takes them. */
    @Override
    public void writable() {
        if (!reply.isDone() && (duplex || bodyEnded) && exchange != null && asked < AHEAD && reply.isWritable()) {
            int more = AHEAD - asked;
            asked = AHEAD;
            exchange.request(more);
        }
    }

    @Override
    public void gone() {
        sending = false;
        line.openCalls().remove(this);
        if (exchange != null) {
            exchange.cancel();
        }
        if (counted != null) {
            counted.ended(Status.Code.CANCELLED);
        }
    }

    @Override
    public void end(Status status) {
        line.turns().run(() -> {
            finish(status);
            gone();
        });
    }

    private void send(Message message) {
        if (counted != null) {
            counted.received(message.getSerializedSize());
        }
        Q value = procedure.value(message);
        if (++messages > MOST_MESSAGES && !duplex) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("more than " + MOST_MESSAGES + " messages in one request")
                    .asRuntimeException();
        }
        if (value != null && exchange != null) {
            exchange.send(value);
        }
    }

    private void refuse(Status status) {
        if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
            reply.last();
            finish(status);
            gone();
        } else {
            stopSending();
        }
    }

    private void stopSending() {
        if (sending) {
            sending = false;
            if (exchange != null) {
                exchange.halfClose();
            }
        }
    }

    private void write(String json, int size) {
        if (counted != null) {
            counted.sent(size);
        }
        reply.begin(200, Page.CALLED);
        reply.line(json);
        asked--;
        writable();
    }

    private void finish(Status status) {
        sending = false;
        line.openCalls().remove(this);
        if (counted != null) {
            counted.ended(status.getCode());
        }
        if (status.isOk()) {
            reply.begin(200, List.of());
        } else {
            reply.begin(GatewayErrors.httpStatus(status), Page.JSON);
            reply.line("{\"error\":" + line.errors().ofStream(status) + "}");
        }
        reply.end();
    }

    /** What comes from the stream, on a thread of the transport. */
    private final class Answers implements StreamHandler<R> {
        @Override
        public void onMessage(R message) {
            Message answer = procedure.message(message);
            StringBuilder json = new StringBuilder("{\"result\":");
            MessageWriter.write(answer, json);
            String whole = json.append('}').toString();
            line.turns().run(() -> write(whole, answer.getSerializedSize()));
        }

        @Override
        public void onEnd(@Nullable TransportFailure failure) {
            line.turns().run(() -> finish(Statuses.of(failure)));
        }
    }
}
