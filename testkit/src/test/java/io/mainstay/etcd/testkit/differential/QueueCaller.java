package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.kv.Bytes;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The way that calls take to a server whose locks and elections are contended for. */
interface QueueCaller {
    /**
     * A call under way.
     *
     * @param answer when it has come
     * @param giveUp ends the call; its answer then never comes
     */
    record Call(CompletableFuture<Answer> answer, Runnable giveUp) {}

    Call start(Operation<?, ?> operation);

    /** Hands on each leader of an election; what it gives back stops it. */
    Runnable observe(Bytes election, Consumer<Answer> seen);
}
