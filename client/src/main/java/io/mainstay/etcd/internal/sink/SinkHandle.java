package io.mainstay.etcd.internal.sink;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.Telling;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.stream.Sink;
import io.mainstay.etcd.stream.SinkException;
import io.mainstay.etcd.stream.SinkOptions;
import io.mainstay.etcd.stream.SinkResult;
import io.mainstay.etcd.stream.WriteBurst;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sink as its users hold it: it lets in as many bursts as the queue takes, and tells what becomes of them. What is
 * not final belongs to the engine's turns.
 */
final class SinkHandle implements Sink, SinkEngine.Listener {
    private final Sinks.Parts parts;
    private final SinkOptions options;
    private final Consumer<SinkHandle> onEnd;
    private final SinkEngine engine;
    private final Telling telling;

    /** Completes on a turn; {@link #told} is the user's copy. */
    private final CompletableFuture<SinkResult> ended = new CompletableFuture<>();

    private final CompletableFuture<SinkResult> told = new CompletableFuture<>();
    private volatile boolean thrown;

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private int sent;
    private int published;
    private int owed;
    private @Nullable Ending ending;
    private Flow.@Nullable Subscription subscription;
    private boolean publisherOver;

    SinkHandle(Sinks.Parts parts, SinkOptions options, Consumer<SinkHandle> onEnd) {
        this.parts = parts;
        this.options = options;
        this.onEnd = onEnd;
        this.engine = new SinkEngine(parts, options, this);
        this.telling = new Telling(parts.userCode());
    }

    /** A burst that waits to be let in, with a thread. */
    private record Entry(Tracked burst, CompletableFuture<Tracked> taken) {}

    @Override
    public CompletableFuture<Long> send(WriteBurst burst) {
        CompletableFuture<Long> copy = new CompletableFuture<>();
        Tracked taken = enter(burst);
        copy(taken.done(), copy);
        return copy;
    }

    @Override
    public long write(WriteBurst burst) {
        Tracked taken = enter(burst);
        CompletableFuture<Long> done = taken.done().copy();
        return throwing(() -> parts.calls()
                .awaitEnd(done, () -> done.completeExceptionally(ErrorMapper.interrupted(SinkEngine.OPERATION))));
    }

    private Tracked enter(WriteBurst burst) {
        Entry entry = new Entry(new Tracked(burst, false), new CompletableFuture<>());
        engine.turns().execute(() -> {
            entries.add(entry);
            letIn();
        });
        return parts.calls()
                .awaitEnd(
                        entry.taken(),
                        () -> engine.turns().execute(() -> {
                            if (entries.remove(entry)) {
                                entry.taken().completeExceptionally(ErrorMapper.interrupted(SinkEngine.OPERATION));
                            }
                        }));
    }

