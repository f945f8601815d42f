package io.mainstay.etcd.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchRequest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches whose user or transport does the unexpected, at an unexpected moment. Runs on the test's thread. */
@Timeout(30)
class WatchEdgeTest {
    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final List<ClientEvent> told = new CopyOnWriteArrayList<>();
    private final EtcdClient etcd = client(server);

    private EtcdClient client(TransportProvider transport) {
        return client(transport, Runnable::run);
    }

    private EtcdClient client(TransportProvider transport, Executor executor) {
        return EtcdClient.builder()
                .transport(transport)
                .clock(clock)
                .random(new Random(1))
                .executor(executor)
                .eventListener(told::add)
                .build();
    }

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void subscriberThatCancelsAtOnce_leavesNothingBehind() {
        Recorder recorder = new Recorder(Flow.Subscription::cancel, batch -> {});
        etcd.watchPublisher(WatchRequest.of("a")).subscribe(recorder);
        assertThat(server.hasStream()).isFalse();
        assertThat(told).isEmpty();

        Watch other = etcd.watch("b");
        ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
        other.close();
        assertThat(stream.isCancelled()).isTrue();
        assertThat(recorder.signals).containsExactly("onSubscribe", "subscribed");
    }

    @Test
    void subscriberThatAsksForNothing_isToldAfterOnSubscribe() {
        Recorder recorder = new Recorder(subscription -> subscription.request(0), batch -> {});
        etcd.watchPublisher(WatchRequest.of("a")).subscribe(recorder);
        assertThat(recorder.signals).containsExactly("onSubscribe", "subscribed", "onError IllegalArgumentException");
        assertThat(server.hasStream()).isFalse();
    }

    @Test
    void watchThatWasAccepted_saysSo_thoughItsEndIsToldFirst() {
        Deque<Runnable> later = new ArrayDeque<>();
        try (EtcdClient slow = client(server, later::push)) {
            Watch watch = slow.watch("k");
            ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
            accept(stream);
            watch.close();
            later.pop().run();
            assertThat(watch.ended()).isCompletedWithValue(null);
            assertThat(watch.ready()).isNotDone();
            later.pop().run();
            assertThat(watch.ready()).isCompletedWithValue(2L);
        }
    }

    @Test
    void subscriberThatThrows_isCancelled() {
        Recorder recorder = new Recorder(subscription -> subscription.request(Long.MAX_VALUE), batch -> {
            throw new IllegalStateException("a planted failure");
        });
        etcd.watchPublisher(WatchRequest.of("a")).subscribe(recorder);
        ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
        long id = accept(stream);
        stream.reply(event(id, 2));
        stream.reply(event(id, 3));
        assertThat(recorder.signals).containsExactly("onSubscribe", "subscribed", "onNext 2");
        assertThat(stream.isCancelled()).isTrue();

        etcd.watchPublisher(WatchRequest.of("a"))
                .subscribe(new Recorder(
                        subscription -> {
                            throw new IllegalStateException("a planted failure");
                        },
                        batch -> {}));
        assertThat(server.hasStream()).isFalse();
    }

    @Test
    void listenerThatThrowsAnything_seesWhatComesNext() {
        for (Throwable thrown : List.of(new StackOverflowError(), new Exception("undeclared, as in Kotlin"))) {
            List<Long> seen = new ArrayList<>();
            Watch watch = etcd.watch(WatchRequest.of("k"), batch -> {
                seen.add(batch.revision());
                WatchEdgeTest.<RuntimeException>sneak(thrown);
            });
            ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
            long id = accept(stream);
            stream.reply(event(id, 2));
            stream.reply(event(id, 3));
            assertThat(seen).containsExactly(2L, 3L);
            watch.close();
        }
        assertThat(told)
                .filteredOn(ClientEvent.CallbackFailed.class::isInstance)
                .hasSize(4);
    }

    @Test
    void progressAskedForWithoutAStream_isAskedForOnTheNext() {
        Watch watch = etcd.watch("k");
        ScriptedStream<WatchCommand, WatchReply> first = server.nextStream(Rpcs.WATCH);
        accept(first);
        first.end(TransportFailure.lost("connection reset", null));
        watch.requestProgress();
        clock.advance(Duration.ofSeconds(1));
        ScriptedStream<WatchCommand, WatchReply> second = server.nextStream(Rpcs.WATCH);
        long id = ((WatchCommand.Create) second.nextSent()).watchId();
        second.reply(WatchReply.created(ResponseHeader.ofRevision(8), id));
        assertThat(second.nextSent()).isEqualTo(new WatchCommand.Progress());
        second.reply(WatchReply.progress(ResponseHeader.ofRevision(9), WatchStream.ALL));
        assertThat(watch.poll(Duration.ZERO)).contains(new WatchBatch(9, List.of()));
    }

