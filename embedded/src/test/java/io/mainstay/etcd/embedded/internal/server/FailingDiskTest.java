package io.mainstay.etcd.embedded.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.embedded.Waiting;
import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.auth.Passwords;
import io.mainstay.etcd.embedded.internal.auth.SimpleTokens;
import io.mainstay.etcd.embedded.internal.disk.DataDirectory;
import io.mainstay.etcd.embedded.internal.disk.FaultyDisk;
import io.mainstay.etcd.embedded.internal.disk.Owner;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.lock.LockResult;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testing.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose disk fails: at any action on the disk, nothing that was answered is lost, and nothing is half done.
 */
class FailingDiskTest {
    private static final ServerLimits LIMITS =
            new ServerLimits(128, 1_572_864, 2L << 30, 2, Duration.ofMinutes(10), Compat.V3_6, false);
    private static final int WRITES = 20;

    @TempDir
    private Path temp;

    @Test
    void whatWasAnsweredIsThereAtWhateverActionTheDiskFails() {
        FaultyDisk whole = new FaultyDisk();
        EtcdServer calm = open(whole, temp.resolve("calm"));
        int before = whole.actions();
        assertThat(writeUntilRefused(calm)).isEqualTo(WRITES);
        calm.close();
        int actions = whole.actions() - before;
        assertThat(actions).as("writes and forces, and a few checkpoints").isGreaterThan(2 * WRITES + 5);

        for (int i = 0; i < actions; i++) {
            Path path = temp.resolve("failing-" + i);
            FaultyDisk disk = new FaultyDisk();
            EtcdServer server = open(disk, path);
            disk.failAfter(i);
            int answered = writeUntilRefused(server);
            String seen = keys(server);
            server.close();
            disk.failAfter(Integer.MAX_VALUE);
            EtcdServer again = open(disk, path);
            int kept = Integer.parseInt(value(again, "n"));
            assertThat(kept).as("disk failed at action %d", i).isBetween(answered, answered + 1);
            assertThat(value(again, "copy")).isEqualTo(String.valueOf(kept));
            assertThat(seen).as("nobody sees what could be lost").isEqualTo("copy=" + answered + " n=" + answered);
            assertThat(writeUntilRefused(again)).isEqualTo(WRITES);
            again.close();
        }
    }

    @Test
    void aServerWhoseDiskFailedTellsSoAndStillReads() {
        FaultyDisk disk = new FaultyDisk();
        EtcdServer server = open(disk, temp.resolve("data"));
        ask(server, Rpcs.PUT, Op.put("a", "1"));
        disk.failAfter(0);
        assertThatThrownBy(() -> ask(server, Rpcs.PUT, Op.put("a", "2")))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("whether this write survives shows when the server is started again");
        assertThatThrownBy(() -> ask(server, Rpcs.PUT, Op.put("a", "3")))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
                .hasMessageContaining("no write is taken since the log could not be written");
        assertThat(value(server, "a")).isEqualTo("1");
        server.close();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoLocksWhileTheDiskStandsStillKeepsNoThread() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        EtcdServer server = open(disk, temp.resolve("data"));
        ask(server, Rpcs.LEASE_GRANT, new LeaseGrantRequest(Duration.ofHours(1), 7));
        ask(server, Rpcs.LEASE_GRANT, new LeaseGrantRequest(Duration.ofHours(1), 8));
        Bytes name = Bytes.utf8("l");
        CountDownLatch still = new CountDownLatch(1);
        disk.standStill(still);

        CompletableFuture<LockResult> lock = new CompletableFuture<>();
        begin(server, Rpcs.LOCK, new LockRequest(name, 7), lock);
        assertThat(keys(server)).as("read while it waits").isEqualTo("copy=0 n=0");
        assertThat(lock).isNotDone();
        still.countDown();
        assertThat(lock.get(30, TimeUnit.SECONDS).key()).isEqualTo(Bytes.utf8("l/7"));

        CompletableFuture<LockResult> next = new CompletableFuture<>();
        Cancellable waiting = begin(server, Rpcs.LOCK, new LockRequest(name, 8), next);
        Waiting.forState("it waits", () -> server.watcherCount() == 1);
        waiting.cancel();
        Waiting.forState("its place is given up", () -> value(server, "l/8").equals("0") && server.watcherCount() == 0);
        assertThat(next).isNotDone();
        assertThat(value(server, "l/7")).as("who holds it").isEmpty();
        server.close();
    }

    private static EtcdServer open(FaultyDisk disk, Path path) {
        FakeClock clock = new FakeClock();
        DataDirectory directory = DataDirectory.open(disk, path, new Owner(1, 2), 0);
        Identity identity = Identity.alone(1, 2);
        return new EtcdCore(
                        List.of(identity.self()),
                        LIMITS,
                        new EtcdCore.Surroundings(
                                clock,
                                new Random(1),
                                member -> List.of(),
                                new SimpleTokens(clock, Duration.ofMinutes(5)),
                                new Passwords(4)),
                        directory.state(),
                        new EtcdCore.Storage(directory, 1000),
                        null)
                .serve(identity);
    }

    /** Writes a number into two keys of one transaction, again and again, and compacts now and then. */
    private static int writeUntilRefused(EtcdServer server) {
        int answered = 0;
        try {
            for (int i = 1; i <= WRITES; i++) {
                String n = String.valueOf(i);
                ask(server, Rpcs.TXN, Op.txn(t -> t.then(Op.put("n", n), Op.put("copy", n))));
                answered = i;
                if (i % 10 == 0) {
                    ask(server, Rpcs.COMPACT, new CompactRequest(server.revision() - 1, true));
                }
            }
        } catch (Refused refused) {
            assertThat(refused.text()).contains("the log could not be written");
        }
        return answered;
    }

    private static String value(EtcdServer server, String key) {
        RangeResult found = ask(server, Rpcs.RANGE, RangeRequest.of(KeyRange.prefix(key)));
        return found.kvs().isEmpty() ? "0" : found.kvs().get(0).value().utf8();
    }

    private static String keys(EtcdServer server) {
        return "copy=" + value(server, "copy") + " n=" + value(server, "n");
    }

    private static <Q, R> Cancellable begin(EtcdServer server, Rpc<Q, R> rpc, Q request, CompletableFuture<R> answer) {
        return server.call(rpc, Asker.SERVER, request, new ResponseHandler<>() {
            @Override
            public void onResponse(R response) {
                answer.complete(response);
            }

            @Override
            public void onFailure(TransportFailure failure) {
                answer.completeExceptionally(new Refused(failure.code(), failure.text()));
            }
        });
    }

    private static <Q, R> R ask(EtcdServer server, Rpc<Q, R> rpc, Q request) {
        CompletableFuture<R> answer = new CompletableFuture<>();
        begin(server, rpc, request, answer);
        try {
            return answer.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw (Refused) refused.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
