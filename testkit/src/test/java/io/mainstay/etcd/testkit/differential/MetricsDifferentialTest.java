package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.testkit.Await;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.differential.GatewayRequests.Ask;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.watch.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of metrics of the embedded etcd against a real one's: the same names, and the same numbers. */
@ExtendWith(LeakGate.class)
class MetricsDifferentialTest {
    private static final String PUT = "/v3/kv/put";
    private static final String RANGE = "/v3/kv/range";
    private static final String DELETE = "/v3/kv/deleterange";
    private static final String TXN = "/v3/kv/txn";

    /**
     * What is compared: all that does not depend on a server's own file, ids and process. How many messages there were
     * is not, because etcd counts a message sent for a call that failed, and one received for the end of a stream.
     */
    private static final Set<String> COMPARED = Set.of(
            "etcd_debugging_auth_revision",
            "etcd_debugging_lease_granted_total",
            "etcd_debugging_lease_renewed_total",
            "etcd_debugging_lease_revoked_total",
            "etcd_debugging_lease_ttl_total_bucket",
            "etcd_debugging_lease_ttl_total_count",
            "etcd_debugging_lease_ttl_total_sum",
            "etcd_debugging_mvcc_compact_revision",
            "etcd_debugging_mvcc_current_revision",
            "etcd_debugging_mvcc_db_compaction_keys_total",
            "etcd_debugging_mvcc_db_compaction_total_duration_milliseconds_count",
            "etcd_debugging_mvcc_events_total",
            "etcd_debugging_mvcc_keys_total",
            "etcd_debugging_mvcc_slow_watcher_total",
            "etcd_debugging_mvcc_total_put_size_in_bytes",
            "etcd_debugging_mvcc_watch_stream_total",
            "etcd_debugging_mvcc_watcher_total",
            "etcd_debugging_server_alarms",
            "etcd_debugging_server_lease_expired_total",
            "etcd_disk_backend_defrag_duration_seconds_count",
            "etcd_disk_backend_snapshot_duration_seconds_count",
            "etcd_disk_defrag_inflight",
            "etcd_mvcc_delete_total",
            "etcd_mvcc_hash_duration_seconds_count",
            "etcd_mvcc_hash_rev_duration_seconds_count",
            "etcd_mvcc_put_total",
            "etcd_mvcc_range_total",
            "etcd_mvcc_txn_total",
            "etcd_network_client_grpc_received_bytes_total",
            "etcd_server_apply_duration_seconds_count",
            "etcd_server_client_requests_total",
            "etcd_server_has_leader",
            "etcd_server_health_failures",
            "etcd_server_health_success",
            "etcd_server_is_leader",
            "etcd_server_leader_changes_seen_total",
            "etcd_server_proposals_applied_total",
            "etcd_server_proposals_committed_total",
            "etcd_server_proposals_failed_total",
            "etcd_server_proposals_pending",
            "etcd_server_quota_backend_bytes",
            "grpc_server_handled_total",
            "grpc_server_started_total");

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void countsAsEtcd(String version) throws Exception {
        try (RealEtcd real = real(version);
                EmbeddedEtcd embedded = EmbeddedEtcd.builder().compat(version).start()) {
            SoftAssertions softly = new SoftAssertions();
            for (Ask ask : asks()) {
                Map<String, Double> ours = counted(embedded.endpoint(), ask);
                softly.assertThat(ours).as(ask.toString()).isEqualTo(counted(real.endpoint(), ask));
            }
            softly.assertAll();
            assertSameNames(embedded.endpoint(), real.endpoint());
        }
    }

    @Test
    void countsCallsAndWatchesOverGrpcAsEtcd() throws Exception {
        try (RealEtcd real = real("3.6");
                EmbeddedEtcd embedded = EmbeddedEtcd.start()) {
            Map<String, Double> ours = watched(embedded.endpoint());
            assertThat(ours)
                    .isEqualTo(watched(real.endpoint()))
                    .containsEntry("etcd_debugging_mvcc_watcher_total", 1.0)
                    .containsEntry("etcd_debugging_mvcc_events_total", 2.0);
            assertSameNames(embedded.endpoint(), real.endpoint());
        }
    }

