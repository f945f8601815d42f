package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.testing.FakeClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand leases, each with a key, whose time is over at once: they end a thousand a second, and all of them. */
class ManyLeasesTest {
    private static final int LEASES = 10_000;
    private static final int A_SCAN = 500;
    private static final Duration SCAN = Duration.ofMillis(500);
    private static final int TTL = 60;
    private static final Pattern FORCES = Pattern.compile("(?m)^etcd_disk_wal_fsync_duration_seconds_count (\\S+)$");

    private final FakeClock clock = new FakeClock();

    @Test
    void inMemory() throws Exception {
        try (EmbeddedEtcd etcd = EmbeddedEtcd.builder().clock(clock).start()) {
            allEnd(etcd);
        }
    }

    @Test
    void onDiskWhereTheySharePiecesOfTheLog(@TempDir Path dir) throws Exception {
        try (EmbeddedEtcd etcd =
                EmbeddedEtcd.builder().clock(clock).dataDir(dir).start()) {
            assertThat(allEnd(etcd)).as("times that the disk was forced").isLessThan(LEASES / 2);
        }
        try (EmbeddedEtcd etcd =
                EmbeddedEtcd.builder().clock(clock).dataDir(dir).start()) {
            assertThat(etcd.leaseCount()).isZero();
            assertThat(etcd.revision()).isEqualTo(1 + 2 * LEASES);
        }
    }

    /** Says how often the disk was forced while they ended. */
    private long allEnd(EmbeddedEtcd etcd) throws Exception {
        Caller caller = new Caller(etcd);
        for (int id = 1; id <= LEASES; id++) {
            caller.grant(id, TTL);
            caller.put(Op.put("key/" + id, "").lease(id));
        }
        long before = forces(etcd);
        clock.advance(Duration.ofSeconds(TTL).minus(SCAN));
        assertThat(etcd.leaseCount()).as("none ends early").isEqualTo(LEASES);
        for (int left = LEASES - A_SCAN; left >= 0; left -= A_SCAN) {
            clock.advance(SCAN);
            int now = left;
            Waiting.forState(now + " leases are left", () -> etcd.leaseCount() == now);
        }
        assertThat(etcd.revision()).as("each key's end is a revision").isEqualTo(1 + 2 * LEASES);
        return forces(etcd) - before;
    }

    private static long forces(EmbeddedEtcd etcd) throws Exception {
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(etcd.endpoint() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        Matcher line = FORCES.matcher(page.body());
        return line.find() ? Double.valueOf(line.group(1)).longValue() : 0;
    }
}
