package io.mainstay.etcd.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mainstay.etcd.internal.lease.LeaseState.Over;
import io.mainstay.etcd.internal.lease.LeaseState.Renewing;
import io.mainstay.etcd.internal.lease.LeaseState.Resting;
import io.mainstay.etcd.internal.lease.LeaseState.Waiting;
import io.mainstay.etcd.lease.KeptLease.State;
import io.mainstay.etcd.lease.LeaseLoss.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what a kept lease does next: every state with every input, across the clock's overflow. */
class LeaseStepTest {
    private static final Duration TTL = Duration.ofSeconds(30);
    private static final long GRACE = LeaseStep.GRACE.toNanos();
    private static final long T0 = Long.MAX_VALUE - Duration.ofSeconds(15).toNanos();

    private static final Resting FRESH = new Resting(TTL, at(30), at(10));
    private static final Waiting DUE = new Waiting(TTL, at(30), at(20), false);
    private static final Waiting DUE_LATE = new Waiting(TTL, at(30), at(20), true);
    private static final Renewing SENT = new Renewing(TTL, at(30), at(10), at(20), false);
    private static final Renewing SENT_LATE = new Renewing(TTL, at(30), at(10), at(20), true);

    @ParameterizedTest(name = "{0} + {1}")
    @MethodSource("table")
    void step(LeaseState state, LeaseInput input, LeaseState next, List<LeaseEffect> effects) {
        assertThat(LeaseStep.step(state, input)).isEqualTo(new LeaseStep.Next(next, effects));
    }

