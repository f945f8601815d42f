package io.mainstay.etcd.stream;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.lease.KeptLease;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * Writes bursts of changes, in order, batched: as a subscriber of one publisher, by plain calls, or both.
 *
 * <p><em>Order.</em> Bursts are written in the order in which they were given: whoever sees a change sees all before
 * it. Only one transaction is under way at a time; what comes meanwhile gathers and goes out by the next. With
 * {@link SinkOptions#inFlight} of more than one, transactions that have no key in common overtake each other, and
 * only the changes of each single key are in order.
 *
 * <p><em>Atomicity.</em> A burst that fits into a transaction and names no key twice is written by one, wholly or not
 * at all; small bursts share a transaction, and so a revision. Another burst is split, in order. With {@link
 * SinkOptions#atomic} each burst has a transaction of its own and one that would have to be split ends the sink.
 *
 * <p><em>Once.</em> Transactions are guarded by the revisions of their keys, so that one whose answer was lost is
 * sent again without being applied twice; for that the user needs the permission to read these keys, too. A change
 * counts as unknown only when its transaction's answer was lost, and its keys do not show what became of it.
 *
 * <p><em>The end.</em> The first failure ends the sink: what is under way is awaited, nothing more is sent, and the
 * typed failure counts what was written. Failures are a key that did not stand as a write demanded (see {@link
 * SinkException#conflict}), a lost lease, a refusal, and an etcd out of
 * reach for longer than {@link SinkOptions#patience}. However it ends, its lease is revoked if etcd can be reached, so
 * that its keys vanish at once. A sink that has written nothing has sent nothing and holds no lease.
 *
 * <p><em>Memory.</em> At most {@link SinkOptions.Limits#queue} bursts of the publisher, and as many of plain calls,
 * are held. It asks the publisher for that many and for more as they are written.
 *
 * <p>Safe for use by many threads. Futures, and the publisher's subscription, run on the client's executor.
 */
public interface Sink extends Flow.Subscriber<WriteBurst>, AutoCloseable {
    /**
     * Gives a burst to be written. Blocks while the queue is full.
     *
     * @return completes with the revision at which its last change was written (0 for an empty burst), or fails
     *     with the {@link SinkException} that ended the sink
     * @throws EtcdException when the thread was interrupted while the queue was full; the burst was not taken
     */
    CompletableFuture<Long> send(WriteBurst burst);

    /**
     * Writes a burst and waits for it. Many threads doing this share transactions.
     *
     * @return the revision at which its last change was written; 0 for an empty burst
     * @throws SinkException when it was not written, or may not have been
     */
    long write(WriteBurst burst);

    /**
     * Waits until all that was given before is written. An interrupt ends the wait, not the writing.
     *
     * @throws SinkException when the sink has ended before
     */
    void flush();

    /**
     * Takes nothing more, writes what it holds, and ends the sink, for {@link SinkOptions#closeTimeout} at the most.
     * Waits for that. Also for a sink that has ended: then it only tells how.
     *
     * @return what was written, which is everything
     * @throws SinkException when not everything was written
     */
    SinkResult finish();

    /**
     * Completes when the sink has ended, however that came: with what was written, or with the {@link SinkException}.
     */
    CompletableFuture<SinkResult> ended();

    /** The lease that the keys hang on; empty without one, before the first write, and after the end. */
    Optional<KeptLease> lease();

    /**
     * As {@link #finish()}, but a failure that a call on this sink has thrown before is not thrown again. Closing
     * twice is the same as once.
     */
    @Override
    void close();
}
