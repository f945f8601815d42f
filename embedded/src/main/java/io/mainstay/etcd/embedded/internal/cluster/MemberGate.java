package io.mainstay.etcd.embedded.internal.cluster;

import io.mainstay.etcd.embedded.internal.lever.Faults;
import io.mainstay.etcd.embedded.internal.lever.Gate;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all that reaches a member has to pass: it is refused while the member is stopped, waits while it stands still,
 * and waits for a leader if it needs one. Others' code is never called under its lock.
 */
public final class MemberGate {
    static final TransportFailure STOPPED =
            TransportFailure.notSent(ErrorCode.UNAVAILABLE, "connection refused: the member is stopped", null);
    static final TransportFailure LOST = TransportFailure.lost("the connection broke: the member was stopped", null);
    private static final TransportFailure NO_LEADER =
            TransportFailure.answered(Refusal.NO_LEADER.code(), Refusal.NO_LEADER.text());
    private static final TransportFailure UNHEALTHY =
            TransportFailure.answered(Refusal.UNHEALTHY.code(), Refusal.UNHEALTHY.text());

    private final Clock clock;
    private final Peers.Times times;
    private final PeerLeadership leadership;
    private final Faults faults;

    private final Object lock = new Object();
    private final Set<GatedCall<?, ?>> calls = new LinkedHashSet<>();
    private final Set<Waiting> waiting = new LinkedHashSet<>();
    private final Set<Gate> watches = new HashSet<>();
    private final List<Runnable> held = new ArrayList<>();
    private Condition condition = Condition.CONNECTED;
    private Cancellable cut = Cancellable.NONE;

    MemberGate(Clock clock, Peers.Times times, PeerLeadership leadership, Faults faults) {
        this.clock = clock;
        this.times = times;
        this.leadership = leadership;
        this.faults = faults;
    }

    /** The faults that the member plays besides. */
    public Faults faults() {
        return faults;
    }

    /** A way to the member. */
    public Transport to(Transport member) {
        return faults.on(new GatedTransport(this, member, false));
    }

    /** The way on which it asks itself how it is. */
    public Transport toItself(Transport member) {
        return faults.on(new GatedTransport(this, member, true));
    }

    void put(Condition next, List<Runnable> then) {
        synchronized (lock) {
            Condition was = condition;
            condition = next;
            if (next == Condition.STOPPED) {
                calls.forEach(call -> then.add(call::lose));
                calls.clear();
                waiting.forEach(Waiting::forget);
                waiting.clear();
                held.clear();
                cut.cancel();
                then.add(faults::dropStreams);
            } else if (next == Condition.PAUSED) {
                faults.stallStreams();
            } else if (next == Condition.CUT_OFF) {
                watches.forEach(Gate::shut);
            }
            if (was == Condition.PAUSED) {
                then.addAll(held);
                held.clear();
                then.add(faults::resumeStreams);
            } else if (was == Condition.CUT_OFF) {
                watches.forEach(watch -> then.add(watch::open));
            }
        }
    }

    void see(Sight seen, List<Runnable> then) {
        synchronized (lock) {
            boolean led = leadership.sight().isLed();
            leadership.see(seen);
            if (seen.isLed()) {
                cut.cancel();
                waiting.forEach(each -> then.add(each::led));
                waiting.clear();
            } else if (led) {
                cut.cancel();
                cut = clock.schedule(times.leaderless(), this::endStreamsOfLeader);
            }
        }
    }

    void seeNobody(List<Runnable> then) {
        see(new Sight(0, leadership.term(), false), then);
    }

    private void endStreamsOfLeader() {
        if (!leadership.isHeld()) {
            faults.endStreamsOfLeader();
        }
    }

    /** Has a call begin, now or later. */
    void admit(GatedCall<?, ?> call) {
        synchronized (lock) {
            if (condition != Condition.STOPPED) {
                calls.add(call);
            }
            if (condition == Condition.PAUSED) {
                held.add(call::begin);
                return;
            }
        }
        call.begin();
    }

    /** Whether a call may still begin. */
    boolean knows(GatedCall<?, ?> call) {
        synchronized (lock) {
            return calls.contains(call);
        }
    }

    void over(GatedCall<?, ?> call) {
        synchronized (lock) {
            calls.remove(call);
        }
    }

    boolean isStopped() {
        synchronized (lock) {
            return condition == Condition.STOPPED;
        }
    }

    boolean isLed() {
        return leadership.isHeld();
    }

    /** Tells an answer, which waits while the member stands still. */
    void tell(Runnable answer) {
        synchronized (lock) {
            if (condition == Condition.PAUSED) {
                held.add(answer);
                return;
            }
        }
        answer.run();
    }

    /** The gate of a stream of watches, which is shut while no news comes from other members. */
    Gate watchGate() {
        Gate gate = new Gate();
        synchronized (lock) {
            watches.add(gate);
            if (condition == Condition.CUT_OFF) {
                gate.shut();
            }
        }
        return gate;
    }

    void forget(Gate watch) {
        synchronized (lock) {
            watches.remove(watch);
        }
    }

    /**
     * Has something go on as soon as its need is met.
     *
     * @param insists whether it fails at once when nobody leads, whatever it needs
     * @return gives up the wait
     */
    Cancellable whenMet(Need need, boolean insists, Waiter waiter) {
        TransportFailure refused = null;
        synchronized (lock) {
            Sight sight = leadership.sight();
            if (need == Need.HEALTH && !sight.whole()) {
                refused = UNHEALTHY;
            } else if (!sight.isLed() && insists) {
                refused = NO_LEADER;
            } else if (!sight.isLed() && need != Need.NOTHING) {
                Waiting wait = new Waiting(need, waiter);
                waiting.add(wait);
                wait.start();
                return wait::giveUp;
            }
        }
        if (refused != null) {
            waiter.fail(refused);
        } else {
            waiter.proceed();
        }
        return Cancellable.NONE;
    }

    /** One that waits for a leader. */
    private final class Waiting {
        private final Need need;
        private final Waiter waiter;
        private Cancellable timer = Cancellable.NONE;

        Waiting(Need need, Waiter waiter) {
            this.need = need;
            this.waiter = waiter;
        }

        void start() {
            TransportFailure late = need.late();
            if (late != null) {
                timer = clock.schedule(times.request(), () -> late(late));
            }
        }

        private void late(TransportFailure failure) {
            if (take()) {
                waiter.fail(failure);
            }
        }

        private boolean take() {
            synchronized (lock) {
                return waiting.remove(this);
            }
        }

        void led() {
            timer.cancel();
            @Nullable TransportFailure changed = need.changed();
            if (changed != null) {
                waiter.fail(changed);
            } else {
                waiter.proceed();
            }
        }

        void giveUp() {
            take();
            forget();
        }

        void forget() {
            timer.cancel();
        }
    }
}
