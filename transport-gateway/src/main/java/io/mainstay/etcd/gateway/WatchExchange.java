package io.mainstay.etcd.gateway;

import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A watch stream: a request for each watch. A watch is cancelled by giving its request up, and the answer that etcd
 * would send is made here. The end of one request that nobody asked for is the end of the stream, as it would be over
 * gRPC; its client then resumes every watch on another. A question for progress is dropped, which is how etcd treats
 * one while a watch is behind.
 */
final class WatchExchange extends GatewayExchange<WatchCommand, WatchReply> {
    private final Map<Long, Watched> watches = new HashMap<>();

    /** Those with something to deliver, each once. */
    private final ArrayDeque<Watched> ready = new ArrayDeque<>();

    private final ArrayDeque<WatchReply> own = new ArrayDeque<>();

    private WatchExchange(Ends<WatchCommand, WatchReply> ends) {
        super(ends);
    }

    @SuppressWarnings("unchecked") // called for the watch procedure only
    static WatchExchange of(Ends<?, ?> ends) {
        return new WatchExchange((Ends<WatchCommand, WatchReply>) ends);
    }

    @Override
    void sent(WatchCommand command) {
        if (command instanceof WatchCommand.Create create) {
            create(create);
        } else if (command instanceof WatchCommand.Cancel cancel) {
            cancel(cancel.watchId());
        }
    }

    private void create(WatchCommand.Create create) {
        long id = create.watchId() == 0 ? firstFree() : create.watchId();
        if (watches.containsKey(id)) {
            answer(WatchReply.refused(
                    ResponseHeader.EMPTY, -1, "mvcc: duplicate watch ID provided on the WatchStream"));
            return;
        }
        Watched watch = new Watched(id);
        watches.put(id, watch);
        post(create, watch.source);
    }

    private long firstFree() {
        long id = 0;
        while (watches.containsKey(id)) {
            id++;
        }
        return id;
    }

    private void cancel(long id) {
        Watched watch = watches.remove(id);
        if (watch != null) {
            watch.source.abort();
            answer(WatchReply.canceled(ResponseHeader.EMPTY, id, 0, ""));
        }
    }

    private void answer(WatchReply reply) {
        own.add(reply);
        pump();
    }

    @Override
    void sentAll() {
        // As over gRPC, the watches go on.
    }

    @Override
    void pump() {
        while (!isOver() && hasRoom() && !own.isEmpty()) {
            deliver(own.remove());
        }
        while (!isOver()
                && !ready.isEmpty()
                && (hasRoom() || !ready.element().source.hasLine())) {
            Watched next = ready.remove();
            next.queued = false;
            next.step();
        }
    }

    @Override
    void abort() {
        watches.values().forEach(watch -> watch.source.abort());
        watches.clear();
        ready.clear();
        own.clear();
    }

    /** One watch and its request. */
    private final class Watched {
        private final long id;
        private final LineSource source = new LineSource(this::becomesReady);
        private boolean queued;

        Watched(long id) {
            this.id = id;
        }

        private void becomesReady() {
            enqueue();
            pump();
        }

        private void enqueue() {
            if (!queued && watches.get(id) == this) {
                queued = true;
                ready.add(this);
            }
        }

        /** Delivers one message, or ends the stream with this watch; then lets others have their turn. */
        void step() {
            if (watches.get(id) != this) {
                return;
            }
            if (source.isOver()) {
                finish(source.failure());
                return;
            }
            byte @Nullable [] line = source.take();
            if (line == null) {
                return;
            }
            WatchReply reply = read(line);
            if (reply == null) {
                return;
            }
            if (reply.kind() == WatchReply.Kind.REFUSED || reply.kind() == WatchReply.Kind.CANCELED) {
                // etcd would keep the stream, for more watches; here there will be none on it.
                watches.remove(id);
                source.abort();
            }
            enqueue();
            deliver(named(reply));
        }

        /** The reply under the id its client knows: a server names none in a refusal, and on a stream of one any. */
        private WatchReply named(WatchReply reply) {
            return new WatchReply(
                    reply.header(),
                    id,
                    reply.kind(),
                    reply.compactRevision(),
                    reply.cancelReason(),
                    reply.fragment(),
                    reply.events());
        }
    }
}
