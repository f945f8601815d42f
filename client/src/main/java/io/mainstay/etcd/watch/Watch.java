package io.mainstay.etcd.watch;

import io.mainstay.etcd.error.EtcdException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A running watch: it sees every change of its keys once, in order, whatever happens to connections, until it is closed
 * or ends with a typed error.
 *
 * <p>What it guarantees: events are <em>ordered</em> by revision, <em>unique</em>, <em>atomic</em> (one revision is
 * never split), <em>resumable</em> (a broken stream is taken up again after the last revision seen),
 * <em>bookmarked</em> (a progress notice means that nothing before it is missing), and the end comes <em>exactly
 * once</em>.
 *
 * <p>Events wait in a bounded queue. What happens when it is full is the request's {@link WatchOverflow}: by default
 * the server-side watch is cancelled, and started again from where the queue ends as soon as there is room, so a slow
 * reader costs neither memory nor other watches; it only ends when the history it still needs is compacted meanwhile.
 *
 * <p>A quiet watch is not taken at its silence. When its stream has brought no proof for a while that nothing is
 * missing (see {@link io.mainstay.etcd.EtcdClientBuilder#watchProgress}) the server is asked for one, with one small
 * message for all watches of the stream; a server that answers nothing more is left for another. The answer also
 * moves the revision from which the watch would be taken up again, so a compaction during an outage ends no watch
 * that was merely quiet.
 *
 * <p>Read it by one thread: {@link #next()}, {@link #poll}, or the iterator. Closing may happen from any thread.
 */
public interface Watch extends Iterable<WatchEvent>, AutoCloseable {
    /**
     * Completes with the revision from which on nothing is missed: every change at or after it will be seen. It fails
     * when the watch ends before the server has accepted it.
     */
    CompletableFuture<Long> ready();

    /** Completes when the watch has ended: normally when it was closed, else with the {@link EtcdException}. */
    CompletableFuture<Void> ended();

    /**
     * Waits for the next batch.
     *
     * @return the batch, or empty when the watch was closed
     * @throws EtcdException when the watch has ended by itself; every batch before was returned
     */
    Optional<WatchBatch> next();

    /**
     * Waits for the next batch, but not longer than {@code timeout}.
     *
     * @return the batch, or empty when none came in time or the watch was closed
     * @throws EtcdException when the watch has ended by itself; every batch before was returned
     */
    Optional<WatchBatch> poll(Duration timeout);

    /**
     * The events one by one, waiting for each. It ends when the watch is closed and throws what {@link #next()} throws.
     */
    @Override
    Iterator<WatchEvent> iterator();

    /**
     * Everything at or below this revision that the watch was to see has been received. 0 before it is ready. It may
     * be ahead of where the watch would be taken up again, since old servers tell progress too early: a compaction
     * during an outage can end a watch although it was complete. How old
     * that knowledge is tells {@link #staleness()}.
     */
    long completeUpTo();

    /**
     * How long ago the server last showed that the watch has seen all there was: by an event that was the newest
     * change, by a progress notice, or by its answer to the client's regular question. Counted from when that message
     * came; before the first one, from when the watch was started. Any thread; costs no call.
     *
     * <p>While all is well it stays below a little more than the interval of {@link
     * io.mainstay.etcd.EtcdClientBuilder#watchProgress}. It grows while the client is cut off, while the watch is
     * behind, and while a full queue holds it back; then {@link #completeUpTo()} is what was true that long ago. Over
     * etcd's JSON gateway nobody can ask, and it moves with events and with the server's own notices, each 10 minutes
     * by default.
     */
    Duration staleness();

    /**
     * Asks the server how far the stream is complete; the answer comes as a progress notice, unless the watch is just
     * catching up, or waits for a revision more than one ahead of the newest: until then etcd answers nothing to any
     * watch of the stream. Returns at once; over etcd's JSON gateway nothing can be asked, and nothing happens.
     */
    void requestProgress();

    /** Ends the watch here and on the server. Returns at once; closing twice is the same as once. */
    @Override
    void close();
}
