package io.mainstay.etcd.embedded.internal.gateway;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mainstay.etcd.embedded.internal.json.MessageWriter;
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
    private @Nullable Message request;
    private @Nullable Status refusal;
    private Cancellable underWay = Cancellable.NONE;

    /**
     * What is the same for all that comes over one connection.
     *
     * @param inner what answers
     * @param openCalls where calls under way are noted
     * @param turns the thread of the connection
     * @param maxMessageBytes the largest message that is let through
     * @param errors how failures are told
     */
    record Line(Transport inner, OpenCalls openCalls, Turns turns, int maxMessageBytes, GatewayErrors errors) {}

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
            finish(line.errors().page(refusal));
        }
    }

    @Override
    public void bodyEnded() {
        try {
            Message message = request == null && refusal == null ? body.last() : request;
            Status wrong = refusal;
            if (wrong != null) {
                finish(line.errors().page(wrong));
            } else {
                call(procedure.value(message == null ? procedure.form() : message));
            }
        } catch (StatusRuntimeException e) {
            finish(line.errors().page(e.getStatus()));
        }
    }

    @Override
    public void bodyBroken() {
        finish(line.errors().page(Status.INVALID_ARGUMENT.withDescription("invalid byte in chunk length")));
    }

    @Override
    public void gone() {
        line.openCalls().remove(this);
        underWay.cancel();
    }

    @Override
    public void end(Status status) {
        line.turns().run(() -> {
            underWay.cancel();
            finish(line.errors().page(status));
        });
    }

    private void call(@Nullable Q value) {
        if (value == null) {
            finish(line.errors().page(Status.INTERNAL.withDescription("the request says nothing")));
            return;
        }
        line.openCalls().add(this);
        if (reply.isDone()) {
            return;
        }
        try {
            underWay = line.inner().call(procedure.rpc(), value, context, new Outcome());
        } catch (RuntimeException e) {
            finish(line.errors().page(Status.INTERNAL.withDescription("the call broke: " + e)));
        }
    }

    private void finish(Page page) {
        line.openCalls().remove(this);
        reply.whole(page);
    }

    /** What comes of the call, on whichever thread. */
    private final class Outcome implements ResponseHandler<R> {
        @Override
        public void onResponse(R answer) {
            StringBuilder json = new StringBuilder();
            MessageWriter.write(procedure.message(answer), json);
            line.turns().run(() -> finish(new Page(200, Page.CALLED, json.toString())));
        }

        @Override
        public void onFailure(TransportFailure failure) {
            line.turns().run(() -> finish(line.errors().page(Statuses.of(failure))));
        }
    }
}
