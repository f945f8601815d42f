package io.mainstay.etcd.internal.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.follow.FollowState.Ended;
import io.mainstay.etcd.internal.follow.FollowState.Idle;
import io.mainstay.etcd.internal.follow.FollowState.Loading;
import io.mainstay.etcd.internal.follow.FollowState.Watching;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.watch.WatchBatch;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what a follower does next: every state with every input. */
class FollowStepTest {
    private static final EtcdException GONE = ErrorMapper.compacted(9, "Watch/Watch", "");
    private static final EtcdException LATE = ErrorMapper.deadline("KV/Range", "", false, Duration.ofSeconds(1), null);
    private static final EtcdException DENIED = ErrorMapper.mapReason("etcdserver: permission denied", "KV/Range", "");
    private static final EtcdException CLOSED = ErrorMapper.closed("follow", false);
    private static final List<KeyValue> KVS = List.of(new KeyValue(Bytes.utf8("k"), Bytes.utf8("v"), 3, 4, 2, 0));
    private static final WatchBatch BATCH = new WatchBatch(8, List.of());

    private static final FollowInput WANTED = new FollowInput.Wanted();
    private static final FollowInput RESTED = new FollowInput.Rested();
    private static final FollowInput PAGE = new FollowInput.PageRead(KVS);
    private static final FollowInput ALL = new FollowInput.AllRead(7);
    private static final FollowInput SEEN = new FollowInput.Seen(List.of(BATCH, BATCH));
    private static final FollowEffect DROP = new FollowEffect.Drop();

    @ParameterizedTest(name = "{0} + {1}")
    @MethodSource("table")
    void step(FollowState state, FollowInput input, FollowState next, List<FollowEffect> effects) {
        assertThat(FollowStep.step(state, input, false)).isEqualTo(new FollowStep.Next(next, effects));
    }

    static Stream<Arguments> table() {
        return Stream.of(idle(), loading(), watching(), ended()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> idle() {
        Idle fresh = new Idle(false, 0);
        Idle tired = new Idle(true, 2);
        return Stream.of(
                row(fresh, WANTED, new Loading(false, 0), new FollowEffect.Load()),
                row(tired, WANTED, tired, new FollowEffect.Rest(2)),
                row(tired, RESTED, new Loading(true, 2), new FollowEffect.Load()),
                row(tired, PAGE, tired),
                row(tired, ALL, tired),
                row(tired, SEEN, tired),
                row(tired, failed(LATE), tired),
                row(tired, close(null), new Ended(null), DROP, finish(null)),
                row(tired, close(CLOSED), new Ended(CLOSED), DROP, finish(CLOSED)));
    }

    private static Stream<Arguments> loading() {
        Loading state = new Loading(true, 2);
        return Stream.of(
                row(state, WANTED, state),
                row(state, RESTED, state),
                row(state, PAGE, state, tell(new Followed.Page(KVS, true))),
                row(state, ALL, new Watching(2), new FollowEffect.Watch(8), tell(new Followed.Loaded(7, true))),
                row(new Loading(false, 0), PAGE, new Loading(false, 0), tell(new Followed.Page(KVS, false))),
                row(state, SEEN, state),
                row(state, failed(LATE), new Idle(true, 3), DROP, tell(new Followed.Restarting(LATE))),
                row(new Loading(false, 0), failed(GONE), new Idle(false, 1), DROP, tell(new Followed.Restarting(GONE))),
                row(state, failed(DENIED), new Ended(DENIED), DROP, finish(DENIED)),
                row(state, close(null), new Ended(null), DROP, finish(null)));
    }

    private static Stream<Arguments> watching() {
        Watching state = new Watching(2);
        return Stream.of(
                row(state, WANTED, state),
                row(state, RESTED, state),
                row(state, PAGE, state),
                row(state, ALL, state),
                row(state, SEEN, new Watching(0), tell(new Followed.Changes(BATCH), new Followed.Changes(BATCH))),
                row(state, failed(GONE), new Idle(true, 3), DROP, tell(new Followed.Restarting(GONE))),
                row(state, failed(DENIED), new Ended(DENIED), DROP, finish(DENIED)),
                row(state, close(null), new Ended(null), DROP, finish(null)));
    }

    private static Stream<Arguments> ended() {
        Ended state = new Ended(DENIED);
        return Stream.of(WANTED, RESTED, PAGE, ALL, SEEN, failed(GONE), close(CLOSED))
                .map(input -> row(state, input, state));
    }

    @Test
    void failFast_endsAtTheFirstFailure_whateverItIs() {
        assertThat(DENIED).isInstanceOf(PermissionDeniedException.class);
        for (EtcdException why : List.of(GONE, LATE, DENIED)) {
            for (FollowState state : List.of(new Loading(false, 0), new Watching(0))) {
                assertThat(FollowStep.step(state, failed(why), true))
                        .isEqualTo(new FollowStep.Next(new Ended(why), List.of(DROP, finish(why))));
            }
        }
    }

    private static FollowInput failed(EtcdException why) {
        return new FollowInput.Failed(why);
    }

    private static FollowInput close(EtcdException why) {
        return new FollowInput.Close(why);
    }

    private static FollowEffect finish(EtcdException why) {
        return new FollowEffect.Finish(why);
    }

    private static FollowEffect tell(Followed... news) {
        return new FollowEffect.Tell(List.of(news));
    }

    private static Arguments row(FollowState state, FollowInput input, FollowState next, FollowEffect... effects) {
        return arguments(state, input, next, List.of(effects));
    }
}
