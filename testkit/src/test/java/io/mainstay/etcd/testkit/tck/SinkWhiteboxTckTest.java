package io.mainstay.etcd.testkit.tck;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.stream.Sink;
import io.mainstay.etcd.stream.Write;
import io.mainstay.etcd.stream.WriteBurst;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/** A sink as a subscriber, with every signal watched on its way in, and told to cancel by its own {@code close}. */
public class SinkWhiteboxTckTest extends FlowSubscriberWhiteboxVerification<WriteBurst> {
    private @Nullable EmbeddedEtcd server;
    private @Nullable EtcdClient etcd;

    /** Waits long, because a busy machine is no reason to fail. */
    public SinkWhiteboxTckTest() {
        super(new TestEnvironment(5_000, 200));
    }

    /** Begins a server. */
    @BeforeClass
    public void open() {
        EmbeddedEtcd started = EmbeddedEtcd.start();
        server = started;
        etcd = EtcdClient.builder().transport(started.transports()).build();
    }

    /** Ends it. */
    @AfterClass
    public void close() {
        if (etcd != null) {
            etcd.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Override
    public Flow.Subscriber<WriteBurst> createFlowSubscriber(WhiteboxSubscriberProbe<WriteBurst> probe) {
        if (etcd == null) {
            throw new IllegalStateException("not open");
        }
        return new Watched(etcd.sink(), probe);
    }

    @Override
    public WriteBurst createElement(int element) {
        return WriteBurst.of(Write.put("/tck/" + element, "v"));
    }

    /** The sink decides by itself how much it asks for, so it cannot be made to ask; it asks for more than any test. */
    private static final class Watched implements Flow.Subscriber<WriteBurst>, SubscriberPuppet {
        private final Sink sink;
        private final WhiteboxSubscriberProbe<WriteBurst> probe;
        private boolean subscribed;

        Watched(Sink sink, WhiteboxSubscriberProbe<WriteBurst> probe) {
            this.sink = sink;
            this.probe = probe;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            sink.onSubscribe(subscription);
            if (!subscribed) {
                subscribed = true;
                probe.registerOnSubscribe(this);
            }
        }

        @Override
        public void onNext(WriteBurst burst) {
            sink.onNext(burst);
            probe.registerOnNext(burst);
        }

        @Override
        public void onError(Throwable failure) {
            sink.onError(failure);
            probe.registerOnError(failure);
        }

        @Override
        public void onComplete() {
            sink.onComplete();
            probe.registerOnComplete();
        }

        @Override
        public void triggerRequest(long elements) {}

        @Override
        public void signalCancel() {
            sink.close();
        }
    }
}
