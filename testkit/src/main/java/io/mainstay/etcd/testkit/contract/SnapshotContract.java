package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.cluster.Maintenance;
import io.mainstay.etcd.cluster.SnapshotProgress;
import io.mainstay.etcd.cluster.SnapshotResult;
import io.mainstay.etcd.error.CallCancelledException;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.SnapshotException;
import io.mainstay.etcd.kv.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of a member: whole and verified, or not there. */
public abstract class SnapshotContract extends ContractSuite {
    @TempDir
    Path folder;

    private Maintenance member;

    @BeforeEach
    void hold() {
        member = etcd().cluster().maintenance(target().endpoint().toString());
        etcd().kv().put(key("a"), "x".repeat(100_000));
    }

    @AfterEach
    void letGo() throws IOException {
        member.close();
        assertThat(files()).as("what is left beside the snapshot").allMatch(name -> name.equals("snapshot.db"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).toList();
        }
    }

    private Path file() {
        return folder.resolve("snapshot.db");
    }

    @Test
    void savesAVerifiedFile() throws Exception {
        List<SnapshotProgress> progress = new ArrayList<>();
        SnapshotResult result = member.snapshot(file(), o -> o.progress(progress::add));
        byte[] saved = Files.readAllBytes(file());
        assertThat(result.size()).isEqualTo(saved.length);
        assertThat(saved.length % 512).isEqualTo(32);
        byte[] database = Arrays.copyOf(saved, saved.length - 32);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(database);
        assertThat(Arrays.copyOfRange(saved, database.length, saved.length)).isEqualTo(hash);
        assertThat(result.sha256()).isEqualTo(Bytes.of(hash));
        if (serverIsAtLeast(3, 6)) {
            assertThat(result.version()).matches("3\\.\\d+\\.\\d+");
        }
        assertThat(progress).isSortedAccordingTo((a, b) -> Long.compare(a.written(), b.written()));
        assertThat(progress).allMatch(each -> each.total() == database.length);
        assertThat(progress.get(progress.size() - 1).written()).isEqualTo(database.length);
    }

    @Test
    void replacesAFileOnlyByAWholeOne() throws Exception {
        Files.writeString(file(), "old");
        assertThatThrownBy(() -> member.snapshot(
                        file(),
                        o -> o.progress(p -> {
                            throw new IllegalStateException("enough");
                        })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        assertThat(file()).hasContent("old");
        member.snapshot(file());
        assertThat(Files.size(file())).isGreaterThan(100_000);
    }

    @Test
    void writesToAStreamAndToAFileTheSame() throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        SnapshotResult result = member.snapshot(stream, o -> o);
        assertThat(stream.size()).isEqualTo(result.size());
        byte[] database = Arrays.copyOf(stream.toByteArray(), stream.size() - 32);
        assertThat(Bytes.of(MessageDigest.getInstance("SHA-256").digest(database)))
                .isEqualTo(result.sha256());
    }

    @Test
    void savesForAFuture() throws Exception {
        SnapshotResult result = Waiting.get(member.async().snapshot(file(), o -> o));
        assertThat(Files.size(file())).isEqualTo(result.size());
    }

    @Test
    void leavesNothingWhenCancelled() throws Exception {
        Files.writeString(file(), "old");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        CompletableFuture<SnapshotResult> snapshot = member.async()
                .snapshot(
                        file(),
                        o -> o.progress(p -> {
                            begun.countDown();
                            awaitQuietly(cancelled);
                            over.countDown();
                        }));
        awaitQuietly(begun);
        assertThat(files()).contains("snapshot.db.part");
        snapshot.cancel(false);
        cancelled.countDown();
        awaitQuietly(over);
        while (files().contains("snapshot.db.part")) {
            Thread.onSpinWait();
        }
        assertThat(file()).hasContent("old");
    }

    @Test
    void refusesTwoWritersOfOneFile() {
        assertThatThrownBy(() -> member.snapshot(file(), o -> o.progress(p -> member.snapshot(file()))))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("being written by another");
    }

    @Test
    void saysWhatCannotBeWritten() {
        assertThatThrownBy(() -> member.snapshot(folder.resolve("none").resolve("snapshot.db")))
                .isInstanceOfSatisfying(SnapshotException.class, e -> {
                    assertThat(e.maybeApplied()).isFalse();
                    assertThat(e).hasMessageContaining("none").hasCauseInstanceOf(IOException.class);
                });
        assertThatThrownBy(() -> member.snapshot(folder)).hasMessageContaining("is a directory");
    }

    @Test
    void endsWhenItsTimeIsUp() {
        assertThatThrownBy(() -> member.snapshot(file(), o -> o.timeout(Duration.ofNanos(1))))
                .isInstanceOf(DeadlineExceededException.class);
        assertThatThrownBy(() -> member.snapshot(file(), o -> o.timeout(Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endsWhenTheWriterIsInterrupted() {
        assertThatThrownBy(() -> member.snapshot(
                        file(), o -> o.progress(p -> Thread.currentThread().interrupt())))
                .isInstanceOfAny(CallCancelledException.class, SnapshotException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
                throw new AssertionError("it did not come within " + PATIENCE);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
