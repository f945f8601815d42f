package io.mainstay.etcd.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.cluster.Maintenance;
import io.mainstay.etcd.cluster.SnapshotChunk;
import io.mainstay.etcd.cluster.SnapshotRequest;
import io.mainstay.etcd.cluster.SnapshotResult;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.error.SnapshotException;
import io.mainstay.etcd.error.UnavailableException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of a server played by hand: whatever is wrong with what it sends, no file appears or changes. */
@Timeout(30)
class SnapshotScriptTest {
    private static final byte[] PAGE = new byte[512];

    @TempDir
    Path folder;

    private final ScriptedTransport server = new ScriptedTransport();
    private final EtcdClient etcd =
            EtcdClient.builder().transport(server).random(new Random(1)).build();
    private final Maintenance member = etcd.cluster().maintenance("http://127.0.0.1:2379");
    private CompletableFuture<SnapshotResult> snapshot = new CompletableFuture<>();

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(file(), "old");
        snapshot = member.async().snapshot(file(), o -> o);
    }

    @AfterEach
    void close() throws IOException {
        etcd.close();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file());
        }
    }

    private Path file() {
        return folder.resolve("snapshot.db");
    }

    private ScriptedStream<SnapshotRequest, SnapshotChunk> stream() {
        ScriptedStream<SnapshotRequest, SnapshotChunk> stream = server.nextStream(Rpcs.SNAPSHOT);
        assertThat(stream.nextSent()).isEqualTo(new SnapshotRequest());
        while (!stream.hasRoom()) {
            Thread.onSpinWait();
        }
        return stream;
    }

    private static SnapshotChunk chunk(byte[] blob, long remaining) {
        return new SnapshotChunk(ResponseHeader.EMPTY, remaining, Bytes.of(blob), "3.6.0");
    }

    private static byte[] hash(byte[]... parts) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private <T extends EtcdException> T failure(Class<T> type) throws Exception {
        try {
            throw new AssertionError("it succeeded: " + snapshot.get(10, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            assertThat(file()).hasContent("old");
            assertThat(e.getCause()).isInstanceOf(type);
            return type.cast(e.getCause());
        }
    }

    @Test
    void savesWhatIsWholeAndRight() throws Exception {
        ScriptedStream<SnapshotRequest, SnapshotChunk> stream = stream();
        stream.reply(chunk(PAGE, 512));
        stream.reply(chunk(PAGE, 0));
        stream.reply(chunk(hash(PAGE, PAGE), 0));
        stream.end(null);
        SnapshotResult result = snapshot.get(10, TimeUnit.SECONDS);
        assertThat(result).isEqualTo(new SnapshotResult(1056, Bytes.of(hash(PAGE, PAGE)), "3.6.0"));
        assertThat(Files.size(file())).isEqualTo(1056);
    }

    @Test
    void refusesAWrongHash() throws Exception {
        ScriptedStream<SnapshotRequest, SnapshotChunk> stream = stream();
        stream.reply(chunk(PAGE, 0));
        stream.reply(chunk(hash(PAGE, PAGE), 0));
        stream.end(null);
        SnapshotException wrong = failure(SnapshotException.class);
        assertThat(wrong).hasMessageContaining("SHA-256");
        assertThat(wrong.code()).isEqualTo(ErrorCode.DATA_LOSS);
        assertThat(wrong.retryable()).isTrue();
        assertThat(wrong.maybeApplied()).isFalse();
    }

    @Test
    void refusesOneThatBreaksOff() throws Exception {
        ScriptedStream<SnapshotRequest, SnapshotChunk> stream = stream();
        stream.reply(chunk(PAGE, 512));
        stream.reply(chunk(PAGE, 0));
        stream.end(null);
        assertThat(failure(SnapshotException.class)).hasMessageContaining("broke off after 1024 of 1024");
    }

    @Test
    void refusesOneThatIsShorterThanAnnounced() throws Exception {
        ScriptedStream<SnapshotRequest, SnapshotChunk> stream = stream();
        stream.reply(chunk(PAGE, 512));
        stream.reply(chunk(hash(PAGE), 0));
        stream.end(null);
        assertThat(failure(SnapshotException.class)).hasMessageContaining("announced 1024 bytes and sent 512");
    }

    @Test
    void refusesPartsOfPagesAndNothing() throws Exception {
        ScriptedStream<SnapshotRequest, SnapshotChunk> stream = stream();
        stream.reply(chunk(new byte[100], 0));
        stream.reply(chunk(hash(new byte[100]), 0));
        stream.end(null);
        assertThat(failure(SnapshotException.class)).hasMessageContaining("whole number of pages");
        snapshot = member.async().snapshot(file(), o -> o);
        stream().end(null);
        assertThat(failure(SnapshotException.class)).hasMessageContaining("nothing");
    }

    @Test
    void beginsAgainOnlyBeforeTheFirstPiece() throws Exception {
        stream().end(TransportFailure.lost("connection reset", null));
        ScriptedStream<SnapshotRequest, SnapshotChunk> second = stream();
        second.reply(chunk(PAGE, 512));
        second.end(TransportFailure.lost("connection reset", null));
        failure(UnavailableException.class);
        assertThat(server.hasStream()).isFalse();
    }

    @Test
    void doesNotAskAgainWhereItMayNot() throws Exception {
        stream().end(TransportFailure.answered(ErrorCode.PERMISSION_DENIED, "etcdserver: permission denied"));
        failure(PermissionDeniedException.class);
        assertThat(server.hasStream()).isFalse();
    }

    @Test
    void asksForNoMoreThanItCanHold() throws Exception {
        ScriptedStream<SnapshotRequest, SnapshotChunk> stream = stream();
        stream.reply(chunk(PAGE, 512));
        snapshot.cancel(false);
        while (!stream.isCancelled()) {
            Thread.onSpinWait();
        }
        assertThat(file()).hasContent("old");
        snapshot = new CompletableFuture<>();
        untilNoPart();
    }

    @Test
    void endsWithItsClient() throws Exception {
        ScriptedStream<SnapshotRequest, SnapshotChunk> stream = stream();
        stream.reply(chunk(PAGE, 512));
        etcd.close();
        stream.end(TransportFailure.lost("the transport was closed", null));
        failure(ClientClosedException.class);
    }

    private void untilNoPart() {
        while (Files.exists(folder.resolve("snapshot.db.part"))) {
            Thread.onSpinWait();
        }
    }
}
