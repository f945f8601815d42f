package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.embedded.internal.metrics.LogTimes;
import io.mainstay.etcd.embedded.internal.metrics.MaintenanceTimes;
import io.mainstay.etcd.embedded.internal.metrics.MetricsPage;
import io.mainstay.etcd.embedded.internal.metrics.StoreCounts;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.watch.WatchHub;
import java.util.List;

/** What a server tells of itself in numbers, under the names that etcd gives them. */
final class ServerMetrics {
    private final Identity identity;
    private final ServerLimits limits;
    private final WatchHub hub;
    private final Applier applier;
    private final StoredSize size;
    private final StoreCounts counts;
    private final LogTimes logTimes;
    private final MaintenanceTimes maintenanceTimes;

    ServerMetrics(Identity identity, EtcdCore core) {
        this.identity = identity;
        this.limits = core.limits();
        this.hub = core.hub();
        this.applier = core.applier();
        this.size = core.size();
        this.counts = core.counts();
        this.logTimes = core.logTimes();
        this.maintenanceTimes = core.maintenanceTimes();
    }

    void write(MetricsPage page) {
        versions(page);
        leader(page);
        proposals(page);
        store(page);
        watches(page);
        counts.write(page);
        logTimes.write(page);
        maintenanceTimes.write(page);
        alarms(page);
    }

    private void versions(MetricsPage page) {
        Compat compat = limits.compat();
        page.gauge("etcd_cluster_version", "1 for this version.", List.of("cluster_version", compat.shortName()), 1);
        page.gauge("etcd_server_version", "1 for this version.", List.of("server_version", compat.version()), 1);
        String id = Long.toHexString(identity.memberId());
        page.gauge("etcd_server_id", "1 for this member.", List.of("server_id", id), 1);
        page.gauge("etcd_server_quota_backend_bytes", "How large the store may become.", limits.quotaBytes());
    }

    private void leader(MetricsPage page) {
        Leadership leadership = identity.leadership();
        boolean leads = leadership.leader() == identity.memberId();
        page.gauge("etcd_server_has_leader", "1 when there is a leader.", leadership.isHeld() ? 1 : 0);
        page.gauge("etcd_server_is_leader", "1 when this member leads.", leads ? 1 : 0);
        page.gauge("etcd_server_is_learner", "1 when this member only learns.", 0);
        page.counter("etcd_server_leader_changes_seen_total", "Leaders seen to begin.", leadership.begun());
    }

    private void proposals(MetricsPage page) {
        long index = applier.raftIndex();
        page.gauge("etcd_server_proposals_applied_total", "The last entry that was applied.", index);
        page.gauge("etcd_server_proposals_committed_total", "The last entry that was committed.", index);
        page.counter("etcd_server_proposals_failed_total", "Entries that were given up.", applier.failed());
        page.gauge("etcd_server_proposals_pending", "Entries that wait for the disk.", applier.waiting());
    }

    private void store(MetricsPage page) {
        Snapshot store = hub.current();
        page.gauge("etcd_mvcc_db_total_size_in_bytes", "What the store takes.", size.total(store));
        page.gauge("etcd_mvcc_db_total_size_in_use_in_bytes", "What of it is in use.", size.inUse(store));
        page.gauge("etcd_debugging_mvcc_keys_total", "Keys.", store.keyCount());
        page.gauge("etcd_debugging_mvcc_current_revision", "The newest revision.", store.revision());
        page.gauge("etcd_debugging_mvcc_compact_revision", "The last compaction.", store.compactRevision());
        page.gauge(
                "etcd_debugging_auth_revision",
                "The revision of users and roles.",
                applier.auth().revision());
    }

    private void watches(MetricsPage page) {
        page.counter("etcd_debugging_mvcc_events_total", "Events that watches were told of.", hub.eventCount(identity));
        page.gauge(
                "etcd_debugging_mvcc_slow_watcher_total", "Watches that are behind.", hub.slowWatcherCount(identity));
        page.gauge("etcd_debugging_mvcc_watch_stream_total", "Streams of watches.", hub.streamCount(identity));
        page.gauge("etcd_debugging_mvcc_watcher_total", "Watches.", hub.watcherCount(identity));
    }

    private void alarms(MetricsPage page) {
        List<Alarm> on = applier.alarms();
        if (on.isEmpty()) {
            return;
        }
        String name = "etcd_debugging_server_alarms";
        page.begin(name, "1 for an alarm that is on.", "gauge");
        for (Alarm alarm : on) {
            String member = Long.toHexString(alarm.memberId());
            page.sample(name, List.of("alarm_type", alarm.type().name(), "server_id", member), 1);
        }
    }
}
