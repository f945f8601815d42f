package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message of the stream is to the watches that it is about. Belongs to the lane's serial executor.
 *
 * <p>A message costs a step of the watch it names; only an answer about the whole stream goes to all.
 */
final class StreamMessages {
    private final WatchLane lane;
    private final StreamSupply supply;
    private final Tokens tokens;
    private final Clock clock;

    StreamMessages(WatchLane lane, StreamSupply supply, Tokens tokens, Clock clock) {
        this.lane = lane;
        this.supply = supply;
        this.tokens = tokens;
        this.clock = clock;
    }

    void handle(WatchStream from, WatchReply reply) {
        from.shown(reply.header().revision());
        switch (reply.kind()) {
            case CREATED -> {
                WatchHandle watch = from.accepted(reply.watchId());
                if (watch == null) {
                    from.wire().send(new WatchCommand.Cancel(reply.watchId()));
                } else {
                    supply.accepted();
                    watch.renewals.accepted();
                    accept(from, watch, reply.header().revision());
                    noteProof(from, watch, reply);
                }
                lane.askForMore();
            }
            case REFUSED -> {
                reject(from, from.refused(reply.watchId()), reply);
                lane.askForMore();
            }
            case CANCELED -> {
                if (reply.compactRevision() > 0) {
                    // etcd keeps a compacted watch, and tells the whole stream no progress, until it is cancelled.
                    from.wire().send(new WatchCommand.Cancel(reply.watchId()));
                }
                reject(from, from.canceled(reply.watchId()), reply);
            }
            case EVENTS -> events(from, reply);
        }
    }

    private void accept(WatchStream from, WatchHandle watch, long revision) {
        // Before the step, which may ask for progress: the answer to that speaks of this watch.
        long first = watch.state().at().next();
        watch.known = from.answers().createdAt(revision, first == 0 ? revision + 1 : first);
        lane.step(watch, new WatchInput.Accepted(revision));
    }

    private void reject(WatchStream from, @Nullable WatchHandle watch, WatchReply reply) {
        if (watch == null) {
            return;
        }
        TransportFailure tokenRefused = WatchReplies.tokenRefused(reply);
        if (tokenRefused == null) {
            watch.rejections++;
            lane.step(watch, WatchReplies.rejected(reply, from.wire().endpoint()));
        } else if (watch.renewals.again(tokens)) {
            lane.renew(from, watch);
        } else {
            lane.step(watch, new WatchInput.Fail(supply.refusal(from, tokenRefused)));
        }
    }

    private void events(WatchStream from, WatchReply reply) {
        boolean isProgress = reply.events().isEmpty() && !reply.fragment();
        if (isProgress && reply.watchId() == WatchStream.ALL) {
            progressOfAll(from, reply);
            return;
        }
        WatchHandle watch = from.running(reply.watchId());
        if (watch == null) {
            return;
        }
        watch.rejections = 0;
        if (isProgress) {
            boolean tellUser = watch.request().progressNotify() || watch.progressAsked;
            watch.progressAsked = false;
            lane.step(watch, new WatchInput.Notice(reply.header().revision(), tellUser));
        } else {
            // Events come the way of the answers: those that come from here on are newer than the watch.
            watch.known = Answers.Since.EVER;
            lane.step(watch, new WatchInput.Events(reply.events(), reply.fragment()));
        }
        noteProof(from, watch, reply);
    }

    private void progressOfAll(WatchStream from, WatchReply reply) {
        long revision = reply.header().revision();
        List<WatchHandle> asked = new ArrayList<>();
        boolean waits = false;
        from.answers().came();
        for (WatchHandle watch : from.running()) {
            watch.rejections = 0;
            if (!from.answers().speaksOf(watch.known, revision)) {
                waits |= watch.progressAsked;
            } else if (watch.progressAsked) {
                asked.add(watch);
            } else {
                lane.step(watch, new WatchInput.Answer(revision, false));
                noteProof(from, watch, reply);
            }
        }
        for (WatchHandle watch : asked) {
            watch.progressAsked = false;
            lane.step(watch, new WatchInput.Answer(revision, true));
            noteProof(from, watch, reply);
        }
        from.proven(true);
        if (waits) {
            from.askProgress();
        }
    }

    /** Notes when a message has shown that the watch has all there is. */
    private void noteProof(WatchStream from, WatchHandle watch, WatchReply reply) {
        if (watch.state().hasAllOf(reply.header().revision())) {
            watch.provenAt(clock.nanoTime());
            from.proven(false);
        }
    }
}
