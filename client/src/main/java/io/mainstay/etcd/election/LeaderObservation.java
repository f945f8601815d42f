package io.mainstay.etcd.election;

import io.mainstay.etcd.error.EtcdException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/**
 * The leaders of an election as they come: first who leads, as soon as anybody does, then each leader and each value
 * proclaimed.
 *
 * <p>A broken connection is made again and tells who leads then; what came and went meanwhile is not told, and what was
 * told already is not told twice. The server is asked for more only as they are read. Read it by one thread; closing
 * may happen from any.
 */
public interface LeaderObservation extends Iterable<LeaderResult>, AutoCloseable {
    /**
     * Waits for the next.
     *
     * @return the leader, or empty when the observation was closed
     * @throws EtcdException when the observation has ended by itself, as it may not be made or the client is closed
     */
    Optional<LeaderResult> next();

    /**
     * Waits for the next, but not longer than {@code timeout}.
     *
     * @return the leader, or empty when none came in time or the observation was closed
     * @throws EtcdException as {@link #next()}
     */
    Optional<LeaderResult> poll(Duration timeout);

    /**
     * The leaders one by one, waiting for each. It ends when the observation is closed and throws as {@link #next()}.
     */
    @Override
    Iterator<LeaderResult> iterator();

    /** Ends it here and on the server. Returns at once; closing twice is the same as once. */
    @Override
    void close();
}
