package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A stream whose messages are kept until a test takes them. It fails when its handler is called by two at a time. */
final class Recorder<Q, R> implements StreamHandler<R> {
    private static final int SECONDS = 20;

    private final LinkedBlockingQueue<R> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Optional<TransportFailure>> end = new CompletableFuture<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();
    private final Exchange<Q> exchange;

    private Recorder(Transport transport, Rpc<Q, R> rpc, CallContext context) {
        exchange = transport.open(rpc, context, this);
    }

    /** A stream with room for all that comes. */
    static <Q, R> Recorder<Q, R> open(Transport transport, Rpc<Q, R> rpc) {
        Recorder<Q, R> recorder = openWithoutRoom(transport, rpc);
        recorder.exchange.request(Integer.MAX_VALUE);
        return recorder;
    }

    /** The same, if told so of a client that insists on a leader. */
    static <Q, R> Recorder<Q, R> open(Transport transport, Rpc<Q, R> rpc, boolean requireLeader) {
        CallContext context = requireLeader ? CallContext.REQUIRE_LEADER : CallContext.PLAIN;
        Recorder<Q, R> recorder = new Recorder<>(transport, rpc, context);
        recorder.exchange.request(Integer.MAX_VALUE);
        return recorder;
    }

    static <Q, R> Recorder<Q, R> openWithoutRoom(Transport transport, Rpc<Q, R> rpc) {
        return new Recorder<>(transport, rpc, CallContext.PLAIN);
    }

    Exchange<Q> exchange() {
        return exchange;
    }

    /** Sends a message and takes the one that comes next. */
    R ask(Q message) throws InterruptedException {
        exchange.send(message);
        return next();
    }

    R next() throws InterruptedException {
        R message = messages.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(message).as("a message within %d s", SECONDS).isNotNull();
        assertThat(overlaps)
                .as("calls of the handler while another was under way")
                .hasValue(0);
        return message;
    }

    List<R> next(int count) throws InterruptedException {
        List<R> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(next());
        }
        return taken;
    }

    /** Whether no message waits. Only meaningful after one that must have come later. */
    boolean isEmpty() {
        return messages.isEmpty();
    }

    @Nullable
    TransportFailure ended() throws Exception {
        try {
            return end.get(SECONDS, TimeUnit.SECONDS).orElse(null);
        } catch (TimeoutException e) {
            throw new AssertionError("the stream did not end", e);
        }
    }

    @Override
    public void onMessage(R message) {
        if (inside.incrementAndGet() != 1) {
            overlaps.incrementAndGet();
        }
        messages.add(message);
        inside.decrementAndGet();
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        end.complete(Optional.ofNullable(failure));
    }

    /**
     * A reply of a watch stream as text: revision of the header, id, kind, compacted revision, reason and events, like
     * {@code "5 #0 EVENTS a=1@5"}.
     */
    static String told(WatchReply reply) {
        return reply.header().revision() + " #" + reply.watchId() + " " + reply.kind()
                + (reply.compactRevision() == 0 ? "" : " compacted " + reply.compactRevision())
                + (reply.cancelReason().isEmpty() ? "" : " (" + reply.cancelReason() + ")")
                + (reply.fragment() ? " more" : "")
                + reply.events().stream().map(event -> " " + told(event)).collect(Collectors.joining());
    }

    static String told(WatchEvent event) {
        String before =
                event.previous().map(kv -> "<" + kv.value().utf8() + ">").orElse("");
        return event.isDelete()
                ? event.key().utf8() + before + " gone@" + event.revision()
                : event.key().utf8() + before + "=" + event.kv().value().utf8() + "@" + event.revision();
    }
}
