package io.mainstay.etcd.internal.healing;

import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.call.Terms;
import io.mainstay.etcd.internal.exec.InTurn;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.lease.Granted;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.HealingEvent;
import io.mainstay.etcd.lease.HealingLease;
import io.mainstay.etcd.lease.HealingOptions;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseLoss;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseStatus;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One healing lease: its lease now, and the next when that is lost.
 *
 * <p>Everything here happens on one serial executor: the user's calls, answers, what the keeper tells and the timer are
 * inputs that are brought to it. {@link HeldKeys} has the keys.
 */
final class Healer implements HealingLease {
    /** How many of its leases are remembered: a key may still hang on one that was taken for lost. */
    private static final int REMEMBERED = 16;

    private static final String OPERATION = "HealingLease.revoke";

    private final SerialExecutor turns = new SerialExecutor();
    private final Surroundings parts;
    private final HealingOptions options;
    private final Consumer<Healer> onEnd;
    private final InTurn listener;
    private final HeldKeys keys;
    private final ArrayDeque<Long> ours = new ArrayDeque<>();
    private final CompletableFuture<Void> revoked = new CompletableFuture<>();
    private @Nullable KeptLease kept;
    private Cancellable retry = Cancellable.NONE;
    private int failures;
    private boolean healingToTell;
    private boolean over;

    /** Written on the serial executor, read by any thread. */
    private volatile State state = State.HEALING;

    private volatile long id;
    private volatile int generation;
    private volatile Duration ttl;

    /**
     * One with its first lease.
     *
     * @param onEnd called once when it is over
     */
    Healer(Surroundings parts, HealingOptions options, Granted first, Consumer<Healer> onEnd) {
        this.parts = parts;
        this.options = options;
        this.onEnd = onEnd;
        this.listener = new InTurn(parts.userCode(), "HealingListener.onEvent");
        this.keys = new HeldKeys(this, parts);
        this.ttl = first.ttl();
        this.id = first.id();
        this.generation = 1;
        this.state = State.ACTIVE;
        onTurn(() -> live(first, 1));
    }

    private void live(Granted granted, int number) {
        id = granted.id();
        ttl = granted.ttl();
        generation = number;
        state = State.ACTIVE;
        failures = 0;
        ours.addLast(granted.id());
        if (ours.size() > REMEMBERED) {
            ours.removeFirst();
        }
        kept = parts.keeper().keep(granted, status -> onTurn(() -> leaseTold(status)));
        healingToTell = number > 1;
        keys.live();
    }

    private void leaseTold(LeaseStatus status) {
        if (over || status.leaseId() != id) {
            return;
        }
        LeaseLoss loss = status.loss().orElse(null);
        if (loss != null) {
            lost(loss, status.why());
        } else if (status.state() == KeptLease.State.AT_RISK) {
            state = State.AT_RISK;
            tell(new HealingEvent.AtRisk(id, status.why()));
        } else if (status.state() == KeptLease.State.ACTIVE) {
            state = State.ACTIVE;
            tell(new HealingEvent.Recovered(id));
        }
    }

    /** A put was refused because its lease is not there: that is sooner than the next renewal would tell. */
    void leaseNotFound(long leaseId) {
        KeptLease gone = kept;
        if (gone != null) {
            lost(new LeaseLoss(leaseId, LeaseLoss.Reason.NOT_FOUND), "");
            gone.close();
        }
    }

