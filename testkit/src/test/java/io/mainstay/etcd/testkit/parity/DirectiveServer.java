package io.mainstay.etcd.testkit.parity;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.testkit.proxy.TcpProxy;
import io.mainstay.etcd.view.ValueRequest;
import io.mainstay.etcd.view.ValueStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server, a line to it that can be broken, and stores of directives over that line. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(LeakGate.class)
abstract class DirectiveServer {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private AutoCloseable server;
    private String direct;
    private int tests;

    final AtomicLong now = new AtomicLong(1_000);
    final DirectiveDecoder decoder = new DirectiveDecoder(now::get);
    TcpProxy line;

    /** Over the line. */
    EtcdClient etcd;

    /** Past the line. */
    EtcdClient operator;

    /** Whether the server is a real one. */
    abstract boolean isReal();

    @BeforeAll
    void startServer() {
        if (isReal()) {
            RealEtcd real = RealEtcd.start(
                    RealEtcdOptions.of(Requirement.realEtcd("3.6")).withFlags("--unsafe-no-fsync"));
            server = real;
            direct = real.endpoint();
        } else {
            EmbeddedEtcd embedded = EmbeddedEtcd.start();
            server = embedded;
            direct = embedded.endpoint();
        }
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
        etcd = EtcdClient.connect(line.endpoint());
        operator = EtcdClient.connect(direct);
    }

    @AfterEach
    void disconnect() {
        etcd.close();
        operator.close();
        line.close();
    }

    String key() {
        return "osproxy/directives/" + tests;
    }

    DirectiveStore store() {
        return store(o -> o);
    }

    DirectiveStore store(UnaryOperator<ValueRequest<DirectiveSet>> options) {
        return new DirectiveStore(etcd, key(), decoder, options);
    }

    DirectiveStore ready() throws Exception {
        DirectiveStore store = store();
        store.value().ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return store;
    }

    /** Writes past the line, as an operator does; the revision. */
    long write(String text) {
        return operator.kv().put(key(), text).header().revision();
    }

    /** Waits until the store has come to a revision. */
    ValueStatus<DirectiveSet> at(DirectiveStore store, long revision) {
        return store.value().awaitRevision(revision, PATIENCE);
    }

    /** Waits until the store stands as it should. */
    static ValueStatus<DirectiveSet> until(DirectiveStore store, Predicate<ValueStatus<DirectiveSet>> right)
            throws Exception {
        CompletableFuture<ValueStatus<DirectiveSet>> found = new CompletableFuture<>();
        try (var listening = store.value().listen(status -> {
            if (right.test(status)) {
                found.complete(status);
            }
        })) {
            return found.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    static String one(String id, String more) {
        return "{\"directives\":[{\"id\":\"" + id + "\",\"level\":\"Shape\"" + more + "}]}";
    }

    static String forTenMinutes(String id) {
        return one(id, ",\"ttl_secs\":600");
    }
}
