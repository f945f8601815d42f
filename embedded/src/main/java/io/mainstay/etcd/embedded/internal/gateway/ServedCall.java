package io.mainstay.etcd.embedded.internal.gateway;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mainstay.etcd.embedded.internal.json.MessageWriter;
import io.mainstay.etcd.embedded.internal.metrics.Traffic;
import io.mainstay.etcd.embedded.internal.procedure.OpenCalls;
import io.mainstay.etcd.embedded.internal.procedure.Procedure;
import io.mainstay.etcd.embedded.internal.procedure.Statuses;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A procedure with one request and one answer, over HTTP: the first message of the body is the request, an empty body
 * is an empty message, and what follows the first message is passed over.
 */
final class ServedCall<Q, R> implements Served, OpenCalls.Open {
    private final Line line;
    private final Procedure<Q, R> procedure;
    private final CallContext context;
    private final Reply reply;
    private final JsonBody body;
    private Traffic.@Nullable Call counted;
    private @Nullable Message request;
    private @Nullable Status refusal;
    private Cancellable underWay = Cancellable.NONE;

    /**
     * What is the same for all that comes over one connection.
     *
     * @param inner what answers
     * @param traffic where calls are counted
     * @param openCalls where calls under way are noted
     * @param turns the thread of the connection
     * @param maxMessageBytes the largest message that is let through
     * @param errors how failures are told
     */
    record Line(
            Transport inner,
            Traffic traffic,
            OpenCalls openCalls,
            Turns turns,
            int maxMessageBytes,
            GatewayErrors errors) {
        /** Counts a call that begins. */
        Traffic.Call begin(Procedure<?, ?> procedure) {
            return traffic.begin(procedure.rpc().fullName(), null);
        }
    }

    ServedCall(Line line, Procedure<Q, R> procedure, CallContext context, Reply reply) {
        this.line = line;
        this.procedure = procedure;
        this.context = context;
        this.reply = reply;
        this.body = new JsonBody(procedure.form(), line.maxMessageBytes());
    }

    @Override
    public void body(ByteBuf part) {
        if (request != null || refusal != null) {
            return;
        }
        try {
            body.add(part);
            request = body.next();
        } catch (StatusRuntimeException e) {
            refusal = e.getStatus();
        }
        if (refusal != null && refusal.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
            reply.last();
            refuse(refusal);
        }
    }

    @Override
    public void bodyEnded() {
        try {
            Message message = request == null && refusal == null ? body.last() : request;
            Status wrong = refusal;
            if (wrong != null) {
                refuse(wrong);
            } else {
                call(message == null ? procedure.form() : message);
            }
        } catch (StatusRuntimeException e) {
            refuse(e.getStatus());
        }
    }

    @Override
    public void bodyBroken() {
        refuse(Status.INVALID_ARGUMENT.withDescription("invalid byte in chunk length"));
    }

    @Override
    public void gone() {
        line.openCalls().remove(this);
        underWay.cancel();
        if (counted != null) {
            counted.ended(Status.Code.CANCELLED);
        }
    }

    @Override
    public void end(Status status) {
        line.turns().run(() -> {
            refuse(status);
            underWay.cancel();
        });
    }

    private void call(Message message) {
        Traffic.Call begun = line.begin(procedure);
        counted = begun;
        begun.received(message.getSerializedSize());
        Q value = procedure.value(message);
        if (value == null) {
            refuse(Status.INTERNAL.withDescription("the request says nothing"));
            return;
        }
        line.openCalls().add(this);
        if (reply.isDone()) {
            return;
        }
        try {
            underWay = line.inner().call(procedure.rpc(), value, context, new Outcome());
        } catch (RuntimeException e) {
            refuse(Status.INTERNAL.withDescription("the call broke: " + e));
        }
    }

    private void refuse(Status status) {
        finish(status, line.errors().page(status));
    }

    private void finish(Status status, Page page) {
        line.openCalls().remove(this);
        if (counted != null) {
            counted.ended(status.getCode());
        }
        reply.whole(page);
    }

    /** What comes of the call, on whichever thread. */
    private final class Outcome implements ResponseHandler<R> {
        @Override
        public void onResponse(R answer) {
            Message message = procedure.message(answer);
            StringBuilder json = new StringBuilder();
            MessageWriter.write(message, json);
            line.turns().run(() -> {
                if (counted != null) {
                    counted.sent(message.getSerializedSize());
                }
                finish(Status.OK, new Page(200, Page.CALLED, json.toString()));
            });
        }

        @Override
        public void onFailure(TransportFailure failure) {
            line.turns().run(() -> refuse(Statuses.of(failure)));
        }
    }
}
