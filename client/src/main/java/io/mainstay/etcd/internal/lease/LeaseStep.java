package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.internal.lease.LeaseState.Over;
import io.mainstay.etcd.internal.lease.LeaseState.Renewing;
import io.mainstay.etcd.internal.lease.LeaseState.Resting;
import io.mainstay.etcd.internal.lease.LeaseState.Waiting;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseLoss;
import java.time.Duration;
import java.util.List;

/** What a kept lease does next: state and input give state and effects. Pure. */
final class LeaseStep {
    /** For how long a lease that is to be renewed may be without a stream before that is a risk. */
    static final Duration GRACE = Duration.ofMillis(100);

    private LeaseStep() {}

    /**
     * The outcome of a step.
     *
     * @param state the new state
     * @param effects what to do, in order
     */
    record Next(LeaseState state, List<LeaseEffect> effects) {
        static Next of(LeaseState state, LeaseEffect... effects) {
            return new Next(state, List.of(effects));
        }
    }

    /** When a lease next needs a tick. */
    static long dueAt(LeaseState state) {
        if (state instanceof Resting resting) {
            return resting.renewAt();
        }
        if (state instanceof Waiting waiting) {
            return waiting.late() ? waiting.expiresAt() : earlier(waiting.lateAt(), waiting.expiresAt());
        }
        if (state instanceof Renewing renewing) {
            return earlier(renewing.overdueAt(), renewing.expiresAt());
        }
        throw new IllegalArgumentException("a lease that is over is never due");
    }

    /** When a lease must be taken for lost. */
    static long expiresAt(LeaseState state) {
        if (state instanceof Resting resting) {
            return resting.expiresAt();
        }
        if (state instanceof Waiting waiting) {
            return waiting.expiresAt();
        }
        if (state instanceof Renewing renewing) {
            return renewing.expiresAt();
        }
        throw new IllegalArgumentException("a lease that is over does not expire");
    }

    static Next step(LeaseState state, LeaseInput input) {
        if (state instanceof Over) {
            return Next.of(state);
        }
        if (input instanceof LeaseInput.Close) {
            return Next.of(new Over(), new LeaseEffect.Closed());
        }
        if (input instanceof LeaseInput.GiveUp giveUp) {
            return lost(giveUp.reason());
        }
        if (input instanceof LeaseInput.Tick tick) {
            return tick.now() - expiresAt(state) >= 0 ? lost(LeaseLoss.Reason.EXPIRED) : tick(state, tick);
        }
        if (input instanceof LeaseInput.Turn turn && state instanceof Waiting waiting) {
            return turn(waiting, turn.now());
        }
        if (input instanceof LeaseInput.Answered answered && state instanceof Renewing renewing) {
            return answered(renewing, answered);
        }
        if (input instanceof LeaseInput.StreamLost lost) {
            return streamLost(state, lost.now());
        }
        return Next.of(state);
    }

    private static Next tick(LeaseState state, LeaseInput.Tick tick) {
        if (state instanceof Resting resting && tick.now() - resting.renewAt() >= 0) {
            long share = resting.renewAt() + third(resting.ttl());
            long lateAt = tick.stream() ? share : earlier(share, tick.now() + GRACE.toNanos());
            return waiting(new Waiting(resting.ttl(), resting.expiresAt(), lateAt, false), tick.now());
        }
        if (state instanceof Waiting waiting) {
            return waiting(waiting, tick.now());
        }
        if (state instanceof Renewing renewing && tick.now() - renewing.overdueAt() >= 0) {
            return overdue(renewing, tick);
        }
        return Next.of(state);
    }

    private static Next waiting(Waiting state, long now) {
        if (state.late() || now - state.lateAt() < 0) {
            return Next.of(state);
        }
        return Next.of(
                new Waiting(state.ttl(), state.expiresAt(), state.lateAt(), true),
                new LeaseEffect.Show(KeptLease.State.AT_RISK));
    }

    /**
     * An answer that does not come is a risk in any case, but the stream is only dead if it is silent: while other
     * answers come on it, another stream would have to begin anew with all that wait. Not for ever, though.
     */
    private static Next overdue(Renewing state, LeaseInput.Tick tick) {
        long third = third(state.ttl());
        long sign = tick.heardAt() - state.sentAt() > 0 ? tick.heardAt() : state.sentAt();
        long patience = earlier(sign + third, state.sentAt() + 2 * third);
        boolean dead = tick.now() - patience >= 0;
        Renewing late =
                new Renewing(state.ttl(), state.expiresAt(), state.sentAt(), dead ? state.overdueAt() : patience, true);
        LeaseEffect risk = new LeaseEffect.Show(KeptLease.State.AT_RISK);
        if (!dead) {
            return state.late() ? Next.of(late) : Next.of(late, risk);
        }
        // A lease that is late already may meet one silent server after another, and must get past each.
        LeaseEffect distrust = new LeaseEffect.DistrustStream();
        return state.late() ? Next.of(late, distrust) : Next.of(late, risk, distrust);
    }

    private static Next turn(Waiting state, long now) {
        if (now - state.expiresAt() >= 0) {
            return lost(LeaseLoss.Reason.EXPIRED);
        }
        return Next.of(
                new Renewing(state.ttl(), state.expiresAt(), now, now + third(state.ttl()), state.late()),
                new LeaseEffect.Send());
    }

    private static Next answered(Renewing state, LeaseInput.Answered answered) {
        if (answered.ttl().isZero() || answered.ttl().isNegative()) {
            return lost(LeaseLoss.Reason.NOT_FOUND);
        }
        Resting renewed = LeaseState.renewed(answered.ttl(), state.sentAt(), answered.spread());
        if (answered.now() - renewed.expiresAt() >= 0) {
            // The answer lay about while this program or its machine stood still.
            return lost(LeaseLoss.Reason.EXPIRED);
        }
        return state.late() ? Next.of(renewed, new LeaseEffect.Show(KeptLease.State.ACTIVE)) : Next.of(renewed);
    }

    private static Next streamLost(LeaseState state, long now) {
        long soon = now + GRACE.toNanos();
        if (state instanceof Renewing renewing) {
            return Next.of(new Waiting(renewing.ttl(), renewing.expiresAt(), soon, renewing.late()));
        }
        if (state instanceof Waiting waiting) {
            long lateAt = earlier(waiting.lateAt(), soon);
            return Next.of(new Waiting(waiting.ttl(), waiting.expiresAt(), lateAt, waiting.late()));
        }
        return Next.of(state);
    }

    private static Next lost(LeaseLoss.Reason reason) {
        return Next.of(new Over(), new LeaseEffect.Lost(reason));
    }

    private static long third(Duration ttl) {
        return LeaseState.nanos(ttl) / 3;
    }

    private static long earlier(long a, long b) {
        return a - b <= 0 ? a : b;
    }
}
