package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.auth.AuthEnableRequest;
import io.mainstay.etcd.auth.AuthenticateRequest;
import io.mainstay.etcd.auth.RoleAddRequest;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.auth.UserAddRequest;
import io.mainstay.etcd.auth.UserGrantRoleRequest;
import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.embedded.directory.DataDirectoryException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.testing.FakeClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server that is started on a data directory has of the one before it. */
class DataDirTest {
    private final long seed = new Random().nextLong();

    @TempDir
    private Path dir;

    @Test
    void everythingIsThereAgain() {
        HashKvResult hash;
        String name;
        List<Bytes> leased;
        try (EmbeddedEtcd etcd = start()) {
            Caller caller = new Caller(etcd);
            name = etcd.toString();
            caller.grant(7, 60);
            caller.grant(8, 30);
            change(caller, 100);
            caller.put(Op.put("leased", "").lease(7));
            caller.ask(Rpcs.LEASE_REVOKE, new LeaseRevokeRequest(8));
            caller.ask(Rpcs.COMPACT, new CompactRequest(etcd.revision() / 2, true));
            change(caller, 30);
            caller.ask(Rpcs.ALARM, new AlarmRequest(AlarmRequest.Action.ACTIVATE, 5, AlarmType.NOSPACE));
            hash = hash(caller, 0);
            leased = lease(caller, 7).keys();
        }
        try (EmbeddedEtcd etcd = start()) {
            Caller caller = new Caller(etcd);
            assertThat(etcd).hasToString(name);
            assertThat(hash(caller, 0)).as("seed %d", seed).isEqualTo(hash);
            assertThat(caller.refusal(Rpcs.PUT, Op.put("a", ""))).contains("database space exceeded");
            assertThat(caller.ask(Rpcs.ALARM, AlarmRequest.list()).alarms())
                    .containsExactly(new Alarm(5, AlarmType.NOSPACE));
            assertThat(etcd.leaseCount()).isEqualTo(1);
            assertThat(lease(caller, 7).keys())
                    .as("seed %d", seed)
                    .contains(Bytes.utf8("leased"))
                    .isEqualTo(leased);
            caller.ask(Rpcs.ALARM, AlarmRequest.disarm(new Alarm(5, AlarmType.NOSPACE)));
            assertThat(caller.put("a", "")).isEqualTo(hash.header().revision() + 1);
        }
    }

    @Test
    void aServerOnADirectoryIsTheSameAsOneInMemory() {
        HashKvResult onDisk;
        try (EmbeddedEtcd etcd = start()) {
            onDisk = script(new Caller(etcd));
        }
        try (EmbeddedEtcd etcd = start();
                EmbeddedEtcd memory = EmbeddedEtcd.start()) {
            Caller caller = new Caller(etcd);
            HashKvResult inMemory = script(new Caller(memory));
            assertThat(onDisk.hash()).as("seed %d", seed).isEqualTo(inMemory.hash());
            assertThat(hash(caller, 0).hash()).as("seed %d", seed).isEqualTo(inMemory.hash());
            long index = new Caller(memory)
                    .ask(Rpcs.STATUS, new StatusRequest())
                    .raft()
                    .index();
            assertThat(caller.ask(Rpcs.STATUS, new StatusRequest()).raft().index())
                    .isEqualTo(index);
        }
    }

    @Test
    void aLeaseHasItsWholeLifeAgainAndEndsThen() {
        FakeClock first = new FakeClock();
        try (EmbeddedEtcd etcd = builder().clock(first).start()) {
            Caller caller = new Caller(etcd);
            caller.grant(7, 60);
            caller.put(Op.put("a", "").lease(7));
            first.advance(Duration.ofSeconds(50));
            assertThat(lease(caller, 7).ttl()).isEqualTo(Duration.ofSeconds(10));
        }
        FakeClock second = new FakeClock();
        try (EmbeddedEtcd etcd = builder().clock(second).start()) {
            Caller caller = new Caller(etcd);
            assertThat(lease(caller, 7).ttl()).isEqualTo(Duration.ofSeconds(60));
            long revision = etcd.revision();
            second.advance(Duration.ofSeconds(61));
            caller.put("behind what was to end", "");
            assertThat(etcd.leaseCount()).isZero();
            assertThat(etcd.revision()).isEqualTo(revision + 2);
        }
    }

    @Test
    @Timeout(60)
    void compactionFreesTheDisk() {
        try (EmbeddedEtcd etcd = start()) {
            Caller caller = new Caller(etcd);
            String large = "x".repeat(100_000);
            for (int i = 0; i < 50; i++) {
                caller.put("k", large + i);
            }
            assertThat(size()).isGreaterThan(5_000_000);
            caller.ask(Rpcs.COMPACT, new CompactRequest(etcd.revision(), true));
            while (size() > 500_000) {
                caller.put("l", "the checkpoint is taken meanwhile");
            }
        }
        try (EmbeddedEtcd etcd = start()) {
            assertThat(etcd.revision()).isGreaterThanOrEqualTo(51);
            RangeResult found = new Caller(etcd).ask(Rpcs.RANGE, RangeRequest.of(KeyRange.all()));
            assertThat(found.kvs().get(0).value().utf8()).endsWith("x49");
        }
    }

