package io.mainstay.etcd.internal.bulk;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.bulk.ChunkSend.Applied;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.exec.Telling;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.kv.BulkException;
import io.mainstay.etcd.kv.BulkOptions;
import io.mainstay.etcd.kv.BulkProgress;
import io.mainstay.etcd.kv.BulkResult;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A chunked run: it reads the revision that guards its chunks, then keeps some of them under way until all are applied
 * or one fails. State belongs to {@link #turns}; progress and the outcome go to the user's executor, in order.
 */
final class BulkRun extends CompletableFuture<BulkResult> {
    private enum Fate {
        NOT_SENT,
        UNDER_WAY,
        APPLIED,
        NOT_APPLIED,
        UNKNOWN
    }

    private final CallEngine calls;
    private final BulkOptions options;
    private final Load load;
    private final List<Chunk> chunks;
    private final SerialExecutor turns = new SerialExecutor();
    private final Telling telling;

    private final Fate[] fates;
    private final long[] revisions;
    private long guard;
    private int sent;
    private int underWay;
    private long done;
    private long bytes;
    private long deleted;
    private boolean over;
    private @Nullable EtcdException failure;

    BulkRun(CallEngine calls, UserCode userCode, BulkOptions options, Load load, List<Chunk> chunks) {
        this.calls = calls;
        this.telling = new Telling(userCode);
        this.options = options;
        this.load = load;
        this.chunks = chunks;
        this.fates = new Fate[chunks.size()];
        this.revisions = new long[chunks.size()];
        Arrays.fill(fates, Fate.NOT_SENT);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    void start() {
        RangeRequest look = RangeRequest.of(load.key(0)).countOnly();
        calls.inner(new Task<>(
                        Rpcs.RANGE, Effect.READ, look, answer -> answer.header().revision()))
                .whenComplete((revision, thrown) -> turns.execute(() -> {
                    if (thrown != null) {
                        stop(ChunkSend.asEtcd(thrown));
                    } else {
                        guard = revision;
                    }
                    advance();
                }));
    }

    /** Sends nothing more, and ends with this when what is under way has ended. */
    private void stop(EtcdException why) {
        if (failure == null) {
            failure = why;
        }
    }

    void interrupted() {
        turns.execute(() -> {
            stop(ErrorMapper.interrupted(load.operation()));
            advance();
        });
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        interrupted();
        return super.cancel(mayInterruptIfRunning);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void advance() {
        while (failure == null && guard != 0 && underWay < options.inFlight() && sent < chunks.size()) {
            Chunk chunk = chunks.get(sent++);
            fates[chunk.number()] = Fate.UNDER_WAY;
            underWay++;
            new ChunkSend(calls, load.operation(), chunk)
                    .start(guard)
                    .whenComplete((applied, thrown) -> turns.execute(() -> ended(chunk, applied, thrown)));
        }
        boolean begun = guard != 0 || failure != null;
        if (begun && underWay == 0 && !over && (failure != null || sent == chunks.size())) {
            over = true;
            telling.tell(outcome(failure));
        }
    }

    private void ended(Chunk chunk, @Nullable Applied applied, @Nullable Throwable thrown) {
        underWay--;
        if (applied != null) {
            applied(chunk, applied);
        } else if (thrown != null) {
            EtcdException why = ChunkSend.asEtcd(thrown);
            fates[chunk.number()] = why.maybeApplied() ? Fate.UNKNOWN : Fate.NOT_APPLIED;
            stop(why);
        }
        advance();
    }

    private void applied(Chunk chunk, Applied applied) {
        fates[chunk.number()] = Fate.APPLIED;
        revisions[chunk.number()] = applied.revision();
        done += chunk.ops().size();
        bytes += chunk.bytes();
        deleted += applied.deleted();
        BulkProgress progress = new BulkProgress(done, load.ops().size(), bytes, applied.revision());
        telling.tell("BulkOptions.onProgress", () -> options.progress().accept(progress));
    }

    private Runnable outcome(@Nullable EtcdException why) {
        BulkResult result = new BulkResult(done, deleted, bytes, appliedRevisions());
        if (why == null) {
            return () -> complete(result);
        }
        BulkException.Keys keys =
                new BulkException.Keys(keys(Fate.APPLIED), keys(Fate.UNKNOWN), keys(Fate.NOT_APPLIED, Fate.NOT_SENT));
        String text = String.format(
                "%s: ended after %d of %d keys, %d unknown: %s",
                load.operation(), done, load.ops().size(), keys.unknown().size(), why.getMessage());
        EtcdException.Failure facts = new EtcdException.Failure(
                why.code(),
                why.etcdMessage(),
                load.operation(),
                why.endpoint(),
                why.retryable(),
                !keys.unknown().isEmpty());
        BulkException failed = new BulkException(facts, text, why, result, keys);
        return () -> completeExceptionally(failed);
    }

    private List<Long> appliedRevisions() {
        List<Long> applied = new ArrayList<>();
        for (int i = 0; i < fates.length; i++) {
            if (fates[i] == Fate.APPLIED) {
                applied.add(revisions[i]);
            }
        }
        return applied;
    }

    private List<Bytes> keys(Fate... wanted) {
        List<Fate> any = List.of(wanted);
        return chunks.stream()
                .filter(chunk -> any.contains(fates[chunk.number()]))
                .flatMap(chunk -> chunk.keys().stream())
                .toList();
    }
}