    private void lost(LeaseLoss loss, String why) {
        if (loss.reason() == LeaseLoss.Reason.CLIENT_CLOSED) {
            endWithClient();
            return;
        }
        id = 0;
        kept = null;
        state = State.HEALING;
        tell(new HealingEvent.Lost(loss, why));
        keys.leaseGone();
        heal();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void heal() {
        if (over) {
            return;
        }
        parts.granter()
                .apply(options.ttl())
                .whenComplete((granted, thrown) -> onTurn(() -> {
                    if (granted == null) {
                        healFailed(Surroundings.failure("HealingLease.heal", thrown));
                    } else if (over) {
                        // Nobody needs it any more, and nothing hangs on it.
                        parts.calls().inner(revocation(granted.id()));
                    } else {
                        live(granted, generation + 1);
                    }
                }));
    }

    private void healFailed(EtcdException why) {
        if (over) {
            return;
        }
        if (why instanceof ClientClosedException) {
            endWithClient();
            return;
        }
        failures++;
        Duration wait = parts.wait(failures, !why.retryable());
        retry = parts.calls().clock().schedule(wait, () -> onTurn(this::heal));
        tell(new HealingEvent.HealFailed(why, wait));
    }

    /** All keys that could be put under the new lease have been. */
    void healed(int held, List<Bytes> missing) {
        if (healingToTell) {
            healingToTell = false;
            tell(new HealingEvent.Healed(id, generation, held, missing));
        }
    }

    /** Whether there is a lease to put keys under. */
    boolean isLive() {
        return !over && kept != null;
    }

    /** Whether a lease is or was one of this. */
    boolean isOurs(long leaseId) {
        return ours.contains(leaseId);
    }

    HealingOptions options() {
        return options;
    }

    /** Brings a task to the serial executor. */
    void onTurn(Runnable task) {
        turns.execute(task);
    }

    void tell(HealingEvent event) {
        listener.call(() -> options.listener().onEvent(event));
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public int generation() {
        return generation;
    }

    @Override
    public Duration ttl() {
        return ttl;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public Map<Bytes, KeyStanding> keys() {
        return keys.standings();
    }

    /** How one key stands, on any thread; null when there is no such key. */
    @Nullable
    KeyStanding standing(Bytes key) {
        return keys.standing(key);
    }

    @Override
    public CompletableFuture<Void> put(Bytes key, Bytes value) {
        return put(key, value, parts.userCode()::run);
    }

    /** Puts a key; {@code where} is where its future completes. */
    CompletableFuture<Void> put(Bytes key, Bytes value, Executor where) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        onTurn(() -> {
            if (over) {
                where.execute(() -> done.completeExceptionally(closedHere()));
            } else {
                keys.want(key, value, done, where);
            }
        });
        return done;
    }

    private static EtcdException closedHere() {
        return ErrorMapper.cancelledByCaller("HealingLease.put", "");
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    public CompletableFuture<Void> revoke() {
        onTurn(this::end);
        CompletableFuture<Void> told = new CompletableFuture<>();
        revoked.whenComplete((done, failure) -> parts.userCode().run(() -> {
            if (failure == null) {
                told.complete(null);
            } else {
                told.completeExceptionally(failure);
            }
        }));
        return told;
    }

    @Override
    public void close() {
        onTurn(this::end);
        parts.calls().awaitEnd(revoked.handle((done, failure) -> true), () -> {});
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void end() {
        if (over) {
            return;
        }
        stop(closedHere());
        parts.calls()
                .inner(revocation(ours.getLast()))
                .whenComplete((answer, thrown) -> onTurn(() -> {
                    boolean gone = answer != null || thrown instanceof LeaseNotFoundException;
                    ended(gone ? null : Surroundings.failure(OPERATION, thrown));
                }));
    }

    private Task<LeaseRevokeRequest, LeaseRevokeResult, LeaseRevokeResult> revocation(long leaseId) {
        return new Task<>(
                Rpcs.LEASE_REVOKE,
                Effect.GUARDED,
                new LeaseRevokeRequest(leaseId),
                Function.identity(),
                new Terms(options.closeTimeout(), null));
    }

    /** Ends it because its client is closed. */
    void clientClosed() {
        onTurn(this::endWithClient);
    }

    private void endWithClient() {
        if (!over) {
            EtcdException why = ErrorMapper.closed(OPERATION, false);
            stop(why);
            ended(why);
        }
    }

    private void stop(EtcdException why) {
        over = true;
        id = 0;
        state = State.CLOSED;
        retry.cancel();
        KeptLease last = kept;
        kept = null;
        if (last != null) {
            last.close();
        }
        keys.close(why);
    }

    private void ended(@Nullable EtcdException failure) {
        onEnd.accept(this);
        tell(new HealingEvent.Closed(Optional.ofNullable(failure)));
        if (failure == null) {
            revoked.complete(null);
        } else {
            revoked.completeExceptionally(failure);
        }
    }

    /** Neither keys nor values. */
    @Override
    public String toString() {
        return "HealingLease[" + Long.toHexString(id) + ", " + state + ", generation " + generation + "]";
    }
}
