package io.mainstay.etcd.testkit.acceptance;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.testkit.proxy.TcpProxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server for all tests of a class, and for each test a line to it that can be broken and a client on that line. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(LeakGate.class)
abstract class Acceptance {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private AutoCloseable server;
    private String direct;
    private int tests;

    /** The line that a test breaks. */
    TcpProxy line;

    /** Connected over the line. */
    EtcdClient etcd;

    /** Connected past the line. */
    EtcdClient other;

    /** Starts the server and says where it is. */
    abstract Started start();

    /**
     * A server that runs.
     *
     * @param server ends it
     * @param endpoint where it is
     */
    record Started(AutoCloseable server, String endpoint) {
        static Started embedded() {
            EmbeddedEtcd etcd = EmbeddedEtcd.start();
            return new Started(etcd, etcd.endpoint());
        }

        static Started real(String version) {
            RealEtcd etcd = RealEtcd.start(
                    RealEtcdOptions.of(Requirement.realEtcd(version)).withFlags("--unsafe-no-fsync"));
            return new Started(etcd, etcd.endpoint());
        }
    }

    @BeforeAll
    void startServer() {
        Started started = start();
        server = started.server();
        direct = started.endpoint();
    }

    @AfterAll
    void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void connect() {
        tests++;
        line = TcpProxy.to(direct);
        etcd = client().build();
        other = EtcdClient.connect(direct);
    }

    @AfterEach
    void disconnect() {
        etcd.close();
        other.close();
        line.close();
    }

    EtcdClientBuilder client() {
        return EtcdClient.builder().endpoints(line.endpoint());
    }

    String direct() {
        return direct;
    }

    String prefix() {
        return "/acceptance/" + tests + "/";
    }

    String key(String name) {
        return prefix() + name;
    }

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    static Throwable failure(CompletableFuture<?> future) throws InterruptedException, TimeoutException {
        try {
            Object value = future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("completed with " + value);
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
