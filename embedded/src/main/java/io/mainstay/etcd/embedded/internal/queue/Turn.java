package io.mainstay.etcd.embedded.internal.queue;

import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.stream.ServedStream;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A wait for the turn of a place: until everybody before it has gone. It watches the key right before its own, so that
 * one that goes wakes one that waits.
 *
 * <p>It has one end: its turn, a failure of the server, or the cancel of whoever waits. The first to come is it.
 */
final class Turn {
    private final QueueStore store;
    private final Bytes queue;
    private final Place place;
    private final Outcome outcome;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable ServedStream<WatchCommand> stream;

    /**
     * What comes of a wait, on the thread that found out.
     *
     * @param come its turn has come; may throw {@link Refused}
     * @param failed the server has stopped, or refused something
     * @param givenUp it was cancelled while it waited
     */
    record Outcome(Runnable come, Consumer<TransportFailure> failed, Runnable givenUp) {}

    private Turn(QueueStore store, Bytes queue, Place place, Outcome outcome) {
        this.store = store;
        this.queue = queue;
        this.place = place;
        this.outcome = outcome;
    }

    /** Waits, without holding a thread. */
    static Cancellable await(QueueStore store, Bytes queue, Place place, Outcome outcome) {
        Turn turn = new Turn(store, queue, place, outcome);
        turn.look();
        return turn::cancel;
    }

    private void look() {
        try {
            RangeResult ahead = place.ahead(store, queue);
            KeyValue before = ahead.first().orElse(null);
            if (before != null) {
                watch(before.key(), ahead.header().revision() + 1);
            } else if (over.compareAndSet(false, true)) {
                outcome.come().run();
            }
        } catch (Refused refused) {
            fail(Failures.of(refused));
        }
    }

    private void watch(Bytes key, long from) {
        Departure departure = new Departure();
        ServedStream<WatchCommand> opened = store.watch(departure);
        departure.on = opened;
        stream = opened;
        opened.send(new WatchCommand.Create(KeyRange.single(key), from, 0, false, false, false, Set.of()));
        opened.request(1);
        if (over.get()) {
            opened.cancel();
        }
    }

    private void cancel() {
        if (over.compareAndSet(false, true)) {
            ServedStream<WatchCommand> waitedOn = stream;
            if (waitedOn != null) {
                waitedOn.cancel();
            }
            try {
                outcome.givenUp().run();
            } catch (Refused stopped) {
                // The key goes with its lease.
            }
        }
    }

    private void fail(TransportFailure why) {
        if (over.compareAndSet(false, true)) {
            outcome.failed().accept(why);
        }
    }

    /** The wait for one key to go. */
    private final class Departure implements StreamHandler<WatchReply> {
        @Nullable
        ServedStream<WatchCommand> on;

        @Override
        public void onMessage(WatchReply reply) {
            ServedStream<WatchCommand> watched = on;
            if (watched == null || over.get()) {
                return;
            }
            boolean ended = reply.kind() == WatchReply.Kind.CANCELED || reply.kind() == WatchReply.Kind.REFUSED;
            if (ended || reply.events().stream().anyMatch(WatchEvent::isDelete)) {
                // Ended by a compaction it may have missed that the key has gone: looking again tells.
                watched.cancel();
                look();
            } else {
                watched.request(1);
            }
        }

        @Override
        public void onEnd(@Nullable TransportFailure failure) {
            fail(failure == null ? Failures.STOPPED : failure);
        }
    }
}
