package io.mainstay.etcd.view;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a prefix in memory: loaded at one revision, kept current by a watch, whatever happens to connections.
 *
 * <p>At any moment it equals the store at {@link #revision()}: the changes of one revision appear together, and none is
 * skipped. While etcd is away it stays as it was, and {@link #status()} tells how old that is. When history is
 * compacted before it was seen, all keys are read again and listeners hear the exact difference. It ends by itself
 * only when it can never go on, like after a permission was taken, and then stays as it was.
 *
 * <p>Reading is done without a lock, a call or an allocation, by as many threads as like. A read may be behind the
 * store by the time a change travels; {@link #awaitRevision} (read your writes) and {@link #awaitCurrent}
 * (linearizable) wait until it is not.
 *
 * <pre>{@code
 * PrefixView view = etcd.view("/app/");
 * view.ready().join();
 * KeyValue kv = view.get("/app/name");
 * long written = etcd.kv().put("/app/name", "x").header().revision();
 * view.awaitRevision(written, Duration.ofSeconds(1)).get("/app/name");
 * }</pre>
 */
public interface PrefixView extends AutoCloseable {
    /** The keys as they are now; empty, at revision 0, before the view was loaded. Wait-free. */
    ViewSnapshot snapshot();

    /** The key as it is now, or null when it does not exist. Wait-free, and allocates nothing. */
    @Nullable
    KeyValue get(Bytes key);

    /** {@link #get(Bytes)} for UTF-8 text, which is encoded first. */
    default @Nullable KeyValue get(String key) {
        return get(Bytes.utf8(key));
    }

    /** How many keys there are now. */
    default int size() {
        return snapshot().size();
    }

    /** The view equals the store at this revision; 0 before it was loaded. */
    default long revision() {
        return snapshot().revision();
    }

    /** How the view stands, and how old it may be. */
    ViewStatus status();

    /**
     * Completes with the first complete snapshot. It fails, with an {@link EtcdException}, when the view ends before;
     * while etcd is away it waits. The future is a copy: cancelling it ends nothing.
     */
    CompletableFuture<ViewSnapshot> ready();

    /**
     * Completes with a snapshot of this revision or a later one. When nothing changes among the keys of the view, the
     * server is asked how far it is complete. It fails, with an {@link EtcdException}, when the view ends before.
     */
    CompletableFuture<ViewSnapshot> reached(long revision);

    /**
     * Waits for a snapshot of this revision or a later one; at once when the view has come so far already. With the
     * revision that a write has answered, this reads your own writes. Blocks.
     *
     * @throws io.mainstay.etcd.error.DeadlineExceededException when the view has not come so far in time
     * @throws EtcdException when the view has ended
     */
    ViewSnapshot awaitRevision(long revision, Duration timeout);

    /**
     * Completes with a snapshot that has everything that was written, by whomever, before this was called: the store's
     * revision is asked for by one cheap linearizable read, and the view awaited at it.
     */
    CompletableFuture<ViewSnapshot> current();

    /**
     * Waits for {@link #current()}: a linearizable read of the whole prefix for the price of one small call. Blocks.
     *
     * @throws io.mainstay.etcd.error.DeadlineExceededException when the view has not come so far in time
     * @throws EtcdException when the view has ended, or the read has failed
     */
    ViewSnapshot awaitCurrent(Duration timeout);

    /** Calls a listener from now on, first with all that is there; before the view is loaded, as soon as it is. */
    Listening listen(ViewListener listener);

    /**
     * An index of the view by words, derived from each key by a function: of no word, one, or more. The function runs
     * on the threads that read the index, and must depend on nothing but the key it is given.
     */
    ViewIndex index(Function<KeyValue, ? extends Collection<String>> words);

    /** Completes when the view has ended: normally when it was closed, else with the {@link EtcdException}. */
    CompletableFuture<Void> ended();

    /** Ends the view; what it holds stays readable. Does not block. Closing twice is the same as once. */
    @Override
    void close();
}
