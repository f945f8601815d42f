package io.mainstay.etcd.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Waits for conditions that nothing announces, like a count on a server. Whatever is announced is better waited for.
 */
public final class Await {
    /** How long a condition may take. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long LOOK_AGAIN_MILLIS = 10;

    private Await() {}

    /**
     * Looks every 10 ms until the condition holds.
     *
     * @param what the condition in words, for the error
     * @throws AssertionError when it does not hold within {@link #PATIENCE}, or the thread is interrupted
     */
    public static void until(String what, BooleanSupplier condition) {
        CompletableFuture<Void> never = new CompletableFuture<>();
        for (long waited = 0; !condition.getAsBoolean(); waited += LOOK_AGAIN_MILLIS) {
            if (waited > PATIENCE.toMillis()) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            try {
                never.get(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException again) {
                // Time to look again.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting: " + what, e);
            }
        }
    }
}
