package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpc.Effect;
import java.util.function.Function;

/**
 * What to call.
 *
 * @param <Q> the request
 * @param <R> the server's answer
 * @param <T> what the user gets
 * @param rpc the procedure
 * @param effect what a second run would do
 * @param request the request
 * @param finish makes the user's result of the answer; must not throw
 * @param terms how, where the client's own way is not right
 */
public record Task<Q, R, T>(Rpc<Q, R> rpc, Effect effect, Q request, Function<R, T> finish, Terms terms) {
    /** A call the client's own way. */
    public Task(Rpc<Q, R> rpc, Effect effect, Q request, Function<R, T> finish) {
        this(rpc, effect, request, finish, Terms.CLIENTS);
    }
}
