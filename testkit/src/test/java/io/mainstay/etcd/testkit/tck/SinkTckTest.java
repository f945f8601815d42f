package io.mainstay.etcd.testkit.tck;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.stream.Write;
import io.mainstay.etcd.stream.WriteBurst;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/** A sink as a subscriber, seen from outside. */
public class SinkTckTest extends FlowSubscriberBlackboxVerification<WriteBurst> {
    private @Nullable EmbeddedEtcd server;
    private @Nullable EtcdClient etcd;

    /** Waits long, because a busy machine is no reason to fail. */
    public SinkTckTest() {
        super(new TestEnvironment(2_000, 200));
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
    public Flow.Subscriber<WriteBurst> createFlowSubscriber() {
        if (etcd == null) {
            throw new IllegalStateException("not open");
        }
        return etcd.sink();
    }

    @Override
    public WriteBurst createElement(int element) {
        return WriteBurst.of(Write.put("/tck/" + element, "v"));
    }
}
