package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.internal.watch.WatchState.Creating;
import io.mainstay.etcd.internal.watch.WatchState.Ended;
import io.mainstay.etcd.internal.watch.WatchState.Live;
import io.mainstay.etcd.internal.watch.WatchState.Paused;
import io.mainstay.etcd.internal.watch.WatchState.Waiting;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;

/** What a watch does next: state and input give state and effects. Pure. */
final class WatchStep {
    private WatchStep() {}

    /**
     * The outcome of a step.
     *
     * @param state the new state
     * @param effects what to do, in order
     */
    record Next(WatchState state, List<WatchEffect> effects) {
        static Next of(WatchState state, WatchEffect... effects) {
            return new Next(state, List.of(effects));
        }
    }

    static Next step(WatchState state, WatchInput input) {
        if (state instanceof Ended) {
            return Next.of(state);
        }
        if (input instanceof WatchInput.Close) {
            return end(state, new WatchEffect.Finish(null));
        }
        if (input instanceof WatchInput.Fail fail) {
            return end(state, new WatchEffect.Finish(fail.why()));
        }
        if (input instanceof WatchInput.Compacted compacted) {
            return compacted(state, compacted);
        }
        if (state instanceof Waiting waiting) {
            return waiting(waiting, input);
        }
        if (state instanceof Creating creating) {
            return creating(creating, input);
        }
        if (state instanceof Live live) {
            return live(live, input);
        }
        return paused((Paused) state, input);
    }

    private static Next waiting(Waiting state, WatchInput input) {
        if (input instanceof WatchInput.StreamReady ready) {
            return Next.of(
                    new Creating(state.at(), ready.id()),
                    new WatchEffect.SendCreate(ready.id(), state.at().from()));
        }
        return Next.of(state);
    }

    private static Next creating(Creating state, WatchInput input) {
        if (input instanceof WatchInput.Accepted accepted) {
            ResumePoint at = state.at().accepted(accepted.headerRevision());
            return Next.of(new Live(at, state.id(), List.of()), new WatchEffect.Running(at.next()));
        }
        if (input instanceof WatchInput.Interrupted) {
            return Next.of(new Waiting(state.at().exact()), new WatchEffect.RejoinLater());
        }
        if (input instanceof WatchInput.StreamLost) {
            return Next.of(new Waiting(state.at().exact()));
        }
        return Next.of(state);
    }

    private static Next live(Live state, WatchInput input) {
        if (input instanceof WatchInput.Events events) {
            return events(state, events);
        }
        if (input instanceof WatchInput.Notice notice) {
            return progress(state, state.at().noticed(notice.revision()), notice.revision(), notice.tellUser());
        }
        if (input instanceof WatchInput.Answer answer) {
            return progress(state, state.at().answered(answer.revision()), answer.revision(), answer.tellUser());
        }
        if (input instanceof WatchInput.QueueFull) {
            return Next.of(new Paused(state.at().exact()), new WatchEffect.SendCancel(state.id()));
        }
        if (input instanceof WatchInput.Ahead) {
            return ahead(state);
        }
        if (input instanceof WatchInput.Interrupted) {
            return Next.of(new Waiting(state.at().exact()), new WatchEffect.RejoinLater());
        }
        if (input instanceof WatchInput.StreamLost) {
            return Next.of(new Waiting(state.at().exact()));
        }
        return Next.of(state);
    }

    private static Next ahead(Live state) {
        if (state.at().overlap() || !state.pieces().isEmpty()) {
            // Asked for early already, or not ahead: a piece of what it waited for is here.
            return Next.of(state);
        }
        return Next.of(
                new Waiting(state.at().overlapping()),
                new WatchEffect.SendCancel(state.id()),
                new WatchEffect.Rejoin());
    }

    /** Compaction ends a watch, unless all that is lost is the revision that was asked for only to be dropped. */
    private static Next compacted(WatchState state, WatchInput.Compacted input) {
        boolean onStream = state instanceof Creating || state instanceof Live;
        if (onStream && state.at().overlap() && input.revision() <= state.at().next()) {
            return Next.of(new Waiting(state.at().exact()), new WatchEffect.Rejoin());
        }
        return end(state, new WatchEffect.Finish(input.why()));
    }

    private static Next progress(Live state, ResumePoint at, long revision, boolean tellUser) {
        if (!state.pieces().isEmpty()) {
            // Nothing is complete while a revision is only half here; a resume after it would lose that half.
            return Next.of(state);
        }
        Live moved = new Live(at, state.id(), state.pieces());
        return tellUser ? Next.of(moved, new WatchEffect.Deliver(new WatchBatch(revision, List.of()))) : Next.of(moved);
    }

    private static Next events(Live state, WatchInput.Events input) {
        if (input.moreFollow() || !state.pieces().isEmpty()) {
            List<WatchEvent> joined = new ArrayList<>(state.pieces());
            joined.addAll(input.events());
            if (input.moreFollow()) {
                return Next.of(new Live(state.at(), state.id(), joined));
            }
            return deliver(state, joined);
        }
        return deliver(state, input.events());
    }

    private static Next deliver(Live state, List<WatchEvent> events) {
        List<WatchEvent> unseen = state.at().unseen(events);
        if (unseen.isEmpty()) {
            return Next.of(new Live(state.at(), state.id(), List.of()));
        }
        long revision = unseen.get(unseen.size() - 1).revision();
        return Next.of(
                new Live(state.at().seen(revision), state.id(), List.of()),
                new WatchEffect.Deliver(new WatchBatch(revision, List.copyOf(unseen))));
    }

    private static Next paused(Paused state, WatchInput input) {
        return input instanceof WatchInput.QueueRoom
                ? Next.of(new Waiting(state.at()), new WatchEffect.Rejoin())
                : Next.of(state);
    }

    private static Next end(WatchState state, WatchEffect.Finish finish) {
        Ended ended = new Ended(state.at());
        if (state instanceof Creating creating) {
            return Next.of(ended, new WatchEffect.SendCancel(creating.id()), finish);
        }
        if (state instanceof Live live) {
            return Next.of(ended, new WatchEffect.SendCancel(live.id()), finish);
        }
        return Next.of(ended, finish);
    }
}
