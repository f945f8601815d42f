package io.mainstay.etcd.internal.layer;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * How a layer changes the requests and answers of one procedure. Pure, and so for any thread.
 *
 * <p>An {@link io.mainstay.etcd.error.EtcdException} thrown by either method fails the call or stream with that type.
 *
 * @param <Q> the request
 * @param <R> the answer, or each answer of a stream
 */
public interface Mapping<Q, R> {
    /** What goes down to the wire instead of a request. */
    Q request(Q request);

    /**
     * What goes up to the client instead of an answer.
     *
     * @param request the request as it came from the client; on a stream, the last one
     * @param answer the answer as it came from the wire
     */
    R answer(Q request, R answer);

    /**
     * The same for a message of a stream, of which may be made more than one, or none. What is made beyond the first is
     * delivered without the client having made room for it.
     */
    default List<R> answers(Q request, R answer) {
        return List.of(answer(request, answer));
    }

    /** A mapping of a function for each direction. */
    static <Q, R> Mapping<Q, R> of(UnaryOperator<Q> out, BiFunction<Q, R, R> in) {
        return new Mapping<>() {
            @Override
            public Q request(Q request) {
                return out.apply(request);
            }

            @Override
            public R answer(Q request, R answer) {
                return in.apply(request, answer);
            }
        };
    }
}
