package io.mainstay.etcd.testing;

import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The outcome of a call to a transport under test, to be waited for. It keeps every outcome it is given, so that a
 * second one, which no transport may give, shows.
 *
 * @param <R> the answer
 */
public class RecordedCall<R> implements ResponseHandler<R> {
    /** How long an outcome is waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();

    @Override
    public void onResponse(R response) {
        outcomes.add(response);
    }

    @Override
    public void onFailure(TransportFailure failure) {
        outcomes.add(failure);
    }

    /** Waits for the answer. @throws AssertionError when the call failed, or none came in time */
    @SuppressWarnings("unchecked") // nothing but answers and failures is put in
    public R response() throws InterruptedException {
        Object outcome = next(outcomes, "outcome");
        if (outcome instanceof TransportFailure failure) {
            throw new AssertionError("the call failed: " + failure, failure.cause());
        }
        return (R) outcome;
    }

    /** Waits for the failure. @throws AssertionError when the call was answered, or nothing came in time */
    public TransportFailure failure() throws InterruptedException {
        Object outcome = next(outcomes, "outcome");
        if (outcome instanceof TransportFailure failure) {
            return failure;
        }
        throw new AssertionError("the call was answered: " + outcome);
    }

    /** Whether an outcome has come that was not taken. */
    public boolean isThere() {
        return !outcomes.isEmpty();
    }

    /** Whether the outcome that has come is no failure. */
    public boolean isResponse() {
        return isThere() && !(outcomes.peek() instanceof TransportFailure);
    }

    /** Checks that no other outcome has come. */
    public void assertNoMore() {
        assertEmpty(outcomes);
    }

    static Object next(BlockingQueue<Object> queue, String what) throws InterruptedException {
        Object next = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no " + what + " within " + PATIENCE);
        }
        return next;
    }

    static void assertEmpty(BlockingQueue<Object> queue) {
        if (!queue.isEmpty()) {
            throw new AssertionError("there is more: " + queue);
        }
    }
}
