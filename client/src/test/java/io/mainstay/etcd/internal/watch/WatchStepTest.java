package io.mainstay.etcd.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.watch.WatchState.Creating;
import io.mainstay.etcd.internal.watch.WatchState.Ended;
import io.mainstay.etcd.internal.watch.WatchState.Live;
import io.mainstay.etcd.internal.watch.WatchState.Paused;
import io.mainstay.etcd.internal.watch.WatchState.Waiting;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what a watch does next: every state with every input. */
class WatchStepTest {
    private static final EtcdException WHY = ErrorMapper.closed("Watch/Watch", false);
    private static final ResumePoint NOW = ResumePoint.startingAt(0);
    private static final ResumePoint AT7 = ResumePoint.startingAt(7);
    private static final ResumePoint EARLY7 = AT7.overlapping();
    private static final WatchEvent E7 = event(7);
    private static final WatchEvent E8 = event(8);

    @ParameterizedTest(name = "{0} + {1}")
    @MethodSource("table")
    void step(WatchState state, WatchInput input, WatchState next, List<WatchEffect> effects) {
        assertThat(WatchStep.step(state, input)).isEqualTo(new WatchStep.Next(next, effects));
    }

    static Stream<Arguments> table() {
        return Stream.of(waiting(), creating(), live(), paused(), ended()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> waiting() {
        Waiting state = new Waiting(AT7);
        return Stream.of(
                row(state, ready(3), new Creating(AT7, 3), new WatchEffect.SendCreate(3, 7)),
                row(new Waiting(NOW), ready(3), new Creating(NOW, 3), new WatchEffect.SendCreate(3, 0)),
                row(new Waiting(EARLY7), ready(3), new Creating(EARLY7, 3), new WatchEffect.SendCreate(3, 6)),
                row(state, ahead(), state),
                row(state, lost(), state),
                row(state, accepted(9), state),
                row(state, events(false, E7), state),
                row(state, answer(9, true), state),
                row(state, interrupted(), state),
                row(state, full(), state),
                row(state, room(), state),
                row(state, close(), new Ended(AT7), finish(null)),
                row(state, fail(), new Ended(AT7), finish(WHY)));
    }

    private static Stream<Arguments> creating() {
        Creating state = new Creating(AT7, 3);
        return Stream.of(
                row(state, accepted(100), new Live(AT7, 3, List.of()), new WatchEffect.Running(7)),
                row(
                        new Creating(NOW, 3),
                        accepted(100),
                        new Live(ResumePoint.startingAt(101), 3, List.of()),
                        new WatchEffect.Running(101)),
                row(new Creating(EARLY7, 3), accepted(6), new Live(EARLY7, 3, List.of()), new WatchEffect.Running(7)),
                row(new Creating(EARLY7, 3), lost(), new Waiting(AT7)),
                row(new Creating(EARLY7, 3), compacted(7), new Waiting(AT7), new WatchEffect.Rejoin()),
                row(state, compacted(7), new Ended(AT7), new WatchEffect.SendCancel(3), finish(WHY)),
                row(state, ahead(), state),
                row(state, ready(4), state),
                row(state, lost(), new Waiting(AT7)),
                row(state, events(false, E7), state),
                row(state, answer(9, true), state),
                row(state, interrupted(), new Waiting(AT7), new WatchEffect.RejoinLater()),
                row(state, full(), state),
                row(state, room(), state),
                row(state, close(), new Ended(AT7), new WatchEffect.SendCancel(3), finish(null)),
                row(state, fail(), new Ended(AT7), new WatchEffect.SendCancel(3), finish(WHY)));
    }

    private static Stream<Arguments> live() {
        Live state = new Live(AT7, 3, List.of());
        Live early = new Live(EARLY7, 3, List.of());
        Live half = new Live(AT7, 3, List.of(E7));
        ResumePoint after8 = new ResumePoint(9, 9, 0, 0, false);
        ResumePoint noticed20 = new ResumePoint(21, 7, 0, 0, false);
        ResumePoint answered20 = new ResumePoint(7, 7, 20, 20, false);
        return Stream.of(
                row(state, events(false, E7, E8), new Live(after8, 3, List.of()), deliver(8, E7, E8)),
                row(state, events(false, event(5), event(6)), state),
                row(state, events(false, event(6), E8), new Live(after8, 3, List.of()), deliver(8, E8)),
                row(state, events(true, E7), half),
                row(half, events(true, E8), new Live(AT7, 3, List.of(E7, E8))),
                row(half, events(false, E8), new Live(after8, 3, List.of()), deliver(8, E7, E8)),
                row(half, lost(), new Waiting(AT7)),
                row(half, notice(20, true), half),
                row(half, answer(20, true), half),
                row(state, notice(20, true), new Live(noticed20, 3, List.of()), deliver(20)),
                row(state, notice(20, false), new Live(noticed20, 3, List.of())),
                row(state, notice(3, false), state),
                row(state, answer(20, true), new Live(answered20, 3, List.of()), deliver(20)),
                row(state, answer(20, false), new Live(answered20, 3, List.of())),
                row(
                        new Live(answered20, 3, List.of()),
                        answer(30, false),
                        new Live(new ResumePoint(21, 7, 30, 30, false), 3, List.of())),
                row(state, ahead(), new Waiting(EARLY7), new WatchEffect.SendCancel(3), new WatchEffect.Rejoin()),
                row(half, ahead(), half),
                row(early, ahead(), early),
                row(early, events(false, event(6)), early),
                row(early, events(false, event(6), E7, E8), new Live(after8, 3, List.of()), deliver(8, E7, E8)),
                row(early, answer(6, true), new Live(new ResumePoint(7, 7, 6, 6, true), 3, List.of()), deliver(6)),
                row(early, lost(), new Waiting(AT7)),
                row(early, interrupted(), new Waiting(AT7), new WatchEffect.RejoinLater()),
                row(early, full(), new Paused(AT7), new WatchEffect.SendCancel(3)),
                row(early, compacted(7), new Waiting(AT7), new WatchEffect.Rejoin()),
                row(early, compacted(8), new Ended(EARLY7), new WatchEffect.SendCancel(3), finish(WHY)),
                row(state, compacted(7), new Ended(AT7), new WatchEffect.SendCancel(3), finish(WHY)),
                row(state, full(), new Paused(AT7), new WatchEffect.SendCancel(3)),
                row(state, room(), state),
                row(state, interrupted(), new Waiting(AT7), new WatchEffect.RejoinLater()),
                row(state, lost(), new Waiting(AT7)),
                row(state, ready(9), state),
                row(state, accepted(9), state),
                row(state, close(), new Ended(AT7), new WatchEffect.SendCancel(3), finish(null)),
                row(state, fail(), new Ended(AT7), new WatchEffect.SendCancel(3), finish(WHY)));
    }

    private static Stream<Arguments> paused() {
        Paused state = new Paused(AT7);
        return Stream.of(
                row(state, room(), new Waiting(AT7), new WatchEffect.Rejoin()),
                row(state, ahead(), state),
                row(state, ready(9), state),
                row(state, lost(), state),
                row(state, accepted(9), state),
                row(state, events(false, E7), state),
                row(state, answer(20, true), state),
                row(state, interrupted(), state),
                row(state, full(), state),
                row(state, close(), new Ended(AT7), finish(null)),
                row(state, fail(), new Ended(AT7), finish(WHY)));
    }

    /** The end comes once: nothing has any effect after it. */
    private static Stream<Arguments> ended() {
        Ended state = new Ended(AT7);
        return Stream.of(
                        ready(1),
                        lost(),
                        accepted(1),
                        events(false, E7),
                        answer(9, true),
                        interrupted(),
                        compacted(7),
                        ahead(),
                        full(),
                        room(),
                        close(),
                        fail())
                .map(input -> row(state, input, state));
    }

    private static Arguments row(WatchState state, WatchInput input, WatchState next, WatchEffect... effects) {
        return arguments(state, input, next, List.of(effects));
    }

    private static WatchInput ready(long id) {
        return new WatchInput.StreamReady(id);
    }

    private static WatchInput lost() {
        return new WatchInput.StreamLost();
    }

    private static WatchInput accepted(long revision) {
        return new WatchInput.Accepted(revision);
    }

    private static WatchInput events(boolean moreFollow, WatchEvent... events) {
        return new WatchInput.Events(List.of(events), moreFollow);
    }

    private static WatchInput notice(long revision, boolean tellUser) {
        return new WatchInput.Notice(revision, tellUser);
    }

    private static WatchInput answer(long revision, boolean tellUser) {
        return new WatchInput.Answer(revision, tellUser);
    }

    private static WatchInput interrupted() {
        return new WatchInput.Interrupted();
    }

    private static WatchInput compacted(long revision) {
        return new WatchInput.Compacted(revision, WHY);
    }

    private static WatchInput ahead() {
        return new WatchInput.Ahead();
    }

    private static WatchInput full() {
        return new WatchInput.QueueFull();
    }

    private static WatchInput room() {
        return new WatchInput.QueueRoom();
    }

    private static WatchInput close() {
        return new WatchInput.Close();
    }

    private static WatchInput fail() {
        return new WatchInput.Fail(WHY);
    }

    private static WatchEffect finish(EtcdException why) {
        return new WatchEffect.Finish(why);
    }

    private static WatchEffect deliver(long revision, WatchEvent... events) {
        return new WatchEffect.Deliver(new WatchBatch(revision, List.of(events)));
    }

    private static WatchEvent event(long revision) {
        return new WatchEvent(
                WatchEvent.Type.PUT, new KeyValue(Bytes.utf8("k"), Bytes.EMPTY, revision, revision, 1, 0), null);
    }
}
