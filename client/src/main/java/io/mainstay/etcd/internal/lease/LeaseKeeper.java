package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.internal.auth.AuthTexts;
import io.mainstay.etcd.internal.auth.NoToken;
import io.mainstay.etcd.internal.auth.Pass;
import io.mainstay.etcd.internal.auth.Renewals;
import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.internal.call.Backoff;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.lease.KeptLeaseHandle.Renewal;
import io.mainstay.etcd.internal.line.EndpointPool;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLoss;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps leases alive: those kept for good and single renewals, all on one stream, opened when needed and reset when
 * not.
 *
 * <p>Everything here happens on one serial executor: the user's calls, the stream's answers and the timer are inputs
 * that are brought to it; {@link LeaseStep} decides for each kept lease.
 */
public final class LeaseKeeper implements AutoCloseable {
    /** Ticks are at least this far apart, so that many leases share one. */
    private static final Duration TICK_LEAST = Duration.ofMillis(50);

    private final SerialExecutor owner = new SerialExecutor();
    private final EndpointPool pool;
    private final Tokens tokens;
    private final Clock clock;
    private final Backoff backoff;
    private final UserCode userCode;
    private final Emitter emitter;

    private final Set<KeptLeaseHandle> leases = new LinkedHashSet<>();
    private final Set<OneRenewal> renewals = new LinkedHashSet<>();
    private @Nullable LeaseStream stream;
    private boolean reopenScheduled;
    private Cancellable asking = Cancellable.NONE;
    private final Renewals renewed = new Renewals();
    private @Nullable Pass refused;
    private int losses;
    private Cancellable tick = Cancellable.NONE;
    private boolean closed;

    /** An engine that closes none of what it is given. */
    public LeaseKeeper(
            EndpointPool pool, Tokens tokens, Clock clock, Backoff backoff, UserCode userCode, Emitter emitter) {
        this.pool = pool;
        this.tokens = tokens;
        this.clock = clock;
        this.backoff = backoff;
        this.userCode = userCode;
        this.emitter = emitter;
    }

    /**
     * Keeps a lease from now on.
     *
     * @param ttl its time to live
     * @param sentAt when the request that brought it this life was sent, on the monotonic clock
     * @param revoker revokes it
     */
    public KeptLease keep(long id, Duration ttl, long sentAt, Supplier<CompletableFuture<LeaseRevokeResult>> revoker) {
        KeptLeaseHandle lease = new KeptLeaseHandle(this, new Renewal(id, ttl, sentAt), revoker);
        owner.execute(() -> {
            if (emitter.emits()) {
                emitter.emit(new ClientEvent.LeaseKept(id));
            }
            leases.add(lease);
            if (closed) {
                step(lease, new LeaseInput.GiveUp(LeaseLoss.Reason.CLIENT_CLOSED));
            } else {
                ensureStream();
                scheduleTick();
            }
        });
        return lease;
    }

    /**
     * Renews a lease once.
     *
     * @param timeout how long to try
     * @return the answer with the time its request was sent; fails with {@link
     *     io.mainstay.etcd.error.LeaseNotFoundException} when there is no such lease. Completes on the user's executor;
     *     when it is cancelled, the lease is not tried again.
     */
    public CompletableFuture<Renewed> renewOnce(long id, Duration timeout) {
        return renew(id, timeout, userCode);
    }

