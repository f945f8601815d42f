package io.mainstay.etcd.testkit.differential;

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
    private final Map<Long, List<WatchMessage>> messages = new TreeMap<>();
    private final WatchWire wire;

    /** Opens a stream on which gRPC's messages are replies. */
    static WatchLine of(Line line) throws Exception {
        return new WatchLine(line.name(), inbox -> WatchWire.overTransport(line, inbox));
    }

    /** Opens a stream whose messages are JSON. */
    static WatchLine overWebSocket(Port port) throws Exception {
        return new WatchLine(port.name() + ", over a WebSocket", inbox -> WatchWire.overWebSocket(port, inbox));
    }

    private WatchLine(String name, Opening opening) throws Exception {
        this.name = name;
        wire = opening.open(inbox);
    }

    /** Opens a wire that puts messages, and anything else that it hears, into an inbox. */
    private interface Opening {
        WatchWire open(BlockingQueue<Object> inbox) throws Exception;
    }

    void send(WatchCommand command) {
        wire.send(command);
    }

    /** The next message that is about a watch itself, without what every server has of its own. */
    WatchMessage control(String place) throws InterruptedException {
        while (true) {
            WatchMessage message = next(PATIENCE_MILLIS);
            if (message == null) {
                throw new AssertionError(place + ": " + name + " said nothing for " + PATIENCE_MILLIS + " ms");
            } else if (message.reply().kind() != Kind.EVENTS) {
                return message;
            }
        }
    }

    /** Takes in messages until the server says that all watches are complete up to a revision. */
    void awaitComplete(String place, long revision) throws InterruptedException {
        for (long waited = 0; waited < PATIENCE_MILLIS; waited += ASK_AGAIN_MILLIS) {
            send(new WatchCommand.Progress());
            for (WatchMessage one = next(ASK_AGAIN_MILLIS); one != null; one = next(ASK_AGAIN_MILLIS)) {
                WatchReply reply = one.reply();
                if (reply.kind() != Kind.EVENTS) {
                    throw new AssertionError(place + ": " + name + " said, unasked: " + Dump.of(reply));
                }
                if (reply.watchId() == -1 && reply.header().revision() >= revision) {
                    return;
                }
            }
        }
        throw new AssertionError(place + ": " + name + " did not say that it is complete up to " + revision);
    }

    /** The events of each watch since the last time. */
    Map<Long, List<WatchEvent>> takeEvents() {
        Map<Long, List<WatchEvent>> taken = new TreeMap<>(events);
        events.clear();
        return taken;
    }

    /** The messages with events of each watch since the last time. */
    Map<Long, List<WatchMessage>> takeMessages() {
        Map<Long, List<WatchMessage>> taken = new TreeMap<>(messages);
        messages.clear();
        return taken;
    }

    private WatchMessage next(long millis) throws InterruptedException {
        Object heard = inbox.poll(millis, TimeUnit.MILLISECONDS);
        if (heard == null) {
            return null;
        } else if (heard instanceof WatchMessage message) {
            WatchReply reply = message.reply();
            if (!reply.events().isEmpty()) {
                events.computeIfAbsent(reply.watchId(), id -> new ArrayList<>()).addAll(reply.events());
                messages.computeIfAbsent(reply.watchId(), id -> new ArrayList<>())
                        .add(message);
            }
            return message;
        }
        throw new AssertionError(name + ": " + heard);
    }

    @Override
    public void close() {
        wire.close();
    }
}
