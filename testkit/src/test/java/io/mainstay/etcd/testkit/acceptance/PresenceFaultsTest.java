package io.mainstay.etcd.testkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.error.ConflictException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.lease.HealingEvent;
import io.mainstay.etcd.lease.HealingListener;
import io.mainstay.etcd.lease.HealingOptions;
import io.mainstay.etcd.lease.LeaseLoss;
import io.mainstay.etcd.lease.Presence;
import io.mainstay.etcd.testkit.Await;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.testkit.proxy.TcpProxy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** "I am here", and everything that can go wrong with it: each has a test. */
@ExtendWith(LeakGate.class)
class PresenceFaultsTest {
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String KEY = "/services/a/1";

    private final Told told = new Told();

    /** What was told, to be waited for. */
    private static final class Told implements HealingListener {
        private final BlockingQueue<HealingEvent> events = new LinkedBlockingQueue<>();

        @Override
        public void onEvent(HealingEvent event) {
            events.add(event);
        }

        /** The next event of a kind; those of other kinds before it are passed over. */
        <T extends HealingEvent> T next(Class<T> kind) throws InterruptedException {
            while (true) {
                HealingEvent event = events.poll(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError("not told: " + kind.getSimpleName());
                }
                if (kind.isInstance(event)) {
                    return kind.cast(event);
                }
            }
        }

        boolean anyOf(Class<? extends HealingEvent> kind) {
            return events.stream().anyMatch(kind::isInstance);
        }
    }

    private static RealEtcd real(String... flags) {
        return RealEtcd.start(RealEtcdOptions.of(Requirement.realEtcd("3.6"))
                .withFlags("--unsafe-no-fsync")
                .withFlags(flags));
    }

    private Presence announce(EtcdClient etcd, Duration ttl) {
        HealingOptions options = HealingOptions.of(ttl).listener(told);
        return etcd.leases().presence(Bytes.utf8(KEY), Bytes.utf8("host:1"), options);
    }

    /** What may take a moment, should the lease just be healed again because the machine is slow. */
    private static void assertThere(EtcdClient etcd, Presence presence) {
        Await.until("the presence is there", () -> presence.state() == Presence.State.PRESENT);
        Optional<KeyValue> there = etcd.kv().get(KEY);
        assertThat(there.map(kv -> kv.value().utf8())).contains("host:1");
        assertThat(there.map(KeyValue::lease)).contains(presence.lease().id());
    }

    @Test
    void aServerThatComesBackWithoutItsDataGetsTheKeyAgain() throws Exception {
        EmbeddedEtcd first = EmbeddedEtcd.start();
        URI at = URI.create(first.endpoint());
        try (EtcdClient etcd = EtcdClient.connect(first.endpoint())) {
            for (int i = 0; i < 20; i++) {
                etcd.kv().put("/before/" + i, "so that revisions go back");
            }
            try (Presence presence = announce(etcd, SHORT)) {
                first.close();
                try (EmbeddedEtcd empty = EmbeddedEtcd.builder()
                        .listen(new InetSocketAddress(at.getHost(), at.getPort()))
                        .start()) {
                    told.next(HealingEvent.Healed.class);
                    assertThat(etcd.kv().exists("/before/1")).isFalse();
                    assertThere(etcd, presence);
                    // The watch of the key counts by the revisions of the server as it is now.
                    etcd.kv().delete(KEY);
                    told.next(HealingEvent.KeyRestored.class);
                    assertThere(etcd, presence);
                    assertThat(empty.leaseCount()).isEqualTo(1);
                    presence.close();
                }
            }
        }
    }

    @Test
    void aServerThatRestartsWithItsDataKeepsTheLease() throws Exception {
        try (RealEtcd server = real();
                EtcdClient etcd = EtcdClient.connect(server.endpoint());
                Presence presence = announce(etcd, Duration.ofSeconds(20))) {
            long lease = presence.lease().id();
            server.kill();
            server.restart();
            etcd.kv().delete(KEY);
            told.next(HealingEvent.KeyRestored.class);
            assertThere(etcd, presence);
            assertThat(presence.lease().id()).isEqualTo(lease);
        }
    }

