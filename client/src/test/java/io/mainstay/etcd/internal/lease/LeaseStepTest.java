package io.mainstay.etcd.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mainstay.etcd.internal.lease.LeaseState.Over;
import io.mainstay.etcd.internal.lease.LeaseState.Renewing;
import io.mainstay.etcd.internal.lease.LeaseState.Resting;
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
    private static final long T0 = Long.MAX_VALUE - Duration.ofSeconds(15).toNanos();

    private static final Resting FRESH = new Resting(TTL, at(30), at(10), false);
    private static final Resting LATE = new Resting(TTL, at(30), at(10), true);
    private static final Renewing SENT = new Renewing(TTL, at(30), at(10), false);
    private static final Renewing SENT_LATE = new Renewing(TTL, at(30), at(10), true);

    @ParameterizedTest(name = "{0} + {1}")
    @MethodSource("table")
    void step(LeaseState state, LeaseInput input, LeaseState next, List<LeaseEffect> effects) {
        assertThat(LeaseStep.step(state, input)).isEqualTo(new LeaseStep.Next(next, effects));
    }

    static Stream<Arguments> table() {
        return Stream.of(resting(), renewing(), ends()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> resting() {
        return Stream.of(
                row(FRESH, tick(9, true), FRESH),
                row(FRESH, tick(9, false), FRESH),
                row(FRESH, tick(10, true), SENT, new LeaseEffect.Send()),
                row(FRESH, tick(10, false), LATE, show(State.AT_RISK)),
                row(FRESH, answered(TTL), FRESH),
                row(FRESH, lost(12), FRESH),
                row(LATE, tick(20, false), LATE),
                row(LATE, tick(20, true), new Renewing(TTL, at(30), at(20), true), new LeaseEffect.Send()),
                row(LATE, tick(30, true), new Over(), loss(Reason.EXPIRED)));
    }

    private static Stream<Arguments> renewing() {
        Duration shorter = Duration.ofSeconds(3);
        return Stream.of(
                row(SENT, tick(19, true), SENT),
                row(SENT, tick(20, true), SENT_LATE, show(State.AT_RISK), new LeaseEffect.DistrustStream()),
                row(SENT_LATE, tick(19, true), SENT_LATE),
                row(SENT_LATE, tick(20, true), SENT_LATE, new LeaseEffect.DistrustStream()),
                row(SENT, answered(TTL), new Resting(TTL, at(40), at(20), false)),
                row(SENT, answered(shorter), new Resting(shorter, at(13), at(11), false)),
                row(SENT_LATE, answered(TTL), new Resting(TTL, at(40), at(20), false), show(State.ACTIVE)),
                row(SENT, answered(Duration.ZERO), new Over(), loss(Reason.NOT_FOUND)),
                row(SENT, answered(Duration.ofSeconds(-1)), new Over(), loss(Reason.NOT_FOUND)),
                row(SENT, lost(12), new Resting(TTL, at(30), at(12), false)),
                row(SENT_LATE, lost(22), new Resting(TTL, at(30), at(22), true)),
                row(SENT, tick(30, true), new Over(), loss(Reason.EXPIRED)));
    }

    private static Stream<Arguments> ends() {
        LeaseInput giveUp = new LeaseInput.GiveUp(Reason.REFUSED);
        LeaseInput close = new LeaseInput.Close();
        Stream<Arguments> ending = Stream.of(FRESH, LATE, SENT, SENT_LATE)
                .flatMap(state -> Stream.of(
                        row(state, giveUp, new Over(), loss(Reason.REFUSED)),
                        row(state, close, new Over(), new LeaseEffect.Closed())));
        Over over = new Over();
        Stream<Arguments> ended =
                Stream.of(tick(99, true), answered(TTL), lost(1), giveUp, close).map(input -> row(over, input, over));
        return Stream.concat(ending, ended);
    }

    @Test
    void due_isTheNextMomentAtWhichTimeAloneChangesSomething() {
        assertThat(LeaseStep.dueAt(FRESH)).isEqualTo(at(10));
        assertThat(LeaseStep.dueAt(LATE)).isEqualTo(at(30));
        assertThat(LeaseStep.dueAt(SENT)).isEqualTo(at(20));
        assertThat(LeaseStep.dueAt(SENT_LATE)).isEqualTo(at(20));
        assertThat(LeaseStep.dueAt(new Renewing(TTL, at(30), at(25), true))).isEqualTo(at(30));
    }

    private static long at(long second) {
        return T0 + Duration.ofSeconds(second).toNanos();
    }

    private static LeaseInput tick(long second, boolean canSend) {
        return new LeaseInput.Tick(at(second), canSend);
    }

    private static LeaseInput answered(Duration ttl) {
        return new LeaseInput.Answered(ttl);
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
