package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.follow.Followed;
import io.mainstay.etcd.internal.follow.Follower;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.view.Listening;
import io.mainstay.etcd.view.PrefixView;
import io.mainstay.etcd.view.ViewIndex;
import io.mainstay.etcd.view.ViewListener;
import io.mainstay.etcd.view.ViewRequest;
import io.mainstay.etcd.view.ViewSnapshot;
import io.mainstay.etcd.view.ViewStatus;
import io.mainstay.etcd.view.ViewStatus.State;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One view: what its user holds, and the owner of its model. All state that is not volatile belongs to {@link #turns}.
 */
final class ViewOwner implements PrefixView {
    private static final String OPERATION = "view";

    /** How long the server has to say how far it is complete, before it is asked again; later longer. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private static final int DOUBLINGS_MOST = 4;

    /** After so many questions without an answer, a read is to prove that nothing has changed. */
    private static final int ASKED_IN_VAIN = 3;

    private final Views parts;
    private final CallEngine calls;
    private final ViewRequest request;
    private final Follower follower;
    private final SerialExecutor turns = new SerialExecutor();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private volatile TreeSnapshot shown = TreeSnapshot.NONE;
    private volatile Standing standing;

    private ViewModel model = ViewModel.NEW;
    private final Waiters waiters = new Waiters();
    private final List<ListenerLine> lines = new CopyOnWriteArrayList<>();
    private Cancellable asking = Cancellable.NONE;
    private boolean isAsking;
    private int asked;
    private boolean proving;
    private @Nullable EtcdException refusal;
    private @Nullable EtcdException endedBy;

    /** How the view stands, as of a reading of the clock. */
    private record Standing(
            State state, long heard, long reloads, @Nullable EtcdException lastFailure) {}

    ViewOwner(Views parts, ViewRequest request, Follower follower) {
        this.parts = parts;
        this.calls = parts.followers().calls();
        this.request = request;
        this.follower = follower;
        this.standing = new Standing(State.LOADING, calls.clock().nanoTime(), 0, null);
    }

    void begin() {
        turns.execute(this::follow);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void follow() {
        follower.next()
                .whenComplete((news, thrown) -> turns.execute(() -> {
                    if (thrown != null) {
                        end(asEtcd(thrown));
                    } else if (news.isEmpty()) {
                        end(null);
                    } else {
                        news.forEach(this::take);
                        follow();
                    }
                }));
    }

    private void take(Followed news) {
        ViewStep.Next next = ViewStep.step(model, news);
        model = next.model();
        Standing was = standing;
        long now = calls.clock().nanoTime();
        if (news instanceof Followed.Restarting restarting) {
            State state = model.loaded() ? State.RELOADING : State.LOADING;
            stand(new Standing(state, was.heard(), was.reloads(), restarting.why()));
        } else if (news instanceof Followed.Loaded all) {
            show();
            long reloads = was.reloads() + (all.reload() ? 1 : 0);
            next.changes().forEach(change -> lines.forEach(line -> line.offer(change)));
            stand(new Standing(State.FOLLOWING, now, reloads, was.lastFailure()));
        } else if (news instanceof Followed.Changes) {
            standing = new Standing(State.FOLLOWING, now, was.reloads(), was.lastFailure());
            show();
            next.changes().forEach(change -> lines.forEach(line -> line.offer(change)));
        }
        serve();
    }

    private void show() {
        shown = model.held();
    }

    private void stand(Standing now) {
        standing = now;
        lines.forEach(line -> line.status(status()));
    }

    private void serve() {
        if (model.loaded()) {
            waiters.serve(shown);
            keepAsking();
        }
    }

    /** Those who wait for a revision at which nothing happens here are served when the server says so. */
    private void keepAsking() {
        if (waiters.isEmpty()) {
            asking.cancel();
            isAsking = false;
            asked = 0;
        } else if (!isAsking && standing.state() == State.FOLLOWING) {
            isAsking = true;
            if (asked++ >= ASKED_IN_VAIN && !proving) {
                prove();
            }
            follower.requestProgress();
            Duration wait = ASK_AGAIN.multipliedBy(1L << Math.min(asked / 4, DOUBLINGS_MOST));
            asking = calls.clock().schedule(wait, () -> turns.execute(this::askAgain));
        }
    }

    private void askAgain() {
        isAsking = false;
        serve();
    }

    /**
     * Reads whether anything has changed, where the server does not tell: if no key was written after the revision of
     * the view, and there are as many as it holds, then its keys are those of the revision that was read. What came and
     * went in between is not told to anyone.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void prove() {
        proving = true;
        TreeSnapshot before = shown;
        RangeRequest changed = RangeRequest.of(request.range())
                .keysOnly()
                .limit(1)
                .filter(RevisionFilter.modified(before.revision() + 1, 0));
        read(changed)
                .whenComplete((answer, thrown) -> turns.execute(() -> {
                    proving = false;
                    boolean same = thrown == null
                            && !model.isLoading()
                            && shown.tree() == before.tree()
                            && answer.kvs().isEmpty()
                            && answer.count() == before.size();
                    if (same && answer.header().revision() > shown.revision()) {
                        model = model.provedAt(answer.header().revision());
                        show();
                        serve();
                    }
                }));
    }

    private CompletableFuture<RangeResult> read(RangeRequest range) {
        return calls.inner(new Task<>(Rpcs.RANGE, Effect.READ, range, Function.identity()));
    }

    private void end(@Nullable EtcdException why) {
        EtcdException refused = why != null ? why : ErrorMapper.cancelledByCaller(OPERATION, "");
        refusal = refused;
        endedBy = why;
        asking.cancel();
        Standing was = standing;
        stand(new Standing(State.ENDED, was.heard(), was.reloads(), why != null ? why : was.lastFailure()));
        waiters.fail(refused);
        lines.forEach(line -> line.end(why));
        parts.completions().run(() -> {
            if (why == null) {
                ended.complete(null);
            } else {
                ended.completeExceptionally(why);
            }
        });
    }

    static EtcdException asEtcd(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof EtcdException etcd ? etcd : ErrorMapper.broken(OPERATION, cause);
    }

    @Override
    public ViewSnapshot snapshot() {
        return shown;
    }

    @Override
    public @Nullable KeyValue get(Bytes key) {
        return shown.get(key);
    }

    @Override
    public ViewStatus status() {
        Standing now = standing;
        Duration age = Duration.ofNanos(Math.max(0, calls.clock().nanoTime() - now.heard()));
        return new ViewStatus(now.state(), shown.revision(), age, now.reloads(), now.lastFailure());
    }

    @Override
    public CompletableFuture<ViewSnapshot> ready() {
        return reached(0);
    }

    @Override
    public CompletableFuture<ViewSnapshot> reached(long revision) {
        return forUser(whenReached(revision));
    }

    @Override
    public ViewSnapshot awaitRevision(long revision, Duration timeout) {
        TreeSnapshot now = shown;
        if (revision > 0 && now.revision() >= revision) {
            return now;
        }
        return calls.await(whenReached(revision), OPERATION, timeout);
    }

    @Override
    public CompletableFuture<ViewSnapshot> current() {
        return forUser(whenCurrent());
    }

    @Override
    public ViewSnapshot awaitCurrent(Duration timeout) {
        return calls.await(whenCurrent(), OPERATION, timeout);
    }

    /** Completes where the news comes. */
    CompletableFuture<ViewSnapshot> whenReached(long revision) {
        CompletableFuture<ViewSnapshot> future = new CompletableFuture<>();
        turns.execute(() -> {
            if (refusal != null) {
                future.completeExceptionally(refusal);
            } else {
                waiters.add(revision, future);
                serve();
            }
        });
        return future;
    }

    private CompletableFuture<ViewSnapshot> whenCurrent() {
        RangeRequest probe =
                RangeRequest.of(KeyRange.single(request.range().key())).countOnly();
        return read(probe).thenCompose(answer -> whenReached(answer.header().revision()));
    }

    /** A future that completes where code of the user may run. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private CompletableFuture<ViewSnapshot> forUser(CompletableFuture<ViewSnapshot> inner) {
        CompletableFuture<ViewSnapshot> outer = new CompletableFuture<>();
        inner.whenComplete((snapshot, thrown) -> parts.completions().run(() -> {
            if (thrown == null) {
                outer.complete(snapshot);
            } else {
                outer.completeExceptionally(asEtcd(thrown));
            }
        }));
        // Who gives up is not waited for.
        outer.whenComplete((snapshot, thrown) -> inner.cancel(false));
        return outer;
    }

    @Override
    public Listening listen(ViewListener listener) {
        ListenerLine line = join(listener);
        return () -> {
            line.leave();
            lines.remove(line);
        };
    }

    /** Gives a listener its line. */
    ListenerLine join(ViewListener listener) {
        ListenerLine line = new ListenerLine(listener, parts.listeners(), request.listenerQueue());
        turns.execute(() -> {
            if (model.loaded()) {
                line.begin(model.held());
            }
            line.status(status());
            if (refusal != null) {
                line.end(endedBy);
            } else {
                lines.add(line);
            }
        });
        return line;
    }

    @Override
    public ViewIndex index(Function<KeyValue, ? extends Collection<String>> words) {
        return new WordIndex(() -> shown, words);
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    @Override
    public void close() {
        follower.close();
    }

    /** What it holds, by range, and how it stands; no key's value. */
    @Override
    public String toString() {
        return "PrefixView[" + shown + ", " + standing.state() + "]";
    }
}
