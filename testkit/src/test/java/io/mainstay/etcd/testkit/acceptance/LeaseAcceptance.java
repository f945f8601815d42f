package io.mainstay.etcd.testkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseLoss;
import io.mainstay.etcd.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Leases: acceptance test 9. */
abstract class LeaseAcceptance extends Acceptance {
    @Test
    void a09ACutShorterThanTheTtlKeepsTheLease() throws Exception {
        try (KeptLease lease = etcd.leases().grantAndKeep(Duration.ofSeconds(8))) {
            other.kv().put(key("k"), "1", o -> o.lease(lease.id()));
            line.block();
            assertThat(lease.lost()
                            .copy()
                            .completeOnTimeout(null, 4, TimeUnit.SECONDS)
                            .get())
                    .isNull();
            line.heal();
            assertThat(lease.lost()
                            .copy()
                            .completeOnTimeout(null, 9, TimeUnit.SECONDS)
                            .get())
                    .as("loss after the cut, over more than the ttl")
                    .isNull();
            assertThat(lease.state()).isEqualTo(KeptLease.State.ACTIVE);
            assertThat(other.kv().get(key("k"))).isPresent();
        }
    }

    @Test
    void a09ALongerCutLosesItTypedAndAnotherCanBeGranted() throws Exception {
        KeptLease lease = etcd.leases().grantAndKeep(Duration.ofSeconds(2));
        other.kv().put(key("k"), "1", o -> o.lease(lease.id()));
        line.block();
        LeaseLoss loss = get(lease.lost());
        assertThat(loss).isEqualTo(new LeaseLoss(lease.id(), LeaseLoss.Reason.EXPIRED));
        // The client tells the loss no later than the server acts on it.
        Await.until("the server ends the lease", () -> other.kv().get(key("k")).isEmpty());
        line.heal();
        try (KeptLease next = etcd.leases().grantAndKeep(Duration.ofSeconds(2))) {
            etcd.kv().put(key("k"), "2", o -> o.lease(next.id()));
            assertThat(other.kv().get(key("k"))).isPresent();
        }
    }

    /**
     * Only who reads the wall clock can be misled by it, and in the client that is nobody but TLS, for certificates.
     */
    @Test
    void a09AClockJumpChangesNothingBecauseNobodyReadsThatClock() throws Exception {
        Path client = Path.of(EtcdClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isDirectory(client)) {
            assertNobodyReadsTheWallClock(client);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(client)) {
                assertNobodyReadsTheWallClock(jar.getPath("/"));
            }
        }
    }

    private static void assertNobodyReadsTheWallClock(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            List<Path> compiled = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.getParent().endsWith("internal/tls"))
                    .toList();
            assertThat(compiled).hasSizeGreaterThan(100);
            assertThat(compiled).filteredOn(LeaseAcceptance::readsTheWallClock).isEmpty();
        }
    }

    private static boolean readsTheWallClock(Path file) {
        try {
            String constants = Files.readString(file, StandardCharsets.ISO_8859_1);
            return Stream.of("currentTimeMillis", "java/time/Instant", "java/time/Clock", "java/util/Date")
                    .anyMatch(constants::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
