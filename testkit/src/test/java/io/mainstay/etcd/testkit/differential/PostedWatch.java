package io.mainstay.etcd.testkit.differential;

import com.google.gson.JsonElement;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.spi.WatchReply.Kind;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A watch stream that is one request, all its commands in one body, whose messages are taken in by one thread. */
final class PostedWatch implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Port port;
    private final BlockingQueue<Object> inbox = new LinkedBlockingQueue<>();
    private final Map<String, List<WatchMessage>> heard = new TreeMap<>();
    private final StreamedPost post;

    /** Posts a body as one chunk. */
    PostedWatch(Port port, byte[] body) {
        this.port = port;
        post = new StreamedPost(
                port,
                "/v3/watch",
                BodyPublishers.ofByteArrays(List.of(body)),
                json -> inbox.add(WatchWire.message(json)));
    }

    Port port() {
        return port;
    }

    /** Takes in messages until a watch sees what happened at a revision. */
    void awaitEvent(String place, long watch, long revision) throws InterruptedException {
        while (true) {
            Object next = inbox.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!(next instanceof WatchMessage message)) {
                throw new AssertionError(place + ": " + port.name() + " told watch " + watch + " nothing of revision "
                        + revision + ", but " + next + ", after " + heard);
            }
            WatchReply reply = message.reply();
            heard.computeIfAbsent(group(reply), group -> new ArrayList<>()).add(message);
            if (reply.watchId() == watch
                    && reply.events().stream().anyMatch(event -> event.kv().modRevision() == revision)) {
                return;
            }
        }
    }

    /**
     * What has been heard before a revision: what the server says to commands, what of its progress, and of each watch,
     * each in the order in which it came. In between etcd's order is by chance.
     */
    Map<String, List<JsonElement>> heardBefore(long revision) {
        Map<String, List<JsonElement>> before = new TreeMap<>();
        heard.forEach((group, messages) -> {
            List<JsonElement> told = messages.stream()
                    .filter(message -> message.reply().header().revision() < revision)
                    .map(WatchMessage::json)
                    .toList();
            if (!told.isEmpty()) {
                before.put(group, told);
            }
        });
        return before;
    }

    private static String group(WatchReply reply) {
        if (reply.kind() == Kind.CREATED
                || reply.kind() == Kind.REFUSED
                || reply.kind() == Kind.CANCELED && reply.compactRevision() == 0) {
            return "commands";
        }
        return reply.watchId() == -1 ? "progress" : "watch " + reply.watchId();
    }

    @Override
    public void close() {
        post.close();
    }
}
