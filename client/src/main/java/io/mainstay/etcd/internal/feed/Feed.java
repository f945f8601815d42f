package io.mainstay.etcd.internal.feed;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Where a long answer comes from, one list of elements after the other.
 *
 * @param <T> the elements
 */
public interface Feed<T> {
    /**
     * The next elements; an empty list means that there are no more, also after {@link #close}. It ends by itself,
     * with an {@link io.mainstay.etcd.error.EtcdException} when it failed, and completes on any thread: what is chained
     * to it must be short and run no user code. Not to be called before the list asked for before has come.
     */
    CompletableFuture<List<T>> next();

    /** Lets go of what is under way; a list that was asked for comes empty. Does not block. */
    void close();
}