    @Test
    void aLeaseThatAnOperatorRevokesIsReplacedAtOnce() throws Exception {
        try (RealEtcd server = real();
                EtcdClient etcd = EtcdClient.connect(server.endpoint());
                Presence presence = announce(etcd, LONG)) {
            long lease = presence.lease().id();
            server.etcdctl().run("lease", "revoke", Long.toHexString(lease));
            assertThat(told.next(HealingEvent.Lost.class).loss())
                    .isEqualTo(new LeaseLoss(lease, LeaseLoss.Reason.NOT_FOUND));
            assertThat(told.next(HealingEvent.Healed.class).generation()).isEqualTo(2);
            assertThere(etcd, presence);
        }
    }

    @Test
    void aPartitionShorterThanTheLeaseChangesNothing() throws Exception {
        try (RealEtcd server = real();
                TcpProxy line = TcpProxy.to(server.endpoint());
                EtcdClient etcd = EtcdClient.connect(line.endpoint());
                EtcdClient other = EtcdClient.connect(server.endpoint());
                Presence presence = announce(etcd, Duration.ofSeconds(12))) {
            long lease = presence.lease().id();
            line.block();
            told.next(HealingEvent.AtRisk.class);
            assertThat(presence.state()).isEqualTo(Presence.State.AT_RISK);
            assertThat(other.kv().exists(KEY)).isTrue();
            line.heal();
            told.next(HealingEvent.Recovered.class);
            assertThere(etcd, presence);
            assertThat(presence.lease().id()).isEqualTo(lease);
            assertThat(told.anyOf(HealingEvent.Lost.class)).isFalse();
        }
    }

    @Test
    void aPartitionLongerThanTheLeaseIsToldAndHealedWhenItIsOver() throws Exception {
        try (RealEtcd server = real();
                TcpProxy line = TcpProxy.to(server.endpoint());
                EtcdClient etcd = EtcdClient.connect(line.endpoint());
                EtcdClient other = EtcdClient.connect(server.endpoint());
                Presence presence = announce(etcd, SHORT)) {
            line.block();
            LeaseLoss loss = told.next(HealingEvent.Lost.class).loss();
            assertThat(loss.reason()).isEqualTo(LeaseLoss.Reason.EXPIRED);
            Await.until("the server ends the lease", () -> !other.kv().exists(KEY));
            assertThat(presence.state()).isEqualTo(Presence.State.ABSENT);
            line.heal();
            told.next(HealingEvent.Healed.class);
            assertThere(other, presence);
        }
    }

    @Test
    void aKeyThatSomebodyTookDuringThePartitionIsToldAndLeftAlone() throws Exception {
        try (RealEtcd server = real();
                TcpProxy line = TcpProxy.to(server.endpoint());
                EtcdClient etcd = EtcdClient.connect(line.endpoint());
                EtcdClient other = EtcdClient.connect(server.endpoint());
                Presence presence = announce(etcd, SHORT)) {
            line.block();
            Await.until("the server ends the lease", () -> !other.kv().exists(KEY));
            other.kv().put(KEY, "another");
            line.heal();
            told.next(HealingEvent.KeyTaken.class);
            assertThat(told.next(HealingEvent.Healed.class).missing()).containsExactly(Bytes.utf8(KEY));
            assertThat(presence.state()).isEqualTo(Presence.State.TAKEN);
            assertThat(other.kv().get(KEY).map(kv -> kv.value().utf8())).contains("another");
            other.kv().delete(KEY);
            told.next(HealingEvent.KeyRestored.class);
            assertThere(other, presence);
        }
    }