    @Test
    void tellsOfALostLeaderAnAlarmAndTheDisk(@TempDir Path folder) throws Exception {
        try (EmbeddedEtcd etcd =
                EmbeddedEtcd.builder().dataDir(folder.resolve("data")).start()) {
            MetricsText before = MetricsText.of(etcd.endpoint());
            assertThat(before.samples())
                    .containsEntry("etcd_server_has_leader", 1.0)
                    .containsEntry("etcd_server_leader_changes_seen_total", 1.0);
            try (var lost = etcd.levers().loseLeader()) {
                assertThat(MetricsText.of(etcd.endpoint()).samples())
                        .containsEntry("etcd_server_has_leader", 0.0)
                        .containsEntry("etcd_server_is_leader", 0.0);
            }
            counted(etcd.endpoint(), put("a"));
            assertThat(MetricsText.of(etcd.endpoint()).since(before))
                    .containsEntry("etcd_server_leader_changes_seen_total", 1.0)
                    .containsEntry("etcd_server_proposals_committed_total", 1.0)
                    .containsEntry("etcd_disk_wal_fsync_duration_seconds_count", 1.0)
                    .containsEntry("etcd_disk_wal_write_duration_seconds_count", 1.0)
                    .containsKey("etcd_disk_wal_write_bytes_total")
                    .doesNotContainKey("etcd_server_has_leader");
        }
        try (EmbeddedEtcd again =
                EmbeddedEtcd.builder().dataDir(folder.resolve("data")).start()) {
            assertThat(MetricsText.of(again.endpoint()).samples())
                    .containsEntry("etcd_debugging_mvcc_keys_total", 1.0)
                    .containsEntry("etcd_mvcc_put_total", 0.0);
        }
    }

    private static List<Ask> asks() {
        return List.of(
                put("a"),
                put("a"),
                put("b"),
                Ask.post(PUT, "{}"),
                Ask.post(PUT, "{"),
                Ask.post(PUT, "{\"key\":\"YQ==\",\"lease\":\"77\"}"),
                Ask.post(PUT, "{\"key\":\"YQ==\",\"prev_kv\":true}"),
                Ask.post(PUT, "{\"key\":\"YQ==\",\"ignore_value\":true}"),
                Ask.post(RANGE, "{\"key\":\"YQ==\"}"),
                Ask.post(RANGE, "{\"key\":\"YQ==\",\"serializable\":true}"),
                Ask.post(RANGE, "{\"key\":\"YQ==\",\"revision\":\"1000\"}"),
                Ask.post(RANGE, "{}"),
                Ask.post(DELETE, "{\"key\":\"YQ==\"}"),
                Ask.post(DELETE, "{\"key\":\"YQ==\"}"),
                Ask.post(DELETE, "{\"key\":\"AA==\",\"range_end\":\"AA==\",\"prev_kv\":true}"),
                txn("", "{\"request_put\":{\"key\":\"dA==\"}}"),
                txn("", "{\"request_put\":{\"key\":\"dA==\"}},{\"request_put\":{\"key\":\"dQ==\"}}"),
                txn("", "{\"request_put\":{\"key\":\"dA==\"}},{\"request_range\":{\"key\":\"dA==\"}}"),
                txn("", "{\"request_range\":{\"key\":\"dA==\"}}"),
                txn("", "{\"request_range\":{\"key\":\"dA==\"}},{\"request_range\":{\"key\":\"dQ==\"}}"),
                txn(version(99), "{\"request_put\":{\"key\":\"dA==\"}}"),
                txn(version(99) + "," + version(98), "{\"request_put\":{\"key\":\"dA==\"}}"),
                txn(version(99), "{\"request_range\":{\"key\":\"dA==\"}}"),
                txn(version(3) + "," + version(3), "{\"request_put\":{\"key\":\"dA==\",\"ignore_lease\":true}}"),
                txn("", "{\"request_txn\":{\"success\":[{\"request_delete_range\":{\"key\":\"dA==\"}}]}}"),
                txn("", "{\"request_put\":{\"key\":\"dA==\"}},{\"request_put\":{\"key\":\"dA==\"}}"),
                Ask.post("/v3/lease/grant", "{\"TTL\":\"100\",\"ID\":\"5\"}"),
                Ask.post("/v3/lease/grant", "{\"TTL\":\"100\",\"ID\":\"5\"}"),
                Ask.post("/v3/lease/keepalive", "{\"ID\":\"5\"}{\"ID\":\"55\"}"),
                Ask.post(PUT, "{\"key\":\"eA==\",\"lease\":\"5\"}"),
                Ask.post(PUT, "{\"key\":\"eQ==\",\"lease\":\"5\"}"),
                Ask.post("/v3/lease/timetolive", "{\"ID\":\"5\",\"keys\":true}"),
                Ask.post("/v3/lease/revoke", "{\"ID\":\"5\"}"),
                Ask.post("/v3/lease/revoke", "{\"ID\":\"5\"}"),
                Ask.post("/v3/maintenance/hashkv", "{}"),
                // Only a physical compaction is over when it is answered.
                Ask.post("/v3/kv/compaction", "{\"revision\":\"4\",\"physical\":true}"),
                Ask.post("/v3/kv/compaction", "{\"revision\":\"4\"}"),
                Ask.post("/v3/kv/compaction", "{\"revision\":\"7\",\"physical\":true}"),
                Ask.post("/v3/kv/compaction", "{\"revision\":\"10\",\"physical\":true}"),
                Ask.post("/v3/maintenance/hashkv", "{}"),
                Ask.post("/v3/maintenance/hashkv", "{\"revision\":\"10\"}"),
                Ask.post("/v3/maintenance/hashkv", "{\"revision\":\"11\"}"),
                Ask.post("/v3/maintenance/hashkv", "{\"revision\":\"5\"}"),
                Ask.post("/v3/maintenance/hashkv", "{\"revision\":\"1000\"}"),
                Ask.post("/v3/maintenance/hash", "{}"),
                Ask.post("/v3/maintenance/defragment", "{}"),
                Ask.post("/v3/maintenance/snapshot", "{}"),
                Ask.post("/v3/kv/compaction", "{\"revision\":\"1000\"}"),
                Ask.post("/v3/auth/user/add", "{\"name\":\"x\",\"password\":\"y\"}"),
                Ask.post("/v3/auth/role/add", "{\"name\":\"x\"}"),
                Ask.post("/v3/maintenance/status", "{}"),
                Ask.post("/v3/maintenance/alarm", "{\"action\":\"ACTIVATE\",\"alarm\":\"NOSPACE\"}"),
                Ask.post("/v3/maintenance/alarm", "{\"action\":\"GET\"}"),
                new Ask("GET", "/health", new byte[0]),
                new Ask("GET", "/readyz", new byte[0]));
    }

