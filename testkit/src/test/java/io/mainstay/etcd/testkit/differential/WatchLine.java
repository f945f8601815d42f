package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.spi.WatchReply.Kind;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A watch stream whose messages are taken in by one thread, when it wants to. */
final class WatchLine implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long ASK_AGAIN_MILLIS = 100;

    private final String name;
    private final BlockingQueue<Object> inbox = new LinkedBlockingQueue<>();
    private final Map<Long, List<WatchEvent>> events = new TreeMap<>();
    private final Exchange<WatchCommand> stream;

    WatchLine(Line line) {
        name = line.name();
        stream = line.transport().open(Rpcs.WATCH, CallContext.PLAIN, new StreamHandler<WatchReply>() {
            @Override
            public void onMessage(WatchReply message) {
                inbox.add(message);
            }

            @Override
            public void onEnd(TransportFailure failure) {
                inbox.add("the stream ended: " + failure);
            }
        });
        stream.request(1_000_000);
    }

    void send(WatchCommand command) {
        stream.send(command);
    }

    /** The next message that is about a watch itself, without what every server has of its own. */
    WatchReply control() throws InterruptedException {
        while (true) {
            WatchReply reply = next(PATIENCE_MILLIS);
            if (reply == null) {
                throw new AssertionError(name + " said nothing for " + PATIENCE_MILLIS + " ms");
            } else if (reply.kind() != Kind.EVENTS) {
                return reply;
            }
        }
    }

    /** Takes in messages until the server says that all watches are complete up to a revision. */
    void awaitComplete(long revision) throws InterruptedException {
        for (long waited = 0; waited < PATIENCE_MILLIS; waited += ASK_AGAIN_MILLIS) {
            send(new WatchCommand.Progress());
            for (WatchReply reply = next(ASK_AGAIN_MILLIS); reply != null; reply = next(ASK_AGAIN_MILLIS)) {
                if (reply.kind() != Kind.EVENTS) {
                    throw new AssertionError(name + " said, unasked: " + Dump.of(reply));
                }
                if (reply.watchId() == -1 && reply.header().revision() >= revision) {
                    return;
                }
            }
        }
        throw new AssertionError(name + " did not say that it is complete up to " + revision);
    }

    /** The events of each watch since the last time. */
    Map<Long, List<WatchEvent>> takeEvents() {
        Map<Long, List<WatchEvent>> taken = new TreeMap<>(events);
        events.clear();
        return taken;
    }

    private WatchReply next(long millis) throws InterruptedException {
        Object message = inbox.poll(millis, TimeUnit.MILLISECONDS);
        if (message == null) {
            return null;
        } else if (message instanceof WatchReply reply) {
            if (!reply.events().isEmpty()) {
                events.computeIfAbsent(reply.watchId(), id -> new ArrayList<>()).addAll(reply.events());
            }
            return reply;
        }
        throw new AssertionError(name + ": " + message);
    }

    @Override
    public void close() {
        stream.cancel();
    }
}
