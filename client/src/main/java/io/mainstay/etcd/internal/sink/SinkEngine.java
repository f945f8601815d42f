package io.mainstay.etcd.internal.sink;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.sink.Batch.Item;
import io.mainstay.etcd.internal.sink.BatchSend.Applied;
import io.mainstay.etcd.internal.sink.BatchSend.Conflict;
import io.mainstay.etcd.internal.sink.BatchSend.Failed;
import io.mainstay.etcd.internal.sink.BatchSend.Outcome;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.stream.SinkOptions;
import io.mainstay.etcd.stream.SinkResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The owner of a sink's state: it packs what waits into batches, keeps some of them under way until all is written or
 * one fails, and then ends the sink. Everything here happens on {@link #turns}.
 */
final class SinkEngine {
    static final String OPERATION = "sink";

    private enum Phase {
        /** Nothing was given yet, so nothing was sent. */
        IDLE,
        /** It asks for the first guard and for the lease. */
        PREPARING,
        /** It writes. */
        WRITING,
        /** It revokes its lease. */
        ENDING,
        /** It has ended. */
        OVER
    }

    private final Sinks.Parts parts;
    private final SinkOptions options;
    private final Listener listener;
    private final SerialExecutor turns = new SerialExecutor();

    private final Packer packer;
    private final Set<Tracked> open = new LinkedHashSet<>();
    private final Set<BatchSend> underWay = new LinkedHashSet<>();
    private final Set<Bytes> busy = new HashSet<>();

    private Phase phase = Phase.IDLE;
    private boolean finishing;
    private boolean aborted;
    private long guard;
    private long written;
    private long revision;
    private Ending.@Nullable Cause failure;
    private @Nullable Throwable publisherFailure;
    private @Nullable Patient<?> preparing;
    private volatile @Nullable KeptLease lease;
    private Cancellable deadline = Cancellable.NONE;

    SinkEngine(Sinks.Parts parts, SinkOptions options, Listener listener) {
        this.parts = parts;
        this.options = options;
        this.listener = listener;
        this.packer = new Packer(options);
    }

    /** Who hears, on a turn, what becomes of bursts. */
    interface Listener {
        /** These are written. */
        void written(List<Tracked> bursts);

        /** Something has failed, so nothing more is taken; the end comes when what is under way has ended. */
        void failing();

        /** The sink has ended. */
        void ended(Ending ending);
    }

    SerialExecutor turns() {
        return turns;
    }

    @Nullable
    KeptLease lease() {
        return lease;
    }

    /** The bursts that are not written yet. */
    Set<Tracked> open() {
        return open;
    }

    /** Whether it takes no more. */
    boolean isEnding() {
        return finishing || failure != null;
    }

    /** Whether it ends, or has ended, with a failure. */
    boolean isFailing() {
        return failure != null || publisherFailure != null;
    }

    /** Takes a burst that is not empty. */
    void add(Tracked burst) {
        open.add(burst);
        packer.add(burst);
        advance();
    }

    /** Takes no more and ends when all is written. */
    void finish() {
        finishing = true;
        advance();
    }

    /** The same, after which the publisher's failure is the sink's. */
    void finish(Throwable publisher) {
        if (!isEnding()) {
            publisherFailure = publisher;
        }
        finish();
    }

    /** Ends within the close timeout. */
    void limitEnd() {
        if (deadline == Cancellable.NONE && phase != Phase.OVER) {
            deadline = parts.calls()
                    .clock()
                    .schedule(
                            options.closeTimeout(),
                            () -> turns.execute(() -> {
                                abort(ErrorMapper.deadline(OPERATION, "", false, options.closeTimeout(), null));
                            }));
        }
    }

    /** Ends now, whatever becomes of what is under way. */
    void abort(EtcdException why) {
        aborted = true;
        if (phase == Phase.ENDING) {
            over(leaseId());
        } else if (phase != Phase.OVER) {
            fail(Ending.Cause.of(why));
            Patient<?> asked = preparing;
            if (asked != null) {
                asked.giveUp();
            }
            List.copyOf(underWay).forEach(BatchSend::cancel);
            advance();
        }
    }

    private void fail(Ending.Cause why) {
        if (failure == null) {
            failure = why;
            listener.failing();
        }
    }

    private void advance() {
        if (phase == Phase.IDLE && failure == null && !packer.isEmpty()) {
            prepare();
        }
        if (phase == Phase.WRITING && failure == null) {
            sendMore();
        }
        boolean may = phase == Phase.IDLE || phase == Phase.WRITING;
        if (may && underWay.isEmpty() && (failure != null || finishing && packer.isEmpty())) {
            end();
        }
    }

    /** Asks for the revision that guards what comes first, and then for the lease. */
    private void prepare() {
        phase = Phase.PREPARING;
        RangeRequest look = RangeRequest.of(Bytes.ZERO).countOnly();
        Tracked first = packer.first();
        if (first != null) {
            look = RangeRequest.of(first.burst().writes().get(0).key()).countOnly();
        }
        ask(new Task<>(Rpcs.RANGE, Effect.READ, look, answer -> answer.header().revision()), now -> {
            guard = now;
            Duration ttl = options.leaseTtl();
            if (ttl == null) {
                phase = Phase.WRITING;
            } else {
                ask(parts.leases().grantAndKeep(ttl), this::granted);
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private <Q, R, T> void ask(Task<Q, R, T> task, Consumer<T> then) {
        Patient<T> asked = Patient.call(
                parts.calls(), options.patience(), () -> parts.calls().inner(task));
        preparing = asked;
        asked.whenComplete((answer, thrown) -> turns.execute(() -> {
            preparing = null;
            if (thrown == null) {
                then.accept(answer);
            } else {
                phase = Phase.WRITING;
                fail(Ending.Cause.of(Patient.asEtcd(thrown)));
            }
            advance();
        }));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void granted(KeptLease granted) {
        lease = granted;
        phase = Phase.WRITING;
        granted.lost()
                .whenComplete((loss, thrown) -> turns.execute(() -> {
                    if (phase == Phase.WRITING) {
                        fail(Ending.Cause.of(ErrorMapper.leaseNotFound(OPERATION, "")));
                        advance();
                    }
                }));
    }

    private void sendMore() {
        while (failure == null && underWay.size() < options.limits().inFlight()) {
            Packer.Next next = packer.next(busy);
            if (next instanceof Packer.Send send) {
                send(send.batch());
            } else {
                if (next instanceof Packer.Refuse refuse && underWay.isEmpty()) {
                    fail(Ending.Cause.of(refuse.why()));
                }
                return;
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void send(Batch batch) {
        BatchSend sent = new BatchSend(parts.calls(), batch, leaseId(), options.patience());
        underWay.add(sent);
        busy.addAll(batch.keys());
        sent.start(guard)
                .whenComplete((outcome, thrown) -> turns.execute(() -> {
                    underWay.remove(sent);
                    busy.removeAll(batch.keys());
                    ended(batch, outcome);
                    advance();
                }));
    }

    private void ended(Batch batch, Outcome outcome) {
        if (outcome instanceof Applied applied) {
            applied(batch, applied.revision());
        } else if (outcome instanceof Conflict conflict) {
            // Nothing of the batch was written; what comes before the burst in conflict is to be.
            fail(Ending.Cause.conflict(conflict.item().key()));
            Batch before = batch.before(conflict.item().of());
            if (!before.items().isEmpty() && !aborted) {
                send(before);
            }
        } else if (outcome instanceof Failed failed) {
            if (failed.why().maybeApplied()) {
                batch.items().forEach(item -> item.of().unknown++);
            }
            fail(Ending.Cause.of(failed.why()));
        }
    }

    private void applied(Batch batch, long at) {
        guard = Math.max(guard, at);
        revision = Math.max(revision, at);
        written += batch.items().size();
        for (Item item : batch.items()) {
            item.of().written++;
            item.of().revision = Math.max(item.of().revision, at);
        }
        List<Tracked> done = batch.items().stream()
                .map(Item::of)
                .distinct()
                .filter(Tracked::isWritten)
                .toList();
        done.forEach(open::remove);
        listener.written(done);
    }

    /** All is written, or nothing more is to be: revokes the lease, so that the keys vanish at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void end() {
        phase = Phase.ENDING;
        KeptLease held = lease;
        if (held == null || held.state() == KeptLease.State.LOST) {
            over(0);
        } else if (aborted) {
            over(held.id());
        } else {
            limitEnd();
            held.revoke()
                    .whenComplete((revoked, thrown) -> turns.execute(() -> {
                        if (phase == Phase.ENDING) {
                            over(thrown == null || Ending.isGone(thrown) ? 0 : held.id());
                        }
                    }));
        }
    }

    private long leaseId() {
        KeptLease held = lease;
        return held == null ? 0 : held.id();
    }

    private void over(long leaseLeft) {
        phase = Phase.OVER;
        deadline.cancel();
        KeptLease held = lease;
        lease = null;
        if (held != null) {
            held.close();
        }
        if (failure == null && publisherFailure != null) {
            failure = Ending.Cause.publisher(publisherFailure);
        }
        listener.ended(Ending.of(failure, List.copyOf(open), new SinkResult(written, 0, 0, revision, leaseLeft)));
    }
}
