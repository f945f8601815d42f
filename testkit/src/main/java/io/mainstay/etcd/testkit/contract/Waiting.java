package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for what is bound to come, and no longer than {@link ContractSuite#PATIENCE}. */
final class Waiting {
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private Waiting() {}

    /** The value of a future. */
    static <T extends @Nullable Object> T get(CompletableFuture<T> future) {
        try {
            return future.get(ContractSuite.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the future failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the future did not complete within " + ContractSuite.PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What a future failed with. */
    static Throwable failure(CompletableFuture<?> future) {
        try {
            Object value = future.get(ContractSuite.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("the future completed normally with " + value);
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError("the future did not complete within " + ContractSuite.PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The next element of a queue. */
    static <T> T take(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(ContractSuite.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came within " + ContractSuite.PATIENCE);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits until the server has accepted a watch. */
    static Watch ready(Watch watch) {
        get(watch.ready());
        return watch;
    }

    /** The next batch, be it events or progress. */
    static WatchBatch batch(Watch watch) {
        return watch.poll(ContractSuite.PATIENCE)
                .orElseThrow(() -> new AssertionError("no batch came within " + ContractSuite.PATIENCE));
    }

    /** Asks for progress again and again, because a watch that is catching up gets no answer; the next batch. */
    static WatchBatch progress(Watch watch) {
        for (long waited = 0; waited < ContractSuite.PATIENCE.toMillis(); waited += ASK_AGAIN.toMillis()) {
            watch.requestProgress();
            Optional<WatchBatch> batch = watch.poll(ASK_AGAIN);
            if (batch.isPresent()) {
                return batch.get();
            }
        }
        throw new AssertionError("no progress was told within " + ContractSuite.PATIENCE);
    }

    /** The next batch that has events. */
    static WatchBatch eventBatch(Watch watch) {
        WatchBatch next = batch(watch);
        while (next.isProgress()) {
            next = batch(watch);
        }
        return next;
    }

    /** The next events, at least so many: as many as come with the batch that completes the number. */
    static List<WatchEvent> events(Watch watch, int number) {
        List<WatchEvent> events = new ArrayList<>();
        while (events.size() < number) {
            events.addAll(eventBatch(watch).events());
        }
        return events;
    }
}
