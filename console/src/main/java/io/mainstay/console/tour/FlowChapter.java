package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A watch as a stream of the JDK's own kind. */
final class FlowChapter implements Chapter {
    @Override
    public String title() {
        return "Flow: a watch as a publisher, with back-pressure";
    }

    @Override
    public void play(Scene scene) throws Exception {
        EtcdClient etcd = scene.etcd();
        String feed = scene.key("feed/");
        long start = etcd.kv().put(feed + "1", "hello").header().revision();
        etcd.kv().put(feed + "2", "world");

        scene.code("""
                Flow.Publisher<WatchBatch> feed = etcd.watchPublisher(
                        WatchRequest.of("/feed/").prefix().startRevision(start));
                feed.subscribe(subscriber);     // request(n), cancel(): as anywhere
                """);
        FirstBatch subscriber = new FirstBatch();
        etcd.watchPublisher(WatchRequest.of(feed).prefix().startRevision(start)).subscribe(subscriber);
        WatchBatch batch = subscriber.first.get(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        scene.check(
                "asked for one batch, got one, beginning with \""
                        + batch.events().get(0).kv().value().utf8() + "\"; then cancelled",
                batch.events().get(0).kv().value().utf8().equals("hello"));
    }

    /** Asks for one batch, and cancels when it has it. */
    private static final class FirstBatch implements Flow.Subscriber<WatchBatch> {
        final CompletableFuture<WatchBatch> first = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(WatchBatch batch) {
            Flow.Subscription mine = subscription;
            if (mine != null) {
                mine.cancel();
            }
            first.complete(batch);
        }

        @Override
        public void onError(Throwable failure) {
            first.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            first.completeExceptionally(new TourFailedException("the publisher ended before its first batch"));
        }
    }
}
