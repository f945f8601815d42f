package io.mainstay.etcd.internal.follow;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.feed.Feed;
import io.mainstay.etcd.internal.scan.ScanFeed;
import io.mainstay.etcd.internal.watch.WatchFeed;
import io.mainstay.etcd.spi.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The feed of keys from a snapshot on: their pages at one revision, then every change after it. When history is lost,
 * by compaction while it was cut off or its reader slow, it reads all again and says so. A load that fails is tried
 * again for ever, with growing pauses; what cannot pass, like a missing permission, ends it typed.
 *
 * <p>It goes on only when it is asked: one page is read ahead, and a watch's queue is bounded, so a slow reader holds
 * back the server. All state belongs to {@link #turns}.
 */
public final class Follower implements Feed<Followed> {
    private static final String OPERATION = "follow";

    private final Followers parts;
    private final FollowRequest request;
    private final SerialExecutor turns = new SerialExecutor();

    private FollowState state = new FollowState.Idle(false, 0);
    private @Nullable CompletableFuture<List<Followed>> reader;
    private @Nullable ScanFeed load;
    private @Nullable WatchFeed watch;
    private boolean asked;
    private Cancellable rest = Cancellable.NONE;

    Follower(Followers parts, FollowRequest request) {
        this.parts = parts;
        this.request = request;
    }

    @Override
    public CompletableFuture<List<Followed>> next() {
        CompletableFuture<List<Followed>> next = new CompletableFuture<>();
        turns.execute(() -> {
            reader = next;
            if (state instanceof FollowState.Ended ended) {
                finish(ended.why());
            } else if (state instanceof FollowState.Idle) {
                step(new FollowInput.Wanted());
            } else {
                ask();
            }
        });
        return next;
    }

    /**
     * Asks the server how far the changes are complete. The answer comes as changes without events; none comes while
     * keys are being loaded, and where a server or a transport cannot tell.
     */
    public void requestProgress() {
        turns.execute(() -> {
            if (watch != null) {
                watch.requestProgress();
            }
        });
    }

    @Override
    public void close() {
        end(null);
    }

    /** Ends it: with a failure for the reader, or with null as its reader does. */
    void end(@Nullable EtcdException why) {
        turns.execute(() -> step(new FollowInput.Close(why)));
    }

    private void step(FollowInput input) {
        FollowStep.Next next = FollowStep.step(state, input, request.failFast());
        state = next.state();
        next.effects().forEach(this::carryOut);
    }

    private void carryOut(FollowEffect effect) {
        if (effect instanceof FollowEffect.Rest pause) {
            Duration wait = parts.calls()
                    .backoff()
                    .after(pause.failures(), parts.calls().pool().size());
            rest = parts.calls().clock().schedule(wait, () -> turns.execute(() -> step(new FollowInput.Rested())));
        } else if (effect instanceof FollowEffect.Load) {
            load = parts.scans().feed(request.load());
            ask();
        } else if (effect instanceof FollowEffect.Watch from) {
            load = null;
            watch = WatchFeed.open(parts.watches(), request.watch(from.from()), request.failFast());
        } else if (effect instanceof FollowEffect.Drop) {
            drop();
        } else if (effect instanceof FollowEffect.Tell tell) {
            CompletableFuture<List<Followed>> waiting = reader;
            reader = null;
            if (waiting != null) {
                waiting.complete(tell.news());
            }
        } else if (effect instanceof FollowEffect.Finish finish) {
            parts.ended(this);
            finish(finish.why());
        }
    }

    private void drop() {
        rest.cancel();
        if (load != null) {
            load.close();
            load = null;
        }
        if (watch != null) {
            watch.close();
            watch = null;
        }
        asked = false;
    }

    private void finish(@Nullable EtcdException why) {
        CompletableFuture<List<Followed>> waiting = reader;
        reader = null;
        if (waiting == null) {
            return;
        }
        if (why == null) {
            waiting.complete(List.of());
        } else {
            waiting.completeExceptionally(why);
        }
    }

    /** Asks what is open for its next list, unless it was asked already. */
    private void ask() {
        ScanFeed pages = load;
        WatchFeed changes = watch;
        if (asked) {
            return;
        }
        if (pages != null) {
            ask(
                    pages,
                    kvs -> step(
                            kvs.isEmpty() ? new FollowInput.AllRead(pages.revision()) : new FollowInput.PageRead(kvs)));
        } else if (changes != null) {
            ask(
                    changes,
                    batches -> step(
                            batches.isEmpty()
                                    ? new FollowInput.Close(ErrorMapper.closed(OPERATION, false))
                                    : new FollowInput.Seen(batches)));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private <T> void ask(Feed<T> from, Consumer<List<T>> then) {
        asked = true;
        from.next()
                .whenComplete((list, thrown) -> turns.execute(() -> {
                    if (from != load && from != watch) {
                        return;
                    }
                    asked = false;
                    if (thrown == null) {
                        then.accept(list);
                    } else {
                        step(new FollowInput.Failed(asEtcd(thrown)));
                    }
                }));
    }

    private static EtcdException asEtcd(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof EtcdException etcd ? etcd : ErrorMapper.broken(OPERATION, cause);
    }
}
