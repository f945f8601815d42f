package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.internal.lease.LeaseState.Over;
import io.mainstay.etcd.internal.lease.LeaseState.Renewing;
import io.mainstay.etcd.internal.lease.LeaseState.Resting;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseLoss;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a kept lease does next: state and input give state and effects. Pure. */
final class LeaseStep {
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

    /** When a lease next needs a tick by the clock; one that waits for a stream gets its tick when there is one. */
    static long dueAt(LeaseState state) {
        if (state instanceof Resting resting) {
            return resting.late() ? resting.expiresAt() : earlier(resting.renewAt(), resting.expiresAt());
        }
        if (state instanceof Renewing renewing) {
            return earlier(overdueAt(renewing), renewing.expiresAt());
        }
        throw new IllegalArgumentException("a lease that is over is never due");
    }

    static Next step(LeaseState state, LeaseInput input) {
        if (state instanceof Over) {
            return Next.of(state);
        }
        if (input instanceof LeaseInput.Close) {
            return Next.of(new Over(), new LeaseEffect.Closed());
        }
        if (input instanceof LeaseInput.GiveUp giveUp) {
            return Next.of(new Over(), new LeaseEffect.Lost(giveUp.reason()));
        }
        if (input instanceof LeaseInput.Tick tick && tick.now() - expiresAt(state) >= 0) {
            return Next.of(new Over(), new LeaseEffect.Lost(LeaseLoss.Reason.EXPIRED));
        }
        if (state instanceof Resting resting) {
            return resting(resting, input);
        }
        return renewing((Renewing) state, input);
    }

    private static Next resting(Resting state, LeaseInput input) {
        if (!(input instanceof LeaseInput.Tick tick) || tick.now() - state.renewAt() < 0) {
            return Next.of(state);
        }
        if (tick.canSend()) {
            return Next.of(
                    new Renewing(state.ttl(), state.expiresAt(), tick.now(), state.late()), new LeaseEffect.Send());
        }
        // No stream at the time to renew is the first sign of trouble; the next stream's tick brings the renewal.
        return state.late()
                ? Next.of(state)
                : Next.of(
                        new Resting(state.ttl(), state.expiresAt(), state.renewAt(), true),
                        new LeaseEffect.Show(KeptLease.State.AT_RISK));
    }

    private static Next renewing(Renewing state, LeaseInput input) {
        if (input instanceof LeaseInput.Answered answered) {
            if (answered.ttl().isZero() || answered.ttl().isNegative()) {
                return Next.of(new Over(), new LeaseEffect.Lost(LeaseLoss.Reason.NOT_FOUND));
            }
            Resting renewed = LeaseState.renewed(answered.ttl(), state.sentAt());
            return state.late() ? Next.of(renewed, new LeaseEffect.Show(KeptLease.State.ACTIVE)) : Next.of(renewed);
        }
        if (input instanceof LeaseInput.StreamLost lost) {
            return Next.of(new Resting(state.ttl(), state.expiresAt(), lost.now(), state.late()));
        }
        if (input instanceof LeaseInput.Tick tick && tick.now() - overdueAt(state) >= 0) {
            Renewing late = new Renewing(state.ttl(), state.expiresAt(), state.sentAt(), true);
            // A lease that is late already may meet one silent server after another, and must get past each.
            return state.late()
                    ? Next.of(late, new LeaseEffect.DistrustStream())
                    : Next.of(late, new LeaseEffect.Show(KeptLease.State.AT_RISK), new LeaseEffect.DistrustStream());
        }
        return Next.of(state);
    }

    private static long overdueAt(Renewing state) {
        return state.sentAt() + TimeUnit.NANOSECONDS.convert(state.ttl()) / 3;
    }

    private static long expiresAt(LeaseState state) {
        return state instanceof Resting resting ? resting.expiresAt() : ((Renewing) state).expiresAt();
    }

    private static long earlier(long a, long b) {
        return a - b <= 0 ? a : b;
    }
}
