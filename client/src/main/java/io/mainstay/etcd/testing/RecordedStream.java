package io.mainstay.etcd.testing;

import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a stream of a transport under test brings, in order, to be waited for.
 *
 * @param <R> the messages
 */
public final class RecordedStream<R> implements StreamHandler<R> {
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    /** The end of a stream, as something a queue can hold. */
    private record End(Optional<TransportFailure> failure) {}

    @Override
    public void onMessage(R message) {
        seen.add(message);
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        seen.add(new End(Optional.ofNullable(failure)));
    }

    /** Waits for a message. @throws AssertionError when the stream has ended, or nothing came in time */
    @SuppressWarnings("unchecked") // nothing but messages and ends is put in
    public R message() throws InterruptedException {
        Object next = RecordedCall.next(seen, "message");
        if (next instanceof End end) {
            throw new AssertionError("the stream has ended: " + end.failure());
        }
        return (R) next;
    }

    /**
     * Waits for the end: empty where the server ended it in order.
     *
     * @throws AssertionError when there is another message, or nothing came in time
     */
    public Optional<TransportFailure> end() throws InterruptedException {
        Object next = RecordedCall.next(seen, "end");
        if (next instanceof End end) {
            return end.failure();
        }
        throw new AssertionError("the stream goes on: " + next);
    }

    /** How much has come that was not taken. */
    public int waiting() {
        return seen.size();
    }

    /** Checks that nothing else has come. */
    public void assertNoMore() {
        RecordedCall.assertEmpty(seen);
    }
}
