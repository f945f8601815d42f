package io.mainstay.etcd.view;

import io.mainstay.etcd.error.EtcdException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One key as a decoded value, current whatever happens to connections.
 *
 * <p>A version that the decoder refuses changes nothing but the count of refusals: the last good one stays in force. When
 * the key is deleted the value is cleared, also when that happened while etcd could not be reached. While etcd is away
 * the value stays as it was, and {@link #status()} tells how old that is.
 *
 * @param <T> the value
 */
public interface WatchedValue<T> extends AutoCloseable {
    /** The value in force; null when there is none. Wait-free, allocates nothing, makes no call. */
    @Nullable
    T get();

    /** The value in force and how it stands. Does not block. */
    ValueStatus<T> status();

    /**
     * Completes when etcd has answered for the first time and that is in force, or refused. It fails, with an {@link
     * EtcdException}, when the value ends before; while etcd is away it waits.
     */
    CompletableFuture<ValueStatus<T>> ready();

    /** Completes when all versions up to a revision of the store are in force, or refused. It fails as ready does. */
    CompletableFuture<ValueStatus<T>> reached(long revision);

    /**
     * Waits until all versions up to a revision of the store are in force, or refused. Blocks.
     *
     * @throws io.mainstay.etcd.error.DeadlineExceededException when that is not so in time
     * @throws EtcdException when the value has ended
     */
    ValueStatus<T> awaitRevision(long revision, Duration timeout);

    /** Calls a listener from now on, first with what is. */
    Listening listen(ValueListener<T> listener);

    /** Ends it; the value stays as it is. Does not block. Closing twice is the same as once. */
    @Override
    void close();
}