    /** Lets in what there is room for; once the sink is ending, everything, to be told so. */
    private void letIn() {
        while (!entries.isEmpty()
                && (engine.isEnding() || sent < options.limits().queue())) {
            Entry entry = entries.remove();
            Tracked burst = entry.burst();
            if (engine.isEnding()) {
                refuse(entry);
            } else if (burst.isWritten()) {
                burst.done().complete(0L);
                entry.taken().complete(burst);
            } else {
                sent++;
                entry.taken().complete(burst);
                engine.add(burst);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void refuse(Entry entry) {
        if (!engine.isFailing()) {
            entry.taken().completeExceptionally(new IllegalStateException("the sink was told to end; open another"));
            return;
        }
        entry.taken().complete(entry.burst());
        ended.whenComplete((result, why) -> {
            if (why != null) {
                entry.burst().done().completeExceptionally(why);
            }
        });
    }

    @Override
    public void flush() {
        CompletableFuture<Void> all = new CompletableFuture<>();
        engine.turns().execute(() -> flush(all));
        throwing(() -> parts.calls()
                .awaitEnd(all, () -> all.completeExceptionally(ErrorMapper.interrupted(SinkEngine.OPERATION))));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void flush(CompletableFuture<Void> all) {
        CompletableFuture<?>[] open = engine.open().stream().map(Tracked::done).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<?> last = engine.isFailing() ? ended : CompletableFuture.allOf(open);
        last.whenComplete((done, why) -> {
            if (why == null) {
                all.complete(null);
            } else {
                all.completeExceptionally(cause(why));
            }
        });
    }

    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }

    @Override
    public SinkResult finish() {
        engine.turns().execute(() -> {
            engine.limitEnd();
            engine.finish();
            letIn();
            cancelPublisher();
        });
        return throwing(() ->
                parts.calls().awaitEnd(ended, () -> abort(ErrorMapper.interrupted(SinkEngine.OPERATION))));
    }

    @Override
    public void close() {
        boolean before = thrown;
        try {
            finish();
        } catch (SinkException known) {
            if (!before) {
                throw known;
            }
        }
    }

    private <T> T throwing(Supplier<T> waiting) {
        try {
            return waiting.get();
        } catch (SinkException failed) {
            thrown = true;
            throw failed;
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    public CompletableFuture<SinkResult> ended() {
        CompletableFuture<SinkResult> copy = new CompletableFuture<>();
        told.whenComplete((result, why) -> {
            if (why == null) {
                copy.complete(result);
            } else {
                copy.completeExceptionally(why);
            }
        });
        return copy;
    }

    @Override
    public Optional<KeptLease> lease() {
        return Optional.ofNullable(engine.lease());
    }

    /** Ends it now. */
    void abort(EtcdException why) {
        engine.turns().execute(() -> engine.abort(why));
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        Objects.requireNonNull(to, "subscription");
        engine.turns().execute(() -> {
            if (subscription != null || engine.isEnding()) {
                telling.tell("Flow.Subscription.cancel", to::cancel);
            } else {
                subscription = to;
                request(options.limits().queue());
            }
        });
    }

    private void request(int bursts) {
        Flow.Subscription from = subscription;
        if (from != null) {
            telling.tell("Flow.Subscription.request", () -> from.request(bursts));
        }
    }

    private void cancelPublisher() {
        Flow.Subscription from = subscription;
        if (from != null && !publisherOver) {
            publisherOver = true;
            telling.tell("Flow.Subscription.cancel", from::cancel);
        }
    }

    @Override
    public void onNext(WriteBurst burst) {
        Objects.requireNonNull(burst, "burst");
        engine.turns().execute(() -> {
            if (ending != null) {
                return;
            }
            published++;
            Tracked tracked = new Tracked(burst, true);
            if (tracked.isWritten()) {
                written(List.of(tracked));
            } else {
                engine.add(tracked);
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        engine.turns().execute(() -> {
            publisherOver = true;
            engine.finish(failure);
            letIn();
        });
    }

    @Override
    public void onComplete() {
        engine.turns().execute(() -> {
            publisherOver = true;
            engine.finish();
            letIn();
        });
    }

    @Override
    public void written(List<Tracked> bursts) {
        for (Tracked burst : bursts) {
            burst.done().complete(burst.revision);
            if (burst.isPublished()) {
                published--;
                owed++;
            } else {
                sent--;
            }
        }
        if (!engine.isEnding()
                && owed > 0
                && (published == 0 || 2L * owed >= options.limits().queue())) {
            request(owed);
            owed = 0;
        }
        letIn();
    }

    @Override
    public void failing() {
        cancelPublisher();
        letIn();
    }

    @Override
    public void ended(Ending end) {
        ending = end;
        cancelPublisher();
        onEnd.accept(this);
        SinkException why = end.failure();
        if (why == null) {
            ended.complete(end.result());
        } else {
            engine.open().forEach(burst -> burst.done().completeExceptionally(why));
            ended.completeExceptionally(why);
        }
        letIn();
        telling.tell(() -> {
            if (why == null) {
                told.complete(end.result());
            } else {
                told.completeExceptionally(why);
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void copy(CompletableFuture<Long> from, CompletableFuture<Long> to) {
        from.whenComplete((revision, why) -> telling.tell(() -> {
            if (why == null) {
                to.complete(revision);
            } else {
                to.completeExceptionally(why);
            }
        }));
    }
}
