package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.lease.Presence;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.Iterator;

/** "I am here", and back again whatever happened. */
final class PresenceChapter implements Chapter {
    @Override
    public String title() {
        return "Presence: a key that says you are here, and heals";
    }

    @Override
    public void play(Scene scene) throws Exception {
        EtcdClient etcd = scene.etcd();
        String me = scene.key("here/me");
        scene.code("""
                Presence here = etcd.leases().presence(
                        "/here/me", "10.0.0.7", Duration.ofSeconds(5));
                """);
        try (Watch watch = etcd.watch(me)) {
            watch.ready().get();
            Iterator<WatchEvent> seen = watch.iterator();
            try (Presence here = etcd.leases().presence(me, "10.0.0.7", Duration.ofSeconds(5))) {
                scene.check("the key is there", !seen.next().isDelete());
                long lease = here.lease().id();
                scene.code("""
                        etcd.leases().revoke(here.lease().id());  // by an operator, say
                        """);
                etcd.leases().revoke(lease);
                scene.check("its lease was revoked: the key went", seen.next().isDelete());
                scene.check(
                        "and is back, on another lease",
                        !seen.next().isDelete() && here.lease().id() != lease);
            }
            scene.check("closed, it is gone at once", seen.next().isDelete());
        }
    }
}
