package io.mainstay.etcd.embedded.internal.queue;

import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.stream.Outlet;
import io.mainstay.etcd.embedded.internal.stream.ServedStream;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Election service's stream of leaders: the one that leads, what it proclaims from then on, and after it the next.
 * It reads the watch behind it only as fast as its client reads.
 */
public final class Observation implements ServedStream<LeaderRequest>, Outlet.Source {
    private final QueueStore store;
    private final Consumer<Observation> onOver;
    private final Outlet<LeaderResult> outlet;

    private Bytes election = Bytes.EMPTY;
    private @Nullable ServedStream<WatchCommand> watch;
    private boolean begun;
    private volatile boolean over;

    /** A stream that observes once it is told which election. */
    public Observation(
            QueueStore store, StreamHandler<LeaderResult> handler, Executor dispatcher, Consumer<Observation> onOver) {
        this.store = store;
        this.onOver = onOver;
        this.outlet = new Outlet<>(handler, dispatcher, this);
    }

    @Override
    public synchronized void send(LeaderRequest message) {
        if (!begun && !over) {
            begun = true;
            election = message.name();
            look();
        }
    }

    /** Tells the leader, and follows its key; or waits for one to come. */
    private void look() {
        try {
            RangeResult first = Place.first(store, election);
            KeyValue leader = first.first().orElse(null);
            long next = first.header().revision() + 1;
            if (leader == null) {
                watch(KeyRange.prefix(Place.prefix(election)), next, new Comer());
            } else {
                outlet.offer(new LeaderResult(first.header(), leader));
                watch(KeyRange.single(leader.key()), next, new Leader());
            }
        } catch (Refused refused) {
            end(Failures.of(refused));
        }
    }

    private void watch(KeyRange range, long from, Follower follower) {
        ServedStream<WatchCommand> opened = store.watch(follower);
        watch = opened;
        follower.on = opened;
        opened.send(new WatchCommand.Create(range, from, 0, false, false, false, Set.of()));
        opened.request(1);
        if (over) {
            opened.cancel();
        }
    }

    @Override
    public void request(int messages) {
        outlet.request(messages);
    }

    /** The one message of this stream has been sent; the answers go on. */
    @Override
    public void halfClose() {}

    @Override
    public void cancel() {
        outlet.cancel();
        close();
    }

    @Override
    public void end(TransportFailure failure) {
        outlet.end(failure);
        close();
    }

    /** What waits has gone out: the watch may bring more. */
    @Override
    public synchronized boolean refill() {
        if (watch != null) {
            watch.request(1);
        }
        return false;
    }

    @Override
    public void broken() {
        close();
    }

    private synchronized void close() {
        over = true;
        if (watch != null) {
            watch.cancel();
        }
        onOver.accept(this);
    }

    /** Reads one of the watches behind the stream. */
    private abstract class Follower implements StreamHandler<WatchReply> {
        @Nullable
        ServedStream<WatchCommand> on;

        /** Takes in an event; says whether this watch has seen enough, because the leader is to be looked for anew. */
        abstract boolean seen(WatchReply reply, WatchEvent event);

        @Override
        public void onMessage(WatchReply reply) {
            synchronized (Observation.this) {
                ServedStream<WatchCommand> watched = on;
                if (over || watched == null || watched != watch) {
                    return;
                }
                boolean ended = reply.kind() == WatchReply.Kind.CANCELED || reply.kind() == WatchReply.Kind.REFUSED;
                for (WatchEvent event : reply.events()) {
                    ended = ended || seen(reply, event);
                }
                if (ended && watched == watch) {
                    watched.cancel();
                    look();
                } else if (watched == watch) {
                    goOn(watched);
                }
            }
        }

        private void goOn(ServedStream<WatchCommand> watched) {
            if (outlet.isFull()) {
                outlet.moreToCome();
            } else {
                watched.request(1);
            }
        }

        @Override
        public void onEnd(@Nullable TransportFailure failure) {
            if (!over && on == watch) {
                end(failure == null ? Failures.STOPPED : failure);
            }
        }
    }

    /** Follows the leader's key until it goes. */
    private final class Leader extends Follower {
        @Override
        boolean seen(WatchReply reply, WatchEvent event) {
            if (event.isDelete()) {
                return true;
            }
            outlet.offer(new LeaderResult(reply.header(), event.kv()));
            return false;
        }
    }

    /** Waits for the first to come where nobody leads, and then follows that one. */
    private final class Comer extends Follower {
        @Override
        boolean seen(WatchReply reply, WatchEvent event) {
            ServedStream<WatchCommand> watched = on;
            if (event.isDelete() || watched == null || watched != watch) {
                return false;
            }
            ResponseHeader last = reply.header();
            ResponseHeader header = new ResponseHeader(
                    last.clusterId(), last.memberId(), event.kv().modRevision(), last.raftTerm());
            outlet.offer(new LeaderResult(header, event.kv()));
            watched.cancel();
            watch(KeyRange.single(event.kv().key()), event.kv().modRevision() + 1, new Leader());
            return false;
        }
    }
}
