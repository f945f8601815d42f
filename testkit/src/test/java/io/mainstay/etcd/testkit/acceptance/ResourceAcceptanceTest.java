package io.mainstay.etcd.testkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.testkit.junit.ServerGauges;
import io.mainstay.etcd.watch.Watch;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client holds and costs: acceptance tests 8 and 16. */
@ExtendWith(LeakGate.class)
class ResourceAcceptanceTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int IN_FLIGHT = 64;
    private static final int WARM_UP = 6_000;
    private static final int PUTS = 6_000;

    @Test
    void a08CloseLeavesNothingBehindAndTheUsersExecutorAlone() throws Exception {
        ExecutorService own = Executors.newFixedThreadPool(2);
        try (EmbeddedEtcd server = EmbeddedEtcd.start()) {
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            EtcdClient etcd = EtcdClient.builder()
                    .endpoints(server.endpoint())
                    .executor(own)
                    .build();
            Watch watch = etcd.watch("k");
            watch.ready().get(10, TimeUnit.SECONDS);
            etcd.leases().grantAndKeep(Duration.ofMinutes(1)).revoke().get(10, TimeUnit.SECONDS);
            etcd.close();
            LeakGate.awaitQuiet(ServerGauges.of(server));
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .filteredOn(thread -> thread.getName().startsWith("mainstay-"))
                    .filteredOn(thread -> !thread.getName().startsWith("mainstay-door"))
                    .isEmpty();
            assertThat(own.submit(() -> "alive").get(10, TimeUnit.SECONDS)).isEqualTo("alive");
        } finally {
            own.shutdown();
        }
    }

    @Test
    void a16APutAllocatesLessThan8KBAndThreadsDoNotGrow() throws Exception {
        RealEtcdOptions options =
                RealEtcdOptions.of(Requirement.realEtcd("3.6")).withFlags("--unsafe-no-fsync");
        try (RealEtcd server = RealEtcd.start(options);
                EtcdClient etcd = EtcdClient.connect(server.endpoint())) {
            put(etcd, WARM_UP);
            int threads = THREADS.getThreadCount();
            long before = allocated();
            put(etcd, PUTS);
            long each = (allocated() - before) / PUTS;
            System.out.printf("acceptance 16: %d bytes allocated per put at %d in flight%n", each, IN_FLIGHT);
            assertThat(each).as("bytes allocated per put").isLessThan(8 * 1024);
            assertThat(THREADS.getThreadCount()).as("threads").isLessThanOrEqualTo(threads);
        }
    }

    private static void put(EtcdClient etcd, int number) throws Exception {
        Semaphore inFlight = new Semaphore(IN_FLIGHT);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        String value = "x".repeat(256);
        for (int i = 0; i < number; i++) {
            inFlight.acquire();
            etcd.kv().async().put("/acceptance/16/0123456789012345", value).whenComplete((result, failure) -> {
                failed.compareAndSet(null, failure);
                inFlight.release();
            });
        }
        assertThat(inFlight.tryAcquire(IN_FLIGHT, 20, TimeUnit.SECONDS)).isTrue();
        assertThat(failed.get()).isNull();
    }

    /** What all threads that live have allocated; none of a client's ends while it is open. */
    private static long allocated() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}
