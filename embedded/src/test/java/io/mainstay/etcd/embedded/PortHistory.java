package io.mainstay.etcd.embedded;

import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened behind a revision, as watches tell: the first until its server is killed, the second for the rest. */
final class PortHistory implements StreamHandler<WatchReply> {
    private final Waiting waiting = new Waiting();
    private final List<WatchEvent> events = new ArrayList<>();
    private volatile long revision;
    private volatile boolean ended;

    private PortHistory(long revision) {
        this.revision = revision;
    }

    static PortHistory after(long revision) {
        return new PortHistory(revision);
    }

    /** Begins to follow. */
    Exchange<WatchCommand> watch(Transport line) {
        Exchange<WatchCommand> watch = line.open(Rpcs.WATCH, CallContext.PLAIN, this);
        watch.request(Integer.MAX_VALUE);
        watch.send(Caller.watch(KeyRange.all(), revision + 1));
        return watch;
    }

    /** Follows behind what it has seen, up to a revision. */
    void completeTo(long last, Transport line) throws InterruptedException {
        Exchange<WatchCommand> watch = watch(line);
        waiting.until("a watch tells of revision " + last, () -> revision >= last);
        watch.cancel();
    }

    void awaitEnd() throws InterruptedException {
        waiting.until("the watch has ended", () -> ended);
    }

    /** Up to which revision it is known. */
    long revision() {
        return revision;
    }

    List<WatchEvent> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    @Override
    public void onMessage(WatchReply reply) {
        synchronized (events) {
            events.addAll(reply.events());
        }
        for (WatchEvent event : reply.events()) {
            revision = event.revision();
        }
        waiting.changed();
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        ended = true;
        waiting.changed();
    }
}