    @Test
    void manyWritersAndCheckpointsAmongThemLoseNothing() throws Exception {
        int writers = 8;
        int each = 60;
        HashKvResult hash;
        try (EmbeddedEtcd etcd = builder().longLog(1500).start()) {
            ExecutorService threads = Executors.newFixedThreadPool(writers);
            List<CompletableFuture<Void>> done = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                String prefix = "w" + w + "/";
                done.add(CompletableFuture.runAsync(
                        () -> {
                            Caller caller = new Caller(etcd);
                            for (int i = 0; i < each; i++) {
                                caller.put(prefix + i % 10, String.valueOf(i));
                            }
                        },
                        threads));
            }
            CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            threads.shutdown();
            assertThat(etcd.revision()).isEqualTo(1 + writers * each);
            hash = hash(new Caller(etcd), 0);
        }
        assertThat(files(".checkpoint")).as("checkpoints were taken").hasSize(1);
        try (EmbeddedEtcd etcd = start()) {
            assertThat(hash(new Caller(etcd), 0)).isEqualTo(hash);
        }
    }

    @Test
    void aDirectoryInUseIsRefusedAndLeavesNothingBehind() {
        try (EmbeddedEtcd etcd = start()) {
            assertThat(etcd.revision()).isEqualTo(1);
            assertThatThrownBy(this::start)
                    .isInstanceOfSatisfying(
                            DataDirectoryException.class,
                            e -> assertThat(e.reason()).isEqualTo(DataDirectoryException.Reason.IN_USE));
        }
        start().close();
    }

    @Test
    void usersAndRolesAreThereAgain() {
        try (EmbeddedEtcd etcd = start()) {
            Caller caller = new Caller(etcd);
            caller.ask(Rpcs.ROLE_ADD, new RoleAddRequest("reader"));
            caller.ask(Rpcs.USER_ADD, new UserAddRequest("root", Secret.of("secret")));
            caller.ask(Rpcs.USER_GRANT_ROLE, new UserGrantRoleRequest("root", "root"));
            caller.ask(Rpcs.AUTH_ENABLE, new AuthEnableRequest());
        }
        try (EmbeddedEtcd etcd = start()) {
            Caller caller = new Caller(etcd);
            assertThat(caller.refusal(Rpcs.PUT, Op.put("a", ""))).contains("user name is empty");
            assertThat(caller.refusal(Rpcs.AUTHENTICATE, new AuthenticateRequest("root", Secret.of("guessed"))))
                    .contains("authentication failed, invalid user ID or password");
            caller.ask(Rpcs.AUTHENTICATE, new AuthenticateRequest("root", Secret.of("secret")));
        }
    }

    private HashKvResult script(Caller caller) {
        caller.grant(7, 60);
        change(caller, 80);
        caller.ask(Rpcs.COMPACT, new CompactRequest(20, true));
        change(caller, 50);
        return hash(caller, 0);
    }

    private void change(Caller caller, int times) {
        Random random = new Random(seed);
        for (int i = 0; i < times; i++) {
            String key = "k" + random.nextInt(20);
            String value = String.valueOf(i);
            switch (random.nextInt(4)) {
                case 0 -> caller.ask(Rpcs.DELETE_RANGE, Op.delete(key));
                case 1 -> caller.put(Op.put(key, value).lease(7));
                case 2 -> caller.put(key, value);
                default ->
                    caller.ask(Rpcs.TXN, Op.txn(t -> t.then(Op.put(key, value), Op.delete("z"), Op.put("y", ""))));
            }
        }
    }

    private static HashKvResult hash(Caller caller, long revision) {
        return caller.ask(Rpcs.HASH_KV, new HashKvRequest(revision));
    }

    private static LeaseTimeToLiveResult lease(Caller caller, long id) {
        return caller.ask(Rpcs.LEASE_TIME_TO_LIVE, new LeaseTimeToLiveRequest(id, true));
    }

    private EmbeddedEtcdBuilder builder() {
        return EmbeddedEtcd.builder().dataDir(dir.resolve("data"));
    }

    private EmbeddedEtcd start() {
        return builder().start();
    }

    private long size() {
        return files("").stream().mapToLong(DataDirTest::sizeOf).sum();
    }

    private List<Path> files(String suffix) {
        try (Stream<Path> files = Files.list(dir.resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException removed) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
