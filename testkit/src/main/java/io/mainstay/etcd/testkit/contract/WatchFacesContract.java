package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchListener;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The three ways to hear of a watch: an iterator, a listener and a publisher. */
public abstract class WatchFacesContract extends ContractSuite {
    @Test
    void anIteratorYieldsEventsOneByOneUntilItIsClosed() {
        try (Watch watch = Waiting.ready(etcd().watch(key("a")))) {
            etcd().kv().put(key("a"), "1");
            etcd().kv().put(key("a"), "2");
            Iterator<WatchEvent> events = watch.iterator();
            assertThat(events.next().kv().value().utf8()).isEqualTo("1");
            assertThat(events.next().kv().value().utf8()).isEqualTo("2");
            watch.close();
            assertThat(events.hasNext()).isFalse();
        }
    }

    @Test
    void aListenerHearsBatchesAndOneEnd() {
        Recorder recorder = new Recorder();
        Watch watch = Waiting.ready(etcd().watch(WatchRequest.of(key("a")), recorder));
        etcd().kv().put(key("a"), "1");
        assertThat(Waiting.take(recorder.batches).events()).hasSize(1);
        etcd().kv().put(key("a"), "2");
        assertThat(Waiting.take(recorder.batches).events().get(0).kv().value().utf8())
                .isEqualTo("2");
        watch.close();
        assertThat(Waiting.get(recorder.ended)).isEqualTo("closed");
        etcd().kv().put(key("a"), "3");
        assertThat(recorder.batches).isEmpty();
        assertThat(recorder.ends).isEqualTo(1);
    }

    @Test
    void aListenerHearsWhyItsWatchWasRefused() {
        Recorder recorder = new Recorder();
        etcd().watch(WatchRequest.of(key("b")).until(bytesKey("a")), recorder);
        assertThat(Waiting.get(recorder.ended)).contains("mvcc: watcher range is empty");
    }

    @Test
    void aListenerThatThrowsGoesOnAndIsReported() {
        BlockingQueue<ClientEvent.CallbackFailed> reported = new LinkedBlockingQueue<>();
        try (EtcdClient client = target().client()
                .eventListener(event -> {
                    if (event instanceof ClientEvent.CallbackFailed failed) {
                        reported.add(failed);
                    }
                })
                .build()) {
            BlockingQueue<WatchBatch> batches = new LinkedBlockingQueue<>();
            Waiting.ready(client.watch(WatchRequest.of(key("a")), batch -> {
                batches.add(batch);
                throw new IllegalStateException("thrown by the test");
            }));
            etcd().kv().put(key("a"), "1");
            Waiting.take(batches);
            etcd().kv().put(key("a"), "2");
            Waiting.take(batches);
            assertThat(Waiting.take(reported).thrown()).hasMessage("thrown by the test");
        }
    }

