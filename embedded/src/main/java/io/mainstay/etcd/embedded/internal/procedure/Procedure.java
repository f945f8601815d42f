package io.mainstay.etcd.embedded.internal.procedure;

import com.google.protobuf.Message;
import io.grpc.StatusRuntimeException;
import io.mainstay.etcd.spi.Rpc;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A procedure as doors serve it: which messages its requests are, which values these stand for, and which messages its
 * answers become.
 *
 * @param <Q> the value of a request
 * @param <R> the value of an answer
 */
public final class Procedure<Q, R> {
    private final Rpc<Q, R> rpc;
    private final Shape shape;
    private final Message form;
    private final Function<Message, @Nullable Q> toValue;
    private final Function<R, ? extends Message> toMessage;

    private enum Shape {
        CALL,
        ANSWERS,
        STREAM
    }

    private Procedure(
            Rpc<Q, R> rpc,
            Shape shape,
            Message form,
            Function<Message, @Nullable Q> toValue,
            Function<R, ? extends Message> toMessage) {
        this.rpc = rpc;
        this.shape = shape;
        this.form = form;
        this.toValue = toValue;
        this.toMessage = toMessage;
    }

    /** One with a request and an answer. */
    static <Q, R, P extends Message> Procedure<Q, R> call(
            Rpc<Q, R> rpc, P form, Function<P, @Nullable Q> toValue, Function<R, ? extends Message> toMessage) {
        return new Procedure<>(rpc, Shape.CALL, form, cast(toValue), toMessage);
    }

    /** One with a request and a stream of answers. */
    static <Q, R, P extends Message> Procedure<Q, R> answers(
            Rpc<Q, R> rpc, P form, Function<P, @Nullable Q> toValue, Function<R, ? extends Message> toMessage) {
        return new Procedure<>(rpc, Shape.ANSWERS, form, cast(toValue), toMessage);
    }

    /** One with a stream in each direction. */
    static <Q, R, P extends Message> Procedure<Q, R> stream(
            Rpc<Q, R> rpc, P form, Function<P, @Nullable Q> toValue, Function<R, ? extends Message> toMessage) {
        return new Procedure<>(rpc, Shape.STREAM, form, cast(toValue), toMessage);
    }

    /** Requests are only ever made from the form that was given together with this function. */
    @SuppressWarnings("unchecked")
    private static <Q, P extends Message> Function<Message, @Nullable Q> cast(Function<P, @Nullable Q> toValue) {
        return message -> toValue.apply((P) message);
    }

    /** Its name. */
    public Rpc<Q, R> rpc() {
        return rpc;
    }

    /** Whether there is a stream in one direction at least, and not one request and one answer. */
    public boolean isStream() {
        return shape != Shape.CALL;
    }

    /** Whether it is answered while its client has more to say. */
    public boolean isDuplex() {
        return shape == Shape.STREAM;
    }

    /** A request with nothing in it, from which others are made. */
    public Message form() {
        return form;
    }

    /**
     * What a request stands for.
     *
     * @return the value, or null for a request to pass over
     * @throws StatusRuntimeException with the status to refuse the request with
     */
    public @Nullable Q value(Message request) {
        return toValue.apply(request);
    }

    /** The message of an answer. */
    public Message message(R answer) {
        return toMessage.apply(answer);
    }
}
