package io.mainstay.etcd.kv;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A long answer that is read bit by bit: nothing is asked for before the first element is wanted, and the next bit is
 * asked for while this one is read.
 *
 * <p>It is read once, by one thread, through {@link #iterator()} or {@link #stream()}. Reading waits for the server:
 * for each bit no longer than the client's call timeout, however long the whole takes. What fails is thrown by the
 * iterator as an {@link io.mainstay.etcd.error.EtcdException}, after every element before it. An interrupt ends the
 * cursor with a {@link io.mainstay.etcd.error.CallCancelledException}.
 *
 * @param <T> the elements
 */
public interface Cursor<T> extends Iterable<T>, AutoCloseable {
    /**
     * The elements in order, waiting where needed. After {@link #close()} there are none.
     *
     * @throws IllegalStateException when they have been asked for before
     */
    @Override
    Iterator<T> iterator();

    /**
     * The elements as a stream, whose own close closes this; a stream that is not closed must be read to its end.
     *
     * @throws IllegalStateException when they have been asked for before
     */
    default Stream<T> stream() {
        Spliterator<T> elements =
                Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(elements, false).onClose(this::close);
    }

    /** Lets go of what is under way. Returns at once; closing twice is the same as once. */
    @Override
    void close();
}
