package io.mainstay.etcd.internal.healing;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.watch.WatchFeed;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.spi.Cancellable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One key of a healing lease: what its user wants there, and what is known of it. Belongs to the healer's executor. */
final class HeldKey {
    final Bytes key;
    KeyState state = new KeyState.Pending(0);

    /** What is to be there, and the number of that wish. */
    Bytes value = Bytes.EMPTY;

    long wish;

    /** What was last put; null when nothing ever was. */
    @Nullable
    Bytes put;

    /** What the put under way puts. */
    Bytes sent = Bytes.EMPTY;

    long sentWish;

    int failures;

    /** Why the last put failed. */
    @Nullable
    EtcdException failure;

    Cancellable retry = Cancellable.NONE;

    @Nullable
    WatchFeed watch;

    /** Whether it is known that it cannot be watched. */
    boolean unwatchable;

    private final List<Waiter> waiters = new ArrayList<>();

    HeldKey(Bytes key) {
        this.key = key;
    }

    /** Who waits for a wish, and where that future is to complete. */
    private record Waiter(long wish, CompletableFuture<Void> future, Executor where) {}

    /** Takes a new wish on. */
    void want(Bytes wanted, CompletableFuture<Void> future, Executor where) {
        value = wanted;
        wish++;
        waiters.add(new Waiter(wish, future, where));
    }

    /** Tells those who wait for what has been put now. */
    void satisfied() {
        tell(sentWish, future -> future.complete(null));
    }

    /** Tells all who wait that it will not be. */
    void refused(EtcdException why) {
        tell(Long.MAX_VALUE, future -> future.completeExceptionally(why));
    }

    private void tell(long upTo, Consumer<CompletableFuture<Void>> how) {
        List<Waiter> told =
                waiters.stream().filter(waiter -> waiter.wish() <= upTo).toList();
        waiters.removeAll(told);
        told.forEach(waiter -> waiter.where().execute(() -> how.accept(waiter.future())));
    }

    void stopWatching() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }
}
