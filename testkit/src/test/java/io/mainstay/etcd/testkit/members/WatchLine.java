package io.mainstay.etcd.testkit.members;

import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A watch of all keys at a member. */
final class WatchLine implements StreamHandler<WatchReply> {
    private static final int SECONDS = 60;

    private final BlockingQueue<WatchReply> replies = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final Exchange<WatchCommand> stream;

    private WatchLine(Transport member, CallContext context) {
        stream = member.open(Rpcs.WATCH, context, this);
        stream.request(Integer.MAX_VALUE);
        stream.send(new WatchCommand.Create(KeyRange.all(), 0, 0, false, false, false, Set.of()));
    }

    /** One that was created. */
    static WatchLine open(Transport member, CallContext context) throws InterruptedException {
        WatchLine line = new WatchLine(member, context);
        if (line.take().kind() != WatchReply.Kind.CREATED) {
            throw new AssertionError("the watch was not created");
        }
        return line;
    }

    /** The events of the next message. */
    String next() throws InterruptedException {
        return take().events().stream()
                .map(event -> event.key().utf8() + "=" + event.kv().value().utf8() + "@" + event.revision())
                .toList()
                .toString();
    }

    private WatchReply take() throws InterruptedException {
        WatchReply reply = replies.poll(SECONDS, TimeUnit.SECONDS);
        if (reply == null) {
            throw new AssertionError("the watch told nothing; its end: " + end.getNow("none"));
        }
        return reply;
    }

    /** How it ended. */
    String end() throws Exception {
        return end.get(SECONDS, TimeUnit.SECONDS);
    }

    /** The same without its text. */
    String endCode() throws Exception {
        return end().split(" ", 2)[0];
    }

    boolean isOpen() {
        return !end.isDone();
    }

    void cancel() {
        stream.cancel();
    }

    @Override
    public void onMessage(WatchReply message) {
        replies.add(message);
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        end.complete(failure == null ? "well" : failure.code() + " " + failure.text());
    }
}