    @Test
    void aListenerThatBlocksDoesNotHoldUpOthers() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        Recorder other = new Recorder();
        try (Watch first = Waiting.ready(etcd().watch(WatchRequest.of(key("a")), batch -> {
                    blocked.countDown();
                    awaitQuietly(release);
                }));
                Watch second = Waiting.ready(etcd().watch(WatchRequest.of(key("a")), other))) {
            etcd().kv().put(key("a"), "1");
            assertThat(blocked.await(ContractSuite.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            etcd().kv().put(key("a"), "2");
            Waiting.take(other.batches);
            Waiting.take(other.batches);
            assertThat(Waiting.get(etcd().kv().async().get(key("a")))).isPresent();
            assertThat(first.ended()).isNotDone();
            assertThat(second.ended()).isNotDone();
        } finally {
            release.countDown();
        }
    }

    @Test
    void aListenerMayCallTheClientAndWait() {
        BlockingQueue<String> copies = new LinkedBlockingQueue<>();
        try (Watch watch = Waiting.ready(etcd().watch(WatchRequest.of(key("a")), batch -> {
            etcd().kv().put(key("copy"), batch.events().get(0).kv().value().utf8());
            copies.add(read("copy").value().utf8());
        }))) {
            etcd().kv().put(key("a"), "1");
            assertThat(Waiting.take(copies)).isEqualTo("1");
            assertThat(watch.ended()).isNotDone();
        }
    }

    @Test
    void aPublisherGivesAsMuchAsIsAskedFor() {
        Recorder recorder = new Recorder();
        etcd().watchPublisher(WatchRequest.of(prefix()).prefix().startRevision(revision() + 1))
                .subscribe(recorder);
        Flow.Subscription subscription = Waiting.get(recorder.subscription);
        etcd().kv().put(key("a"), "1");
        subscription.request(1);
        assertThat(Waiting.take(recorder.batches).events()).hasSize(1);
        etcd().kv().put(key("a"), "2");
        etcd().kv().put(key("a"), "3");
        assertThat(recorder.batches).as("nothing was asked for").isEmpty();
        subscription.request(Long.MAX_VALUE);
        List<WatchEvent> rest = new ArrayList<>();
        while (rest.size() < 2) {
            rest.addAll(Waiting.take(recorder.batches).events());
        }
        assertThat(rest).extracting(event -> event.kv().value().utf8()).containsExactly("2", "3");
        subscription.cancel();
        etcd().kv().put(key("a"), "4");
        assertThat(recorder.ended).as("a cancelled subscription hears nothing").isNotDone();
    }

    @Test
    void aPublisherStartsAWatchForEachSubscriber() {
        Flow.Publisher<WatchBatch> publisher =
                etcd().watchPublisher(WatchRequest.of(key("a")).startRevision(revision() + 1));
        Recorder one = new Recorder();
        Recorder two = new Recorder();
        publisher.subscribe(one);
        publisher.subscribe(two);
        Waiting.get(one.subscription).request(10);
        Waiting.get(two.subscription).request(10);
        etcd().kv().put(key("a"), "1");
        assertThat(Waiting.take(one.batches)).isEqualTo(Waiting.take(two.batches));
        Waiting.get(one.subscription).cancel();
        etcd().kv().put(key("a"), "2");
        assertThat(Waiting.take(two.batches).events()).hasSize(1);
        Waiting.get(two.subscription).cancel();
    }

    @Test
    void aPublisherTellsARefusalWithoutDemand() {
        Recorder recorder = new Recorder();
        etcd().watchPublisher(WatchRequest.of(key("b")).until(bytesKey("a"))).subscribe(recorder);
        assertThat(Waiting.get(recorder.ended)).contains("mvcc: watcher range is empty");
    }

    @Test
    void aPublisherTellsThatItsClientWasClosed() {
        Recorder recorder = new Recorder();
        try (EtcdClient client = target().client().build()) {
            client.watchPublisher(WatchRequest.of(key("a"))).subscribe(recorder);
            Waiting.get(recorder.subscription).request(1);
        }
        assertThat(Waiting.get(recorder.ended)).contains("ClientClosedException");
    }

    @Test
    void aListenerOfAClosedClientHearsTheEnd() {
        EtcdClient client = target().client().build();
        client.close();
        Recorder recorder = new Recorder();
        try (Watch watch = client.watch(WatchRequest.of(key("a")), recorder)) {
            assertThat(Waiting.get(recorder.ended)).contains("ClientClosedException");
            assertThat(watch.ended()).isCompletedExceptionally();
        }
    }

    @Test
    void aPublisherOfAClosedClientTellsTheEnd() {
        EtcdClient client = target().client().build();
        client.close();
        Recorder recorder = new Recorder();
        client.watchPublisher(WatchRequest.of(key("a"))).subscribe(recorder);
        assertThat(Waiting.get(recorder.ended)).contains("ClientClosedException");
    }

    @Test
    void aPublisherRefusesToBeAskedForNothing() {
        Recorder recorder = new Recorder();
        etcd().watchPublisher(WatchRequest.of(key("a"))).subscribe(recorder);
        Waiting.get(recorder.subscription).request(0);
        assertThat(Waiting.get(recorder.ended)).contains("IllegalArgumentException");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(ContractSuite.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("never released");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A listener and subscriber that writes down what it hears; the end is "closed" or the failure in words. */
    private static final class Recorder implements WatchListener, Flow.Subscriber<WatchBatch> {
        final BlockingQueue<WatchBatch> batches = new LinkedBlockingQueue<>();
        final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        final CompletableFuture<String> ended = new CompletableFuture<>();
        volatile int ends;

        @Override
        public void onBatch(WatchBatch batch) {
            batches.add(batch);
        }

        @Override
        public void onEnd(@Nullable EtcdException failure) {
            end(failure);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.complete(Objects.requireNonNull(given));
        }

        @Override
        public void onNext(WatchBatch batch) {
            batches.add(batch);
        }

        @Override
        public void onError(Throwable failure) {
            end(failure);
        }

        @Override
        public void onComplete() {
            end(null);
        }

        private synchronized void end(@Nullable Throwable failure) {
            ends++;
            ended.complete(failure == null ? "closed" : failure.toString());
        }
    }
}
