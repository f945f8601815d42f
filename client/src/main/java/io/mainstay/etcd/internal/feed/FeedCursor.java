package io.mainstay.etcd.internal.feed;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.kv.Cursor;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A feed as its user reads it who waits.
 *
 * @param <T> the elements
 */
public class FeedCursor<T> implements Cursor<T> {
    private final CallEngine calls;
    private final Feed<T> feed;
    private final String operation;
    private final AtomicBoolean taken = new AtomicBoolean();

    /** A cursor over a feed of its own. */
    public FeedCursor(CallEngine calls, Feed<T> feed, String operation) {
        this.calls = calls;
        this.feed = feed;
        this.operation = operation;
    }

    @Override
    public Iterator<T> iterator() {
        if (!taken.compareAndSet(false, true)) {
            throw new IllegalStateException("this " + operation + " is read once; start another");
        }
        return new Elements();
    }

    @Override
    public void close() {
        feed.close();
    }

    private final class Elements implements Iterator<T> {
        private Iterator<T> here = Collections.emptyIterator();
        private boolean over;

        @Override
        public boolean hasNext() {
            if (!here.hasNext() && !over) {
                CompletableFuture<List<T>> next = feed.next();
                List<T> elements = calls.awaitEnd(next, () -> {
                    next.completeExceptionally(ErrorMapper.interrupted(operation));
                    feed.close();
                });
                over = elements.isEmpty();
                here = elements.iterator();
            }
            return here.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there is no more in this " + operation);
            }
            return here.next();
        }
    }
}
