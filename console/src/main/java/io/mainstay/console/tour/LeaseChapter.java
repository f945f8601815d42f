package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keys that go when their owner goes. */
final class LeaseChapter implements Chapter {
    private static final Duration SHORT = Duration.ofSeconds(2);

    @Override
    public String title() {
        return "Leases: keys that vanish with their owner";
    }

    @Override
    public void play(Scene scene) throws Exception {
        revoked(scene);
        keptAndForgotten(scene);
    }

    private static void revoked(Scene scene) {
        EtcdClient etcd = scene.etcd();
        String session = scene.key("session");
        scene.code("""
                LeaseGrantResult lease = etcd.leases().grant(Duration.ofSeconds(60));
                etcd.kv().put("/session", "alice", o -> o.lease(lease.id()));
                var state = etcd.leases().timeToLiveWithKeys(lease.id());
                """);
        LeaseGrantResult lease = etcd.leases().grant(Duration.ofSeconds(60));
        etcd.kv().put(session, "alice", o -> o.lease(lease.id()));
        var state = etcd.leases().timeToLiveWithKeys(lease.id());
        scene.check(
                "it lives " + state.grantedTtl().toSeconds() + " s, and "
                        + state.keys().size() + " key hangs on it",
                state.exists() && state.keys().equals(List.of(Bytes.utf8(session))));
        scene.check("etcd.leases().list() has it", etcd.leases().list().contains(lease.id()));

        scene.code("""
                etcd.leases().revoke(lease.id());
                """);
        etcd.leases().revoke(lease.id());
        scene.check("the key went with its lease", etcd.kv().get(session).isEmpty());
    }

    private static void keptAndForgotten(Scene scene) throws Exception {
        EtcdClient etcd = scene.etcd();
        String kept = scene.key("alive/kept");
        String forgotten = scene.key("alive/forgotten");
        scene.code("""
                KeptLease kept = etcd.leases().grantAndKeep(Duration.ofSeconds(2));
                etcd.kv().put("/alive/kept", "", o -> o.lease(kept.id()));
                LeaseGrantResult forgotten = etcd.leases().grant(Duration.ofSeconds(2));
                etcd.kv().put("/alive/forgotten", "", o -> o.lease(forgotten.id()));
                """);
        try (KeptLease keeping = etcd.leases().grantAndKeep(SHORT);
                Watch watch = etcd.watch(scene.key("alive/"), o -> o.prefix())) {
            watch.ready().get();
            etcd.kv().put(kept, "", o -> o.lease(keeping.id()));
            LeaseGrantResult left = etcd.leases().grant(SHORT);
            etcd.kv().put(forgotten, "", o -> o.lease(left.id()));
            scene.say("Waiting until etcd lets one of the two go ...");
            String gone = firstDeleted(watch);
            scene.check("the lease that nobody renewed took its key along", gone.equals(forgotten));
            scene.check(
                    "the kept one is " + keeping.state() + " and its key is there",
                    keeping.state() == KeptLease.State.ACTIVE
                            && etcd.kv().get(kept).isPresent());
            scene.code("""
                    kept.revoke();              // or close(): stop renewing, let it end
                    """);
            keeping.revoke().get();
            scene.check(
                    "revoked, it takes its key along too", etcd.kv().get(kept).isEmpty());
        }
    }

    private static String firstDeleted(Watch watch) {
        for (Optional<WatchBatch> batch = watch.poll(Scene.PATIENCE);
                batch.isPresent();
                batch = watch.poll(Scene.PATIENCE)) {
            for (WatchEvent event : batch.get().events()) {
                if (event.isDelete()) {
                    return event.key().utf8();
                }
            }
        }
        return "";
    }
}
