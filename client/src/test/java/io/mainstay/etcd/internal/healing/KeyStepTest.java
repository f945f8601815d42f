package io.mainstay.etcd.internal.healing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mainstay.etcd.internal.healing.KeyState.Held;
import io.mainstay.etcd.internal.healing.KeyState.Pending;
import io.mainstay.etcd.internal.healing.KeyState.Putting;
import io.mainstay.etcd.internal.healing.KeyState.Seen;
import io.mainstay.etcd.internal.healing.KeyState.Seen.What;
import io.mainstay.etcd.internal.healing.KeyState.Taken;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what a key of a healing lease does next: every state with every input. */
class KeyStepTest {
    private static final KeyInput PUT = new KeyInput.Put();
    private static final KeyInput GONE = new KeyInput.LeaseGone();
    private static final Putting FIRST = Putting.of(0, false, false);
    private static final Putting UPDATE = Putting.of(5, true, false);
    private static final Putting STALE = UPDATE.withStale();

    @ParameterizedTest(name = "{0} + {1}")
    @MethodSource("table")
    void step(KeyState state, KeyInput input, KeyState next, List<KeyEffect> effects) {
        assertThat(KeyStep.step(state, input, false)).isEqualTo(new KeyStep.Next(next, effects));
    }

    static Stream<Arguments> table() {
        return Stream.of(puts(), outcomes(), losses(), told()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> puts() {
        return Stream.of(
                row(new Pending(0), PUT, FIRST, send(0)),
                row(new Pending(5), PUT, Putting.of(5, false, false), send(5)),
                row(new Held(5), PUT, UPDATE, send(5)),
                row(new Taken(5), PUT, FIRST, send(0)),
                row(UPDATE, PUT, UPDATE.withAgain()),
                row(STALE, PUT, STALE.withAgain()));
    }

    private static Stream<Arguments> outcomes() {
        KeyInput done = new KeyInput.Done(7);
        Putting next = Putting.of(7, true, false);
        return Stream.of(
                row(FIRST, done, new Held(7), settled(7)),
                row(FIRST.withAgain(), done, next, settled(7), send(7)),
                row(Putting.of(0, false, true), done, new Held(7), settled(7), new KeyEffect.Restored()),
                // The watch was quicker than the answer: of its own put nothing follows, of what came later it does.
                row(FIRST.withSeen(seen(7, What.OURS)), done, new Held(7), settled(7)),
                row(FIRST.withSeen(seen(8, What.DELETED)), done, Putting.of(0, false, true), settled(7), send(0)),
                row(FIRST, new KeyInput.Refused(6, false), Putting.of(6, false, false), send(6)),
                row(UPDATE, new KeyInput.Refused(0, false), FIRST, send(0)),
                row(FIRST.withAgain(), new KeyInput.Refused(6, false), Putting.of(6, false, false), send(6)),
                row(FIRST, new KeyInput.Refused(6, true), new Taken(6), lost(6)),
                row(
                        FIRST.withSeen(seen(8, What.DELETED)),
                        new KeyInput.Refused(6, true),
                        Putting.of(0, false, true),
                        lost(6),
                        send(0)),
                row(FIRST, new KeyInput.Failed(false), new Pending(0), new KeyEffect.Retry()),
                row(FIRST, new KeyInput.Failed(true), new Pending(0), new KeyEffect.Retry()),
                row(UPDATE, new KeyInput.Failed(false), new Pending(5), new KeyEffect.Retry()),
                row(UPDATE, new KeyInput.Failed(true), new Held(5)),
                row(new Held(5), done, new Held(5)));
    }

    private static Stream<Arguments> losses() {
        return Stream.of(
                row(new Pending(5), GONE, new Pending(0)),
                row(new Held(5), GONE, new Pending(0)),
                row(new Taken(5), GONE, new Pending(0)),
                row(UPDATE, GONE, STALE),
                row(UPDATE.withAgain(), GONE, STALE),
                row(STALE, new KeyInput.Done(7), new Pending(0)),
                row(STALE, new KeyInput.Refused(7, true), new Pending(0)),
                row(STALE, new KeyInput.Failed(true), new Pending(0)),
                row(STALE.withAgain(), new KeyInput.Done(7), FIRST, send(0)),
                row(STALE.withAgain(), new KeyInput.Failed(true), FIRST, send(0)));
    }

    private static Stream<Arguments> told() {
        return Stream.of(
                row(new Held(5), tell(5, What.DELETED), new Held(5)),
                row(new Held(5), tell(6, What.DELETED), Putting.of(0, false, true), send(0)),
                row(new Held(5), tell(6, What.OURS), new Held(6)),
                row(new Held(5), tell(6, What.ALTERED), Putting.of(6, false, true), send(6)),
                row(new Held(5), tell(6, What.FOREIGN), new Taken(6), lost(6)),
                row(new Taken(5), tell(6, What.FOREIGN), new Taken(6)),
                row(new Taken(5), tell(4, What.DELETED), new Taken(5)),
                row(new Taken(5), tell(6, What.DELETED), Putting.of(0, false, true), send(0)),
                row(new Pending(0), tell(6, What.DELETED), new Pending(0)),
                row(UPDATE, tell(6, What.FOREIGN), UPDATE.withSeen(seen(6, What.FOREIGN))),
                row(
                        UPDATE.withSeen(seen(8, What.DELETED)),
                        tell(6, What.FOREIGN),
                        UPDATE.withSeen(seen(8, What.DELETED))));
    }

    @Test
    void whatIsSomebodyElsesIsReplaced_onlyIfAsked_andOnlyByAPut() {
        assertThat(KeyStep.step(FIRST, new KeyInput.Refused(6, true), true))
                .isEqualTo(new KeyStep.Next(Putting.of(6, false, false), List.of(send(6))));
        assertThat(KeyStep.step(new Held(5), tell(6, What.FOREIGN), true))
                .isEqualTo(new KeyStep.Next(new Taken(6), List.of(lost(6))));
    }

    private static Seen seen(long revision, What what) {
        return new Seen(revision, what);
    }

    private static KeyInput tell(long revision, What what) {
        return new KeyInput.Told(seen(revision, what));
    }

    private static KeyEffect send(long mod) {
        return new KeyEffect.Send(mod);
    }

    private static KeyEffect settled(long mod) {
        return new KeyEffect.Settled(mod);
    }

    private static KeyEffect lost(long mod) {
        return new KeyEffect.Lost(mod);
    }

    private static Arguments row(KeyState state, KeyInput input, KeyState next, KeyEffect... effects) {
        return arguments(state, input, next, List.of(effects));
    }
}