    /**
     * The same for a caller that only waits: it completes where the answer comes, so that it also does when every
     * thread of the user's executor waits like this.
     */
    public CompletableFuture<Renewed> renewForWaiter(long id, Duration timeout) {
        return renew(id, timeout, null);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private CompletableFuture<Renewed> renew(long id, Duration timeout, @Nullable UserCode completeOn) {
        OneRenewal renewal = new OneRenewal(id, completeOn);
        renewal.future.whenComplete((renewed, thrown) -> owner.execute(() -> drop(renewal)));
        owner.execute(() -> {
            if (closed) {
                fail(renewal, ErrorMapper.closed(LeaseStream.OPERATION, false));
                return;
            }
            if (renewal.future.isDone()) {
                return;
            }
            renewals.add(renewal);
            renewal.timer = clock.schedule(timeout, () -> owner.execute(() -> timeOut(renewal, timeout)));
            if (stream != null) {
                send(renewal);
            } else {
                ensureStream();
            }
        });
        return renewal.future;
    }

    /** Stops keeping a lease. */
    void close(KeptLeaseHandle lease) {
        owner.execute(() -> step(lease, new LeaseInput.Close()));
    }

    @Override
    public void close() {
        owner.execute(() -> {
            closed = true;
            tick.cancel();
            asking.cancel();
            EtcdException why = ErrorMapper.closed(LeaseStream.OPERATION, false);
            List.copyOf(renewals).forEach(renewal -> fail(renewal, why));
            List.copyOf(leases).forEach(lease -> step(lease, new LeaseInput.GiveUp(LeaseLoss.Reason.CLIENT_CLOSED)));
        });
    }

    /** An answer of the stream; called by the stream, on any thread. */
    void received(LeaseStream from, LeaseKeepAliveResult result) {
        owner.execute(() -> {
            if (from != stream) {
                return;
            }
            losses = 0;
            renewed.accepted();
            Object asker = from.askerOf(result.id());
            if (asker instanceof KeptLeaseHandle lease) {
                step(lease, new LeaseInput.Answered(result.ttl()));
                scheduleTick();
            } else if (asker instanceof OneRenewal renewal) {
                answer(renewal, result, from.wire().endpoint());
            }
            from.wire().request(1);
        });
    }

    /** The end of the stream; called by the stream, on any thread. */
    void lost(LeaseStream from, @Nullable TransportFailure failure) {
        owner.execute(() -> {
            if (from == stream) {
                streamLost(from, failure);
            }
        });
    }

    private void streamLost(LeaseStream from, @Nullable TransportFailure failure) {
        stream = null;
        from.wire().ended(failure);
        EtcdException why = failure == null
                ? null
                : ErrorMapper.map(failure, LeaseStream.OPERATION, from.wire().endpoint(), false);
        boolean halt = why != null && !mayPass(why);
        if (failure != null && AuthTexts.refusesToken(failure)) {
            refused = from.wire().pass();
            halt = !renewed.again(tokens);
            why = ErrorMapper.tokenRefused(
                    failure, LeaseStream.OPERATION, from.wire().endpoint(), false, tokens.hint());
        } else {
            losses++;
            if (failure != null && !halt) {
                pool.failed(from.wire().line(), failure);
            }
        }
        for (OneRenewal renewal : List.copyOf(renewals)) {
            renewal.lastFailure = why;
            if (halt && why != null) {
                fail(renewal, why);
            }
        }
        long now = clock.nanoTime();
        for (KeptLeaseHandle lease : List.copyOf(leases)) {
            step(lease, halt ? new LeaseInput.GiveUp(LeaseLoss.Reason.REFUSED) : new LeaseInput.StreamLost(now));
        }
        ensureStream();
        scheduleTick();
    }

    private static boolean mayPass(EtcdException why) {
        return switch (why.code()) {
            case PERMISSION_DENIED, UNIMPLEMENTED, INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> false;
            default -> true;
        };
    }

    private void ensureStream() {
        if (closed || stream != null || reopenScheduled || leases.isEmpty() && renewals.isEmpty()) {
            return;
        }
        if (losses == 0) {
            openStream();
        } else {
            reopenScheduled = true;
            clock.schedule(
                    backoff.after(losses, pool.size()),
                    () -> owner.execute(() -> {
                        reopenScheduled = false;
                        if (wantsStream()) {
                            openStream();
                        }
                    }));
        }
    }

    private boolean wantsStream() {
        return !closed && stream == null && !(leases.isEmpty() && renewals.isEmpty());
    }

    private void openStream() {
        Pass pass = tokens.current();
        if (pass != null && pass != refused) {
            openStream(pass);
            return;
        }
        reopenScheduled = true;
        asking = tokens.ask(refused, new Tokens.Waiter() {
            @Override
            public void granted(Pass pass) {
                owner.execute(() -> {
                    reopenScheduled = false;
                    if (wantsStream()) {
                        openStream(pass);
                    }
                });
            }

            @Override
            public void failed(NoToken none) {
                owner.execute(() -> noPass(none));
            }
        });
    }

    /**
     * There is no token to open a stream with. A kept lease waits for one as long as it lives, because a password may
     * be put right meanwhile; who asked for a single renewal is told.
     */
    private void noPass(NoToken none) {
        reopenScheduled = false;
        EtcdException why = ErrorMapper.map(none.why(), LeaseStream.OPERATION, none.endpoint(), false);
        for (OneRenewal renewal : List.copyOf(renewals)) {
            renewal.lastFailure = why;
            if (!why.retryable()) {
                fail(renewal, why);
            }
        }
        losses++;
        ensureStream();
    }

    private void openStream(Pass pass) {
        LeaseStream opened = new LeaseStream(this, pool.current(), pass, emitter);
        stream = opened;
        opened.open();
        renewals.forEach(this::send);
        tickAll();
    }

    private void send(OneRenewal renewal) {
        if (stream != null) {
            renewal.sentAt = clock.nanoTime();
            stream.send(renewal.leaseId, renewal);
        }
    }

    private void answer(OneRenewal renewal, LeaseKeepAliveResult result, String endpoint) {
        if (!renewals.remove(renewal)) {
            return;
        }
        renewal.timer.cancel();
        if (result.ttl().isZero() || result.ttl().isNegative()) {
            EtcdException missing = ErrorMapper.leaseNotFound(LeaseStream.OPERATION, endpoint);
            renewal.run(() -> renewal.future.completeExceptionally(missing));
        } else {
            Renewed renewed = new Renewed(result, renewal.sentAt);
            renewal.run(() -> renewal.future.complete(renewed));
        }
        dropUnusedStream();
    }

    private void timeOut(OneRenewal renewal, Duration timeout) {
        fail(renewal, ErrorMapper.deadline(LeaseStream.OPERATION, "", false, timeout, renewal.lastFailure));
    }

    private void fail(OneRenewal renewal, EtcdException why) {
        drop(renewal);
        renewal.run(() -> renewal.future.completeExceptionally(why));
    }

    private void drop(OneRenewal renewal) {
        if (renewals.remove(renewal)) {
            renewal.timer.cancel();
            dropUnusedStream();
        }
    }

    private void tickAll() {
        long now = clock.nanoTime();
        for (KeptLeaseHandle lease : List.copyOf(leases)) {
            step(lease, new LeaseInput.Tick(now, stream != null));
        }
        scheduleTick();
    }

    private void scheduleTick() {
        tick.cancel();
        if (closed || leases.isEmpty()) {
            return;
        }
        long now = clock.nanoTime();
        long wait = Long.MAX_VALUE;
        for (KeptLeaseHandle lease : leases) {
            wait = Math.min(wait, LeaseStep.dueAt(lease.state) - now);
        }
        Duration delay = Duration.ofNanos(Math.max(wait, TICK_LEAST.toNanos()));
        tick = clock.schedule(delay, () -> owner.execute(this::tickAll));
    }

    private void step(KeptLeaseHandle lease, LeaseInput input) {
        LeaseStep.Next next = LeaseStep.step(lease.state, input);
        lease.state = next.state();
        for (LeaseEffect effect : next.effects()) {
            carryOut(lease, effect);
        }
    }

    private void carryOut(KeptLeaseHandle lease, LeaseEffect effect) {
        if (effect instanceof LeaseEffect.Send) {
            if (stream != null) {
                stream.send(lease.id(), lease);
            }
        } else if (effect instanceof LeaseEffect.DistrustStream) {
            LeaseStream dead = stream;
            if (dead != null) {
                dead.wire().reset();
                streamLost(dead, TransportFailure.lost("no answer to a keep-alive in time", null));
            }
        } else if (effect instanceof LeaseEffect.Show show) {
            lease.show(show.state());
            if (emitter.emits()) {
                emitter.emit(new ClientEvent.LeaseStateChanged(lease.id(), show.state()));
            }
        } else if (effect instanceof LeaseEffect.Lost lost) {
            release(lease, KeptLease.State.LOST);
            userCode.run(() -> lease.lost().complete(new LeaseLoss(lease.id(), lost.reason())));
        } else if (effect instanceof LeaseEffect.Closed) {
            release(lease, KeptLease.State.CLOSED);
        }
    }

    private void release(KeptLeaseHandle lease, KeptLease.State how) {
        leases.remove(lease);
        lease.show(how);
        if (emitter.emits()) {
            emitter.emit(new ClientEvent.LeaseReleased(lease.id(), how));
        }
        dropUnusedStream();
    }

    private void dropUnusedStream() {
        if (leases.isEmpty() && renewals.isEmpty() && stream != null) {
            LeaseStream unused = stream;
            stream = null;
            unused.wire().cancel();
        }
    }
}
