package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.internal.call.Backoff;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.line.EndpointPool;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLoss;
import io.mainstay.etcd.lease.LeaseStatus;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps leases alive: those kept for good and single renewals, all on one stream.
 *
 * <p>Everything here happens on one serial executor: the user's calls, the stream's answers and the timer are inputs
 * that are brought to it; {@link LeaseStep} decides for each kept lease, {@link LeaseSchedule} knows whose turn it is.
 * No more than {@link #WINDOW} renewals of kept leases wait for an answer at a time, and the next to be sent is that of
 * the lease with the least life left. So a server that is slow gets no more than it can do, and a new stream begins
 * with what is most urgent, not with everything.
 */
public final class LeaseKeeper implements AutoCloseable {
    /** How many renewals of kept leases may be under way. */
    private static final int WINDOW = 64;

    private final SerialExecutor owner = new SerialExecutor();
    private final Clock clock;
    private final UserCode userCode;
    private final Emitter emitter;
    private final RandomGenerator random;
    private final StreamHold hold;
    private final LeaseSchedule schedule;
    private final SingleRenewals singles;
    private String trouble = "";
    private long kept;
    private boolean closed;

    /** An engine that closes none of what it is given. */
    public LeaseKeeper(
            EndpointPool pool,
            Tokens tokens,
            Clock clock,
            Backoff backoff,
            RandomGenerator random,
            UserCode userCode,
            Emitter emitter) {
        this.clock = clock;
        this.userCode = userCode;
        this.emitter = emitter;
        this.random = random;
        this.hold = new StreamHold(this, pool, tokens, clock, backoff, emitter);
        this.schedule = new LeaseSchedule(clock, () -> onOwner(this::tick));
        this.singles = new SingleRenewals(this, clock);
    }

    /**
     * Keeps a lease from now on.
     *
     * @param inner a part of this library that hears how the lease stands, on the serial executor: it must be short and
     *     run no user code
     */
    public KeptLease keep(Granted granted, Consumer<LeaseStatus> inner) {
        KeptLeaseHandle lease = new KeptLeaseHandle(this, granted, userCode, random.nextDouble());
        lease.listen(inner);
        onOwner(() -> {
            if (emitter.emits()) {
                emitter.emit(new ClientEvent.LeaseKept(lease.id()));
            }
            lease.number = kept++;
            schedule.place(lease);
            if (closed) {
                step(lease, new LeaseInput.GiveUp(LeaseLoss.Reason.CLIENT_CLOSED));
            } else {
                hold.ensure();
                schedule.arm();
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
        renewal.future.whenComplete((renewed, thrown) -> onOwner(() -> singles.remove(renewal)));
        onOwner(() -> {
            if (closed) {
                singles.fail(renewal, ErrorMapper.closed(LeaseStream.OPERATION, false));
            } else if (!renewal.future.isDone()) {
                singles.add(renewal, timeout, hold.stream());
                hold.ensure();
            }
        });
        return renewal.future;
    }

    /** Stops keeping a lease. */
    void close(KeptLeaseHandle lease, Runnable then) {
        onOwner(() -> {
            step(lease, new LeaseInput.Close());
            then.run();
        });
    }

    @Override
    public void close() {
        onOwner(() -> {
            closed = true;
            hold.close();
            singles.troubled(ErrorMapper.closed(LeaseStream.OPERATION, false), true);
            for (KeptLeaseHandle lease : schedule.all()) {
                step(lease, new LeaseInput.GiveUp(LeaseLoss.Reason.CLIENT_CLOSED));
            }
            schedule.stop();
        });
    }

    /** Brings a task to the serial executor. */
    void onOwner(Runnable task) {
        owner.execute(task);
    }

    /** An answer of the stream; called by the stream, on any thread. */
    void received(LeaseStream from, LeaseKeepAliveResult result) {
        onOwner(() -> {
            if (from != hold.stream()) {
                return;
            }
            hold.answered();
            trouble = "";
            long now = clock.nanoTime();
            Object asker = from.answered(result.id(), now);
            if (asker instanceof KeptLeaseHandle lease) {
                step(lease, new LeaseInput.Answered(now, result.ttl(), random.nextDouble()));
            } else if (asker instanceof OneRenewal renewal) {
                singles.answered(renewal, result, from.wire().endpoint());
            }
            from.wire().request(1);
            sendNext();
            schedule.arm();
        });
    }

    /** The end of the stream; called by the stream, on any thread. */
    void lost(LeaseStream from, @Nullable TransportFailure failure) {
        onOwner(() -> hold.ended(from, failure));
    }

    /** Whether there is anything to keep or to renew; asked by the hold on the stream, like what follows. */
    boolean needsStream() {
        return !schedule.isEmpty() || !singles.isEmpty();
    }

    /** There is a stream. */
    void opened() {
        LeaseStream stream = hold.stream();
        if (stream != null) {
            singles.sendAll(stream);
            tick();
        }
    }

    /** There is none any more; another would end the same way, if {@code forGood}. */
    void broken(@Nullable EtcdException why, boolean forGood) {
        trouble = why == null ? "the server ended the keep-alive stream" : String.valueOf(why.getMessage());
        singles.troubled(why, forGood);
        long now = clock.nanoTime();
        for (KeptLeaseHandle lease : schedule.all()) {
            step(lease, forGood ? new LeaseInput.GiveUp(LeaseLoss.Reason.REFUSED) : new LeaseInput.StreamLost(now));
        }
        schedule.arm();
    }

    /**
     * There is no token to open one with. A kept lease waits for one as long as it lives, because a password may be put
     * right meanwhile; who asked for a single renewal is told.
     */
    void noPass(EtcdException why) {
        trouble = String.valueOf(why.getMessage());
        singles.troubled(why, !why.retryable());
    }

    /** One user of the stream less. */
    void released() {
        hold.dropIfUnused();
    }

    private void tick() {
        schedule.ticked();
        long now = clock.nanoTime();
        for (KeptLeaseHandle lease : schedule.dueBy(now)) {
            LeaseStream stream = hold.stream();
            step(lease, new LeaseInput.Tick(now, stream != null, stream != null ? stream.heardAt() : now));
        }
        sendNext();
        schedule.arm();
    }

    private void sendNext() {
        LeaseStream stream = hold.stream();
        KeptLeaseHandle next = schedule.mostUrgent();
        while (stream != null && next != null && stream.keptUnderWay() < WINDOW) {
            step(next, new LeaseInput.Turn(clock.nanoTime()));
            stream = hold.stream();
            next = schedule.mostUrgent();
        }
    }

    private void step(KeptLeaseHandle lease, LeaseInput input) {
        LeaseStep.Next next = LeaseStep.step(lease.state, input);
        lease.state = next.state();
        schedule.place(lease);
        for (LeaseEffect effect : next.effects()) {
            carryOut(lease, effect);
        }
    }

    private void carryOut(KeptLeaseHandle lease, LeaseEffect effect) {
        LeaseStream stream = hold.stream();
        if (effect instanceof LeaseEffect.Send) {
            if (stream != null) {
                stream.send(lease.id(), lease);
            }
        } else if (effect instanceof LeaseEffect.DistrustStream) {
            hold.distrust("no answer to a keep-alive in time");
        } else if (effect instanceof LeaseEffect.Show show) {
            boolean risk = show.state() == KeptLease.State.AT_RISK;
            lease.show(LeaseStatus.of(lease.id(), show.state(), risk ? why("its renewal is late") : ""));
            if (emitter.emits()) {
                emitter.emit(new ClientEvent.LeaseStateChanged(lease.id(), show.state()));
            }
        } else if (effect instanceof LeaseEffect.Lost lost) {
            LeaseLoss loss = new LeaseLoss(lease.id(), lost.reason());
            release(lease, LeaseStatus.lost(loss, why("")));
            userCode.run(() -> lease.lost().complete(loss));
        } else if (effect instanceof LeaseEffect.Closed) {
            release(lease, LeaseStatus.of(lease.id(), KeptLease.State.CLOSED, ""));
        }
    }

    private String why(String otherwise) {
        return trouble.isEmpty() ? otherwise : trouble;
    }

    private void release(KeptLeaseHandle lease, LeaseStatus how) {
        lease.show(how);
        if (emitter.emits()) {
            emitter.emit(new ClientEvent.LeaseReleased(lease.id(), how.state()));
        }
        released();
    }
}
