package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.stream.ServedStream;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import java.util.IdentityHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which remote procedure is served by what: reads by a function, what changes the state by one that checks and
 * proposes, calls that may take long by a starter, streams by an opener. All are told who asks. Filled once, then only read.
 */
final class Routes {
    private final IdentityHashMap<Rpc<?, ?>, BiFunction<Asker, ?, ?>> calls = new IdentityHashMap<>();
    private final IdentityHashMap<Rpc<?, ?>, BiFunction<Asker, ?, ?>> writes = new IdentityHashMap<>();
    private final IdentityHashMap<Rpc<?, ?>, Starter<?, ?>> waits = new IdentityHashMap<>();
    private final IdentityHashMap<Rpc<?, ?>, Opener<?, ?>> streams = new IdentityHashMap<>();

    /** Starts a call that is answered when something happens; its cancel gives that up. */
    @FunctionalInterface
    interface Starter<Q, R> {
        Cancellable start(Asker asker, Q request, ResponseHandler<R> handler);
    }

    /** Opens a stream. */
    @FunctionalInterface
    interface Opener<Q, R> {
        ServedStream<Q> open(Asker asker, StreamHandler<R> handler);
    }

    <Q, R> void call(Rpc<Q, R> rpc, BiFunction<Asker, Q, R> handler) {
        calls.put(rpc, handler);
    }

    <Q, R> void write(Rpc<Q, R> rpc, BiFunction<Asker, Q, Proposal<R>> handler) {
        writes.put(rpc, handler);
    }

    <Q, R> void wait(Rpc<Q, R> rpc, Starter<Q, R> starter) {
        waits.put(rpc, starter);
    }

    <Q, R> void stream(Rpc<Q, R> rpc, Opener<Q, R> opener) {
        streams.put(rpc, opener);
    }

    /** What answers a call, or null when nothing does. */
    @SuppressWarnings("unchecked") // call() has put them together with matching types
    <Q, R> @Nullable BiFunction<Asker, Q, R> caller(Rpc<Q, R> rpc) {
        return (BiFunction<Asker, Q, R>) calls.get(rpc);
    }

    /** What makes a proposal of a call, or null when nothing does. */
    @SuppressWarnings("unchecked") // write() has put them together with matching types
    <Q, R> @Nullable BiFunction<Asker, Q, Proposal<R>> proposer(Rpc<Q, R> rpc) {
        return (BiFunction<Asker, Q, Proposal<R>>) writes.get(rpc);
    }

    /** What starts a call that waits, or null when nothing does. */
    @SuppressWarnings("unchecked") // wait() has put them together with matching types
    <Q, R> @Nullable Starter<Q, R> starter(Rpc<Q, R> rpc) {
        return (Starter<Q, R>) waits.get(rpc);
    }

    /** What opens a stream, or null when nothing does. */
    @SuppressWarnings("unchecked") // stream() has put them together with matching types
    <Q, R> @Nullable Opener<Q, R> opener(Rpc<Q, R> rpc) {
        return (Opener<Q, R>) streams.get(rpc);
    }
}