    @Test
    void aKeyThatSomebodyDeletesComesBack() throws Exception {
        try (RealEtcd server = real();
                EtcdClient etcd = EtcdClient.connect(server.endpoint());
                Presence presence = announce(etcd, LONG)) {
            for (int i = 0; i < 20; i++) {
                server.etcdctl().run("del", KEY);
                assertThat(told.next(HealingEvent.KeyRestored.class).key()).isEqualTo(Bytes.utf8(KEY));
            }
            assertThere(etcd, presence);
            assertThat(presence.lease().generation()).isEqualTo(1);
        }
    }

    @Test
    void aKeyDeletedWhileItsHistoryIsCompactedComesBack() throws Exception {
        try (RealEtcd server = real();
                TcpProxy line = TcpProxy.to(server.endpoint());
                EtcdClient etcd = EtcdClient.connect(line.endpoint());
                EtcdClient other = EtcdClient.connect(server.endpoint());
                Presence presence = announce(etcd, LONG)) {
            line.block();
            other.kv().delete(KEY);
            long revision = other.kv().put("/other", "1").header().revision();
            other.kv().compact(revision);
            line.heal();
            Await.until("the key is there again", () -> other.kv().exists(KEY));
            assertThere(other, presence);
        }
    }

    @Test
    void aClosedPresenceIsGoneAtOnce_andAClosedClientsAfterItsTime() {
        try (RealEtcd server = real();
                EtcdClient etcd = EtcdClient.connect(server.endpoint())) {
            try (EtcdClient gone = EtcdClient.connect(server.endpoint())) {
                announce(gone, LONG).close();
                assertThat(etcd.kv().exists(KEY)).isFalse();
                Presence left = announce(gone, SHORT);
                assertThat(left.state()).isEqualTo(Presence.State.PRESENT);
            }
            Await.until("the lease's time is over", () -> !etcd.kv().exists(KEY));
        }
    }

    @Test
    void tokensThatEndDoNotEndIt() throws Exception {
        Secret password = Secret.of("a password");
        try (RealEtcd server = real("--auth-token-ttl=1")) {
            try (EtcdClient open = EtcdClient.connect(server.endpoint())) {
                open.auth().userAdd("root", password);
                open.auth().userGrantRole("root", "root");
                open.auth().enable();
            }
            try (EtcdClient etcd = EtcdClient.builder()
                            .endpoints(server.endpoint())
                            .user("root", password)
                            .build();
                    EtcdClient other = EtcdClient.builder()
                            .endpoints(server.endpoint())
                            .user("root", password)
                            .build();
                    Presence presence = announce(etcd, LONG)) {
                for (int i = 0; i < 3; i++) {
                    server.restart();
                    other.kv().delete(KEY);
                    told.next(HealingEvent.KeyRestored.class);
                }
                presence.update("host:2").get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(other.kv().get(KEY).map(kv -> kv.value().utf8())).contains("host:2");
                assertThat(presence.lease().generation()).isEqualTo(1);
            }
        }
    }

    /** System 000's flaws 10 and 12, as far as they are a lease's matter. */
    @Test
    void flaw10And12TheGrantedTtlPaces_lossIsToldAndHealed_andTheLastWriterDoesNotWinSilently() throws Exception {
        try (RealEtcd server = real("--election-timeout=4000", "--heartbeat-interval=400");
                EtcdClient etcd = EtcdClient.connect(server.endpoint());
                Presence presence = announce(etcd, Duration.ofSeconds(1))) {
            assertThat(presence.lease().ttl()).as("what the server granted").isEqualTo(Duration.ofSeconds(6));
            assertThatThrownBy(() -> etcd.leases().presence(KEY, "host:2", LONG))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining(KEY);
            assertThere(etcd, presence);
            etcd.leases().revoke(presence.lease().id());
            told.next(HealingEvent.Lost.class);
            told.next(HealingEvent.Healed.class);
            assertThere(etcd, presence);
        }
    }
}
