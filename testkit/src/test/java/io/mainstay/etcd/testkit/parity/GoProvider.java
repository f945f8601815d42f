package io.mainstay.etcd.testkit.parity;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.crypto.EncryptionKey;
import io.mainstay.etcd.crypto.KeyRing;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real etcd, a client in clear and one that encrypts, and keys of its own for each test. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(LeakGate.class)
abstract class GoProvider {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private RealEtcd server;
    private KeyRing keys;
    private int tests;

    EtcdClient etcd;
    EtcdClient encrypted;

    @BeforeAll
    void start() {
        server = RealEtcd.start(RealEtcdOptions.of(Requirement.realEtcd("3.6")).withFlags("--unsafe-no-fsync"));
        keys = KeyRing.of(1, EncryptionKey.random());
        etcd = EtcdClient.connect(server.endpoint());
        encrypted = EtcdClient.builder()
                .endpoints(server.endpoint())
                .encryption(Encryption.of(keys))
                .build();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            etcd.close();
            encrypted.close();
            keys.close();
            server.close();
        }
    }

    @BeforeEach
    void next() {
        tests++;
    }

    String endpoint() {
        return server.endpoint();
    }

    String prefix() {
        return "/parity/" + getClass().getSimpleName() + "/" + tests + "/";
    }

    String key(String name) {
        return prefix() + name;
    }
}