    @Test
    void transportThatThrowsWhenSentTo_isLeftForTheNextStream() {
        List<StreamHandler<WatchReply>> opened = new ArrayList<>();
        List<WatchCommand> sent = new ArrayList<>();
        Transport broken = new Transport() {
            @Override
            public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
                throw new UnsupportedOperationException("no calls here");
            }

            @Override
            @SuppressWarnings("unchecked") // only watches are opened here
            public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
                opened.add((StreamHandler<WatchReply>) handler);
                boolean fails = opened.size() == 1;
                return new SendOnly<>(message -> {
                    if (fails) {
                        throw new IllegalStateException("a planted failure");
                    }
                    sent.add((WatchCommand) message);
                });
            }

            @Override
            public void close() {}
        };
        try (EtcdClient client = client(only(broken))) {
            Watch watch = client.watch("k");
            clock.advance(Duration.ofSeconds(5));
            assertThat(opened).hasSize(2);
            assertThat(sent).hasSize(1);
            assertThat(watch.ended()).isNotDone();
        }
        assertThat(told)
                .anyMatch(event -> event instanceof ClientEvent.StreamEnded ended
                        && ended.failure() != null
                        && ended.failure().code() == ErrorCode.INTERNAL);
    }

    @Test
    void longestPoll_isWithoutOverflow() {
        Watch watch = etcd.watch("k");
        ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
        stream.reply(event(accept(stream), 2));
        assertThat(watch.poll(Duration.ofSeconds(Long.MAX_VALUE))).isPresent();
    }

    @Test
    void longQueueOnAnInlineExecutor_isNoDeepRecursion() {
        List<Integer> depths = new ArrayList<>();
        Recorder recorder = new Recorder(
                subscription -> {}, batch -> depths.add(Thread.currentThread().getStackTrace().length));
        etcd.watchPublisher(WatchRequest.of("a")).subscribe(recorder);
        ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
        long id = accept(stream);
        for (long revision = 2; revision < 1_000; revision++) {
            stream.reply(event(id, revision));
        }
        recorder.subscription().request(Long.MAX_VALUE);
        assertThat(depths).hasSize(998);
        assertThat(depths.get(997)).isLessThanOrEqualTo(depths.get(0) + 10);
    }

    @Test
    void completeUpTo_isSeenByAThreadThatKeepsAsking() throws InterruptedException {
        Watch watch = etcd.watch("k", o -> o.startRevision(7));
        ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
        Thread asker = DaemonThreads.named("asker").newThread(() -> {
            long asked = 0;
            while (watch.completeUpTo() == 0) {
                asked++;
            }
            told.add(new ClientEvent.LeaseKept(asked)); // so that the loop is for something
        });
        asker.start();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        while (threads.getThreadCpuTime(asker.getId()) < Duration.ofMillis(300).toNanos()) {
            Thread.onSpinWait(); // until the compiler has made the most of the loop
        }
        accept(stream);
        asker.join(5_000);
        assertThat(asker.isAlive()).isFalse();
    }

    private static TransportProvider only(Transport transport) {
        return new TransportProvider() {
            @Override
            public Set<String> schemes() {
                return Set.of("http");
            }

            @Override
            public Transport connect(Endpoint endpoint, ConnectOptions options) {
                return transport;
            }
        };
    }

    private static long accept(ScriptedStream<WatchCommand, WatchReply> stream) {
        long id = ((WatchCommand.Create) stream.nextSent()).watchId();
        stream.reply(WatchReply.created(ResponseHeader.ofRevision(1), id));
        return id;
    }

    private static WatchReply event(long id, long revision) {
        KeyValue kv = new KeyValue(Bytes.utf8("k"), Bytes.EMPTY, revision, revision, 1, 0);
        return WatchReply.events(
                ResponseHeader.ofRevision(revision), id, List.of(new WatchEvent(WatchEvent.Type.PUT, kv, null)));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** An exchange of which only the sending matters. */
    private record SendOnly<Q>(Consumer<Q> sender) implements Exchange<Q> {
        @Override
        public void send(Q message) {
            sender.accept(message);
        }

        @Override
        public void request(int messages) {}

        @Override
        public void halfClose() {}

        @Override
        public void cancel() {}
    }

    /** A subscriber that notes the order of its signals. */
    private static final class Recorder implements Flow.Subscriber<WatchBatch> {
        private final List<String> signals = new CopyOnWriteArrayList<>();
        private final Consumer<Flow.Subscription> whenSubscribed;
        private final Consumer<WatchBatch> whenNext;
        private Flow.@Nullable Subscription subscription;

        Recorder(Consumer<Flow.Subscription> whenSubscribed, Consumer<WatchBatch> whenNext) {
            this.whenSubscribed = whenSubscribed;
            this.whenNext = whenNext;
        }

        Flow.Subscription subscription() {
            if (subscription == null) {
                throw new AssertionError("not subscribed");
            }
            return subscription;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            signals.add("onSubscribe");
            subscription = given;
            whenSubscribed.accept(given);
            signals.add("subscribed");
        }

        @Override
        public void onNext(WatchBatch batch) {
            signals.add("onNext " + batch.revision());
            whenNext.accept(batch);
        }

        @Override
        public void onError(Throwable thrown) {
            signals.add("onError " + thrown.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            signals.add("onComplete");
        }
    }
}