    static Stream<Arguments> table() {
        return Stream.of(resting(), waiting(), renewing(), answers(), ends()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> resting() {
        return Stream.of(
                row(FRESH, tick(9), FRESH),
                row(FRESH, new LeaseInput.Tick(at(9), false, at(9)), FRESH),
                row(FRESH, tick(10), DUE),
                row(FRESH, new LeaseInput.Tick(at(10), false, at(10)), waiting(at(10) + GRACE, false)),
                // After a long pause: there is time left, but not much.
                row(FRESH, tick(25), DUE_LATE, show(State.AT_RISK)),
                row(FRESH, tick(30), new Over(), loss(Reason.EXPIRED)),
                row(FRESH, tick(999), new Over(), loss(Reason.EXPIRED)),
                row(FRESH, new LeaseInput.Turn(at(10)), FRESH),
                row(FRESH, answered(12, TTL), FRESH),
                row(FRESH, lost(12), FRESH));
    }

    private static Stream<Arguments> waiting() {
        return Stream.of(
                row(DUE, tick(19), DUE),
                row(DUE, tick(20), DUE_LATE, show(State.AT_RISK)),
                row(DUE_LATE, tick(21), DUE_LATE),
                row(DUE_LATE, tick(30), new Over(), loss(Reason.EXPIRED)),
                row(DUE, new LeaseInput.Turn(at(10)), SENT, new LeaseEffect.Send()),
                row(
                        DUE_LATE,
                        new LeaseInput.Turn(at(21)),
                        new Renewing(TTL, at(30), at(21), at(31), true),
                        new LeaseEffect.Send()),
                row(DUE_LATE, new LeaseInput.Turn(at(30)), new Over(), loss(Reason.EXPIRED)),
                row(DUE, lost(12), waiting(at(12) + GRACE, false)),
                row(waiting(at(12), false), lost(12), waiting(at(12), false)));
    }

    private static Stream<Arguments> renewing() {
        LeaseEffect distrust = new LeaseEffect.DistrustStream();
        return Stream.of(
                row(SENT, tick(19), SENT),
                row(SENT, tick(20), SENT_LATE, show(State.AT_RISK), distrust),
                row(SENT_LATE, tick(19), SENT_LATE),
                row(SENT_LATE, tick(20), SENT_LATE, distrust),
                // While other answers come, the stream is trusted for longer, but not for ever.
                row(SENT, heard(20, 12), new Renewing(TTL, at(30), at(10), at(22), true), show(State.AT_RISK)),
                row(SENT_LATE, heard(20, 15), new Renewing(TTL, at(30), at(10), at(25), true)),
                row(
                        new Renewing(TTL, at(50), at(10), at(20), true),
                        heard(30, 29),
                        new Renewing(TTL, at(50), at(10), at(20), true),
                        distrust),
                row(SENT, lost(12), waiting(at(12) + GRACE, false)),
                row(SENT_LATE, lost(22), waiting(at(22) + GRACE, true)),
                row(SENT, tick(30), new Over(), loss(Reason.EXPIRED)));
    }

    private static Stream<Arguments> answers() {
        Duration shorter = Duration.ofSeconds(3);
        return Stream.of(
                row(SENT, answered(11, TTL), new Resting(TTL, at(40), at(15))),
                row(SENT, new LeaseInput.Answered(at(11), TTL, 1), new Resting(TTL, at(40), at(20))),
                row(SENT, answered(11, shorter), new Resting(shorter, at(13), at(10) + 500_000_000)),
                row(SENT_LATE, answered(21, TTL), new Resting(TTL, at(40), at(15)), show(State.ACTIVE)),
                // The answer to what was sent in time comes after the lease would have ended, but before that was told.
                row(SENT_LATE, answered(35, TTL), new Resting(TTL, at(40), at(15)), show(State.ACTIVE)),
                // It comes after a pause that was longer than the life it brings: no false hope.
                row(SENT_LATE, answered(40, TTL), new Over(), loss(Reason.EXPIRED)),
                row(SENT, answered(11, Duration.ZERO), new Over(), loss(Reason.NOT_FOUND)),
                row(SENT, answered(11, Duration.ofSeconds(-1)), new Over(), loss(Reason.NOT_FOUND)));
    }

    private static Stream<Arguments> ends() {
        LeaseInput giveUp = new LeaseInput.GiveUp(Reason.REFUSED);
        LeaseInput close = new LeaseInput.Close();
        Stream<Arguments> ending = Stream.of(FRESH, DUE, DUE_LATE, SENT, SENT_LATE)
                .flatMap(state -> Stream.of(
                        row(state, giveUp, new Over(), loss(Reason.REFUSED)),
                        row(state, close, new Over(), new LeaseEffect.Closed())));
        Over over = new Over();
        Stream<Arguments> ended = Stream.of(
                        tick(99), answered(99, TTL), lost(1), new LeaseInput.Turn(at(9)), giveUp, close)
                .map(input -> row(over, input, over));
        return Stream.concat(ending, ended);
    }

    @Test
    void due_isTheNextMomentAtWhichTimeAloneChangesSomething() {
        assertThat(LeaseStep.dueAt(FRESH)).isEqualTo(at(10));
        assertThat(LeaseStep.dueAt(DUE)).isEqualTo(at(20));
        assertThat(LeaseStep.dueAt(DUE_LATE)).isEqualTo(at(30));
        assertThat(LeaseStep.dueAt(SENT)).isEqualTo(at(20));
        assertThat(LeaseStep.dueAt(SENT_LATE)).isEqualTo(at(20));
        assertThat(LeaseStep.dueAt(new Renewing(TTL, at(30), at(25), at(35), true)))
                .isEqualTo(at(30));
        assertThat(Stream.of(FRESH, DUE, DUE_LATE, SENT, SENT_LATE).map(LeaseStep::expiresAt))
                .containsOnly(at(30));
    }

    @Test
    void renewal_fallsIntoTheSecondSixthOfALife() {
        assertThat(LeaseState.renewed(TTL, at(0), 0).renewAt()).isEqualTo(at(5));
        assertThat(LeaseState.renewed(TTL, at(0), 0.5).renewAt()).isEqualTo(at(5) + 2_500_000_000L);
        assertThat(LeaseState.renewed(TTL, at(0), 1).renewAt()).isEqualTo(at(10));
    }

    private static long at(long second) {
        return T0 + Duration.ofSeconds(second).toNanos();
    }

    private static Waiting waiting(long lateAt, boolean late) {
        return new Waiting(TTL, at(30), lateAt, late);
    }

    /** Time passes on a silent stream. */
    private static LeaseInput tick(long second) {
        return heard(second, 0);
    }

    private static LeaseInput heard(long second, long heardAt) {
        return new LeaseInput.Tick(at(second), true, at(heardAt));
    }

    private static LeaseInput answered(long second, Duration ttl) {
        return new LeaseInput.Answered(at(second), ttl, 0);
    }

    private static LeaseInput lost(long second) {
        return new LeaseInput.StreamLost(at(second));
    }

    private static LeaseEffect show(State state) {
        return new LeaseEffect.Show(state);
    }

    private static LeaseEffect loss(Reason reason) {
        return new LeaseEffect.Lost(reason);
    }

    private static Arguments row(LeaseState state, LeaseInput input, LeaseState next, LeaseEffect... effects) {
        return arguments(state, input, next, List.of(effects));
    }
}