    private static Ask put(String key) {
        return Ask.post(PUT, "{\"key\":\"" + (key.equals("a") ? "YQ==" : "Yg==") + "\",\"value\":\"MQ==\"}");
    }

    private static Ask txn(String compares, String success) {
        return Ask.post(TXN, "{\"compare\":[" + compares + "],\"success\":[" + success + "]}");
    }

    private static String version(int version) {
        return "{\"key\":\"dA==\",\"target\":\"VERSION\",\"version\":\"" + version + "\"}";
    }

    /** What one request adds; an answer may be on its way before it is counted. */
    private static Map<String, Double> counted(String endpoint, Ask ask) throws Exception {
        MetricsText before = MetricsText.of(endpoint);
        new HttpGateway(endpoint).ask(ask);
        return settled(endpoint, before);
    }

    /** What a watch, two puts and a read over gRPC add, while the watch is open. */
    private static Map<String, Double> watched(String endpoint) throws Exception {
        MetricsText before = MetricsText.of(endpoint);
        try (EtcdClient client = EtcdClient.builder().endpoints(endpoint).build();
                Watch watch = client.watch("a")) {
            watch.ready().get(30, TimeUnit.SECONDS);
            client.kv().put("a", "1");
            client.kv().put("a", "2");
            client.kv().get("a");
            Iterator<?> events = watch.iterator();
            events.next();
            events.next();
            return settled(endpoint, before);
        }
    }

    /** The difference, once every call that was begun over gRPC has been counted as ended. */
    private static Map<String, Double> settled(String endpoint, MetricsText before) throws Exception {
        AtomicReference<Map<String, Double>> last = new AtomicReference<>(Map.of());
        Await.until("every call that was begun is counted as ended, at " + endpoint, () -> {
            Map<String, Double> more = since(endpoint, before);
            return more.equals(last.getAndSet(more)) && unary(more, "started") == unary(more, "handled");
        });
        return last.get();
    }

    private static Map<String, Double> since(String endpoint, MetricsText before) {
        try {
            Map<String, Double> more = new TreeMap<>(MetricsText.of(endpoint).since(before));
            more.keySet().removeIf(sample -> !COMPARED.contains(family(sample)));
            return more;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static double unary(Map<String, Double> samples, String what) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith("grpc_server_" + what)
                        && sample.getKey().contains("unary"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static void assertSameNames(String ours, String theirs) throws Exception {
        MetricsText mine = MetricsText.of(ours);
        MetricsText reference = MetricsText.of(theirs);
        assertThat(mine.types()).hasSizeGreaterThan(35);
        assertThat(reference.types()).containsAllEntriesOf(mine.types());
        assertThat(named(reference)).containsAll(named(mine));
    }

    /** The names of samples, each with those of its labels. */
    private static Set<String> named(MetricsText page) {
        return page.samples().keySet().stream().map(MetricsText::labels).collect(Collectors.toSet());
    }

    private static String family(String sample) {
        int labels = sample.indexOf('{');
        return labels < 0 ? sample : sample.substring(0, labels);
    }

    private static RealEtcd real(String version) {
        return RealEtcd.start(RealEtcdOptions.of(Requirement.realEtcd(version)).withFlags("--unsafe-no-fsync"));
    }
}
