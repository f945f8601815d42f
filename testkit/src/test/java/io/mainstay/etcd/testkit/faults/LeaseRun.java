package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.testkit.history.HistoryRecorder;
import io.mainstay.etcd.testkit.history.LeaseRecord;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchRequest;
import org.jspecify.annotations.Nullable;

/** One kept lease of a run, with a key on it whose end shows, over a clean line, when the server ended the lease. */
final class LeaseRun {
    private final Part.Leasing part;
    private final HistoryRecorder recorder;
    private final Truth truth;
    private @Nullable KeptLease lease;
    private @Nullable LeaseRecord record;
    private @Nullable Watch observer;
    private volatile boolean revoked;
    private volatile boolean ended;

    LeaseRun(Part.Leasing part, HistoryRecorder recorder, Truth truth) {
        this.part = part;
        this.recorder = recorder;
        this.truth = truth;
    }

    void begin(EtcdClient client, EtcdClient control) {
        KeptLease kept;
        long revision;
        try {
            kept = client.leases().grantAndKeep(part.ttl());
            revision = truth.write(key(), part.name(), kept.id());
        } catch (EtcdException notGranted) {
            return;
        }
        LeaseRecord opened = recorder.lease(part.name(), kept);
        lease = kept;
        record = opened;
        observer = control.watch(WatchRequest.of(key()).startRevision(revision + 1), batch -> observe(opened, batch));
    }

    private void observe(LeaseRecord opened, WatchBatch batch) {
        if (batch.events().stream().anyMatch(event -> event.isDelete())) {
            opened.endedOnServer(!revoked);
            ended = true;
            opened.look();
        }
    }

    private String key() {
        return truth.prefix() + "~" + part.name();
    }

    /** Somebody else revokes it. */
    void revoke(EtcdClient control) {
        KeptLease kept = lease;
        if (kept != null) {
            try {
                revoked = true;
                control.leases().revoke(kept.id());
            } catch (EtcdException gone) {
                // It had expired, or was not revoked; either shows in what becomes of its key.
            }
        }
    }

    /** Whether it lives, or its loss is told. */
    boolean isSettled() {
        KeptLease kept = lease;
        LeaseRecord opened = record;
        if (kept == null || opened == null) {
            return true;
        }
        opened.look();
        return !ended || kept.state() == KeptLease.State.LOST;
    }

    void end() {
        if (record != null) {
            record.closing();
        }
        if (lease != null) {
            lease.close();
        }
        if (observer != null) {
            observer.close();
        }
    }

    @Override
    public String toString() {
        return part.name();
    }
}
