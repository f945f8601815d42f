package io.mainstay.etcd.internal.follow;

import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.follow.FollowState.Ended;
import io.mainstay.etcd.internal.follow.FollowState.Idle;
import io.mainstay.etcd.internal.follow.FollowState.Loading;
import io.mainstay.etcd.internal.follow.FollowState.Watching;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a follower does next: state and input give state and effects. Pure. */
final class FollowStep {
    private FollowStep() {}

    /**
     * The outcome of a step.
     *
     * @param state the new state
     * @param effects what to do, in order
     */
    record Next(FollowState state, List<FollowEffect> effects) {
        static Next of(FollowState state, FollowEffect... effects) {
            return new Next(state, List.of(effects));
        }
    }

    /** The next step of a follower that may have been told to give up at the first failure. */
    static Next step(FollowState state, FollowInput input, boolean failFast) {
        if (state instanceof Ended) {
            return Next.of(state);
        }
        if (input instanceof FollowInput.Close close) {
            return end(close.why());
        }
        if (input instanceof FollowInput.Failed failed) {
            return failed(state, failed.why(), failFast);
        }
        if (state instanceof Idle idle) {
            return idle(idle, input);
        }
        if (state instanceof Loading loading) {
            return loading(loading, input);
        }
        return watching((Watching) state, input);
    }

    private static Next idle(Idle state, FollowInput input) {
        boolean begins =
                input instanceof FollowInput.Rested || input instanceof FollowInput.Wanted && state.failures() == 0;
        if (begins) {
            return Next.of(new Loading(state.again(), state.failures()), new FollowEffect.Load());
        }
        return input instanceof FollowInput.Wanted
                ? Next.of(state, new FollowEffect.Rest(state.failures()))
                : Next.of(state);
    }

    private static Next loading(Loading state, FollowInput input) {
        if (input instanceof FollowInput.PageRead page) {
            return Next.of(state, tell(new Followed.Page(page.kvs(), state.again())));
        }
        if (input instanceof FollowInput.AllRead all) {
            return Next.of(
                    new Watching(state.failures()),
                    new FollowEffect.Watch(all.revision() + 1),
                    tell(new Followed.Loaded(all.revision(), state.again())));
        }
        return Next.of(state);
    }

    private static Next watching(Watching state, FollowInput input) {
        if (input instanceof FollowInput.Seen seen) {
            List<Followed> news =
                    seen.batches().stream().<Followed>map(Followed.Changes::new).toList();
            return Next.of(new Watching(0), new FollowEffect.Tell(news));
        }
        return Next.of(state);
    }

    private static Next failed(FollowState state, EtcdException why, boolean failFast) {
        if (state instanceof Idle) {
            return Next.of(state);
        }
        if (failFast || !passes(why)) {
            return end(why);
        }
        FollowState next = state instanceof Loading loading
                ? new Idle(loading.again(), loading.failures() + 1)
                : new Idle(true, ((Watching) state).failures() + 1);
        return Next.of(next, new FollowEffect.Drop(), tell(new Followed.Restarting(why)));
    }

    /** Whether reading all again is the way on. */
    private static boolean passes(EtcdException why) {
        return why.retryable() || why instanceof CompactedException;
    }

    private static FollowEffect tell(Followed one) {
        return new FollowEffect.Tell(List.of(one));
    }

    private static Next end(@Nullable EtcdException why) {
        return Next.of(new Ended(why), new FollowEffect.Drop(), new FollowEffect.Finish(why));
    }
}
