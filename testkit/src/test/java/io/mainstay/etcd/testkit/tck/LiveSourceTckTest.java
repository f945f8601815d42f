package io.mainstay.etcd.testkit.tck;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.spi.SystemClock;
import io.mainstay.etcd.stream.Burst;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/**
 * A source that follows, as a publisher without end: a snapshot, its end, and then changes for as long as somebody
 * makes them, which here is always. What can only be asked of a publisher that completes is asked of one that replays.
 */
public class LiveSourceTckTest extends FlowPublisherVerification<Burst> {
    private static final Duration EACH = Duration.ofMillis(2);
    private static final int KEYS = 50;

    private @Nullable EmbeddedEtcd server;
    private @Nullable EtcdClient etcd;
    private @Nullable SystemClock clock;
    private volatile boolean over;
    private int written;

    /** Waits long, because a busy machine is no reason to fail. */
    public LiveSourceTckTest() {
        super(new TestEnvironment(5_000, 200));
    }

    /** Begins a server, and one who writes to it. */
    @BeforeClass
    public void open() {
        EmbeddedEtcd started = EmbeddedEtcd.start();
        server = started;
        etcd = EtcdClient.builder().transport(started.transports()).build();
        clock = new SystemClock("tck-writer");
        write();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void write() {
        SystemClock time = clock;
        if (!over && etcd != null && time != null) {
            etcd.kv()
                    .async()
                    .put("/tck/" + written++ % KEYS, "v")
                    .whenComplete((put, why) -> time.schedule(EACH, this::write));
        }
    }

    /** Ends them. */
    @AfterClass
    public void close() {
        over = true;
        if (etcd != null) {
            etcd.close();
        }
        if (clock != null) {
            clock.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Override
    public Flow.Publisher<Burst> createFlowPublisher(long elements) {
        if (etcd == null) {
            throw new IllegalStateException("not open");
        }
        return etcd.source("/tck/");
    }

    /** None: a source sends nothing before it is asked, so it cannot fail before. */
    @Override
    public Flow.@Nullable Publisher<Burst> createFailedFlowPublisher() {
        return null;
    }

    @Override
    public long maxElementsFromPublisher() {
        return publisherUnableToSignalOnComplete();
    }
}
