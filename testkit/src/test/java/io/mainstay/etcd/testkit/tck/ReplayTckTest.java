package io.mainstay.etcd.testkit.tck;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.stream.Burst;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/** A source that replays, as a publisher of as many bursts as are asked for. */
public class ReplayTckTest extends FlowPublisherVerification<Burst> {
    private static final long MOST = 1_000;

    private @Nullable EmbeddedEtcd server;
    private @Nullable EtcdClient etcd;

    /** Waits long, because a busy machine is no reason to fail. */
    public ReplayTckTest() {
        super(new TestEnvironment(2_000, 200));
    }

    /** Begins a server with one change for each burst. */
    @BeforeClass
    public void open() {
        EmbeddedEtcd started = EmbeddedEtcd.start();
        server = started;
        EtcdClient client = EtcdClient.builder().transport(started.transports()).build();
        etcd = client;
        for (int i = 0; i < MOST; i++) {
            client.kv().put("/tck/" + i, "v");
        }
    }

    /** Ends them. */
    @AfterClass
    public void close() {
        if (etcd != null) {
            etcd.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private EtcdClient client() {
        if (etcd == null) {
            throw new IllegalStateException("not open");
        }
        return etcd;
    }

    @Override
    public Flow.Publisher<Burst> createFlowPublisher(long elements) {
        long first = 2;
        return client().source(
                        "/tck/",
                        o -> elements == 0
                                ? o.replay(first + MOST)
                                : o.replay(first, Math.min(MOST, elements) + first - 1));
    }

    /** None: a source sends nothing before it is asked, so it cannot fail before. */
    @Override
    public Flow.@Nullable Publisher<Burst> createFailedFlowPublisher() {
        return null;
    }

    @Override
    public long maxElementsFromPublisher() {
        return MOST;
    }
}
