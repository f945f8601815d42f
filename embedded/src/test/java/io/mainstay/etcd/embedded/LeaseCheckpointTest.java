package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.cluster.SnapshotChunk;
import io.mainstay.etcd.cluster.SnapshotRequest;
import io.mainstay.etcd.embedded.Levers.Held;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.testing.FakeClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leases have left after their server was started again, or has another leader. */
class LeaseCheckpointTest {
    private static final long LEASE = 7;

    private final FakeClock clock = new FakeClock();

    @TempDir
    private Path folder;

    private EmbeddedEtcdBuilder options(boolean checkpoints) {
        return EmbeddedEtcd.builder().clock(clock).leaseCheckpoints(checkpoints);
    }

    private EmbeddedEtcd durable(boolean checkpoints) {
        return options(checkpoints).dataDir(folder.resolve("data")).start();
    }

    /** With a life of 1,000 s checkpoints are due after 300 s and 600 s, at 700 s and 400 s left, and after 900 s. */
    @ParameterizedTest
    @CsvSource({"true, 250, 1000", "true, 350, 700", "true, 650, 400", "true, 950, 100", "false, 950, 1000"})
    void aLeaseGoesOnFromItsLastCheckpoint(boolean checkpoints, int seconds, int left) throws Exception {
        try (EmbeddedEtcd etcd = durable(checkpoints)) {
            new Caller(etcd).grant(LEASE, 1000);
            live(etcd, seconds);
            assertThat(lease(etcd).ttl()).isEqualTo(Duration.ofSeconds(1000 - seconds));
        }
        try (EmbeddedEtcd etcd = durable(checkpoints)) {
            assertThat(lease(etcd).ttl()).isEqualTo(Duration.ofSeconds(left));
            assertThat(lease(etcd).grantedTtl()).isEqualTo(Duration.ofSeconds(1000));
        }
    }

    /** Lets time go by in steps, each of which is done with, on the disk too, before the next. */
    private void live(EmbeddedEtcd etcd, int seconds) {
        for (int i = 0; i < seconds; i += 50) {
            clock.advance(Duration.ofSeconds(50));
            new Caller(etcd).put("step", String.valueOf(i));
        }
    }

    @Test
    void aRenewedLeaseHasItsWholeLifeAgain() throws Exception {
        try (EmbeddedEtcd etcd = durable(true)) {
            new Caller(etcd).grant(LEASE, 1000);
            live(etcd, 350);
            Recorder<LeaseKeepAliveRequest, LeaseKeepAliveResult> stream =
                    Recorder.open(etcd.transport(), Rpcs.LEASE_KEEP_ALIVE);
            assertThat(stream.ask(new LeaseKeepAliveRequest(LEASE)).ttl()).isEqualTo(Duration.ofSeconds(1000));
            live(etcd, 200);
        }
        try (EmbeddedEtcd etcd = durable(true)) {
            assertThat(lease(etcd).ttl()).isEqualTo(Duration.ofSeconds(1000));
            live(etcd, 350);
        }
        try (EmbeddedEtcd etcd = durable(true)) {
            assertThat(lease(etcd).ttl())
                    .as("the one before took checkpoints too")
                    .isEqualTo(Duration.ofSeconds(700));
            live(etcd, 700);
            clock.advance(Duration.ofSeconds(1));
            new Caller(etcd).put("after", "it");
            assertThat(etcd.leaseCount()).isZero();
        }
    }

    @Test
    void anotherLeaderGoesOnFromTheLastCheckpoint() {
        try (EmbeddedEtcdCluster cluster =
                EmbeddedEtcdCluster.builder().store(options(true)).start()) {
            new Caller(cluster.member(0).transport()).grant(LEASE, 1000);
            clock.advance(Duration.ofSeconds(350));
            cluster.member(0).stop();
            assertThat(lease(new Caller(cluster.member(1).transport())).ttl()).isEqualTo(Duration.ofSeconds(700));
        }
        try (EmbeddedEtcd etcd = options(true).start()) {
            new Caller(etcd).grant(LEASE, 1000);
            clock.advance(Duration.ofSeconds(350));
            Held lost = etcd.levers().loseLeader();
            lost.close();
            assertThat(lease(etcd).ttl()).isEqualTo(Duration.ofSeconds(700));
        }
    }

    @Test
    void aSnapshotTellsTheLastCheckpoint() throws Exception {
        Path file = folder.resolve("snapshot.db");
        try (EmbeddedEtcd etcd = options(true).start()) {
            new Caller(etcd).grant(LEASE, 1000);
            clock.advance(Duration.ofSeconds(350));
            Recorder<SnapshotRequest, SnapshotChunk> stream = Recorder.open(etcd.transport(), Rpcs.SNAPSHOT);
            stream.exchange().send(new SnapshotRequest());
            assertThat(stream.ended()).isNull();
            Files.createFile(file);
            while (!stream.isEmpty()) {
                Files.write(file, stream.next().blob().toByteArray(), StandardOpenOption.APPEND);
            }
        }
        try (EmbeddedEtcd etcd = options(true).snapshot(file).start()) {
            assertThat(lease(etcd).ttl()).isEqualTo(Duration.ofSeconds(700));
        }
        try (EmbeddedEtcd etcd = options(false).snapshot(file).start()) {
            assertThat(lease(etcd).ttl()).isEqualTo(Duration.ofSeconds(1000));
        }
    }

    private static LeaseTimeToLiveResult lease(EmbeddedEtcd etcd) {
        return lease(new Caller(etcd));
    }

    private static LeaseTimeToLiveResult lease(Caller caller) {
        return caller.ask(Rpcs.LEASE_TIME_TO_LIVE, new LeaseTimeToLiveRequest(LEASE, false));
    }
}
