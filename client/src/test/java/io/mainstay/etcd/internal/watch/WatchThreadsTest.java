package io.mainstay.etcd.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchListener;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches on the client's own threads. */
@Timeout(30)
class WatchThreadsTest {
    private final ScriptedTransport server = new ScriptedTransport();

    @Test
    void blockingListener_delaysNoOtherWatch() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
        try (EtcdClient etcd = EtcdClient.builder().transport(server).build()) {
            etcd.watch(WatchRequest.of("a"), batch -> {
                blocked.countDown();
                await(release);
            });
            etcd.watch(WatchRequest.of("b"), batch -> seen.add(batch.revision()));
            ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
            long a = accept(stream);
            long b = accept(stream);

            stream.reply(event(a, 2));
            assertThat(blocked.await(5, TimeUnit.SECONDS)).isTrue();
            for (long revision = 3; revision < 100; revision++) {
                stream.reply(event(b, revision));
            }
            for (long revision = 3; revision < 100; revision++) {
                assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(revision);
            }
            release.countDown();
        }
    }

    @Test
    void close_leavesNoThread() throws InterruptedException {
        EtcdClient etcd = EtcdClient.builder().transport(server).build();
        BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
        etcd.watch(WatchRequest.of("a"), batch -> seen.add(batch.revision()));
        ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
        long id = accept(stream);
        stream.reply(event(id, 2));
        assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(2);
        etcd.kv().async().put("k", "v");
        stream.end(null); // leaves a reconnect on the timer
        Set<Thread> ours = threads();
        assertThat(ours).isNotEmpty();

        etcd.close();

        for (Thread thread : ours) {
            thread.join(5_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    @Test
    void executorThatTakesNothingMore_endsTheWatchTyped_andTellsItsEndOnce() {
        ExecutorService users = Executors.newSingleThreadExecutor();
        BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        try (EtcdClient etcd =
                EtcdClient.builder().transport(server).executor(users).build()) {
            Watch watch = etcd.watch(WatchRequest.of("a"), new WatchListener() {
                @Override
                public void onBatch(WatchBatch batch) {
                    seen.add(batch.revision());
                }

                @Override
                public void onEnd(@Nullable EtcdException failure) {
                    ends.add(String.valueOf(failure));
                }
            });
            ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
            long id = accept(stream);
            users.shutdown();
            stream.reply(event(id, 2));
            assertThat(ends).singleElement().asString().contains("the executor refused");
            assertThat(watch.ended()).isCompletedExceptionally();
            assertThat(stream.isCancelled()).isTrue();
        }
        assertThat(ends).hasSize(1);
        assertThat(seen).isEmpty();
    }

    @Test
    void publisher_givesNoMoreThanWasAskedFor() throws InterruptedException {
        BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
        BlockingQueue<Flow.Subscription> subscriptions = new LinkedBlockingQueue<>();
        BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
        try (EtcdClient etcd = EtcdClient.builder().transport(server).build()) {
            etcd.watchPublisher(WatchRequest.of("a")).subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscriptions.add(subscription);
                }

                @Override
                public void onNext(WatchBatch batch) {
                    seen.add(batch.revision());
                }

                @Override
                public void onError(Throwable thrown) {
                    errors.add(thrown);
                }

                @Override
                public void onComplete() {}
            });
            Flow.Subscription subscription = subscriptions.take();
            ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
            long id = accept(stream);
            stream.reply(event(id, 2));
            stream.reply(event(id, 3));
            stream.reply(event(id, 4));
            subscription.request(2);
            assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(3);
            stream.reply(WatchReply.canceled(ResponseHeader.ofRevision(0), id, 9, ""));
            assertThat(seen.poll(50, TimeUnit.MILLISECONDS)).isNull();
            assertThat(errors).isEmpty();
            subscription.request(1);
            assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(4);
            assertThat(errors.poll(5, TimeUnit.SECONDS)).hasMessageContaining("compacted");
        }
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

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mainstay-"))
                .collect(Collectors.toSet());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
