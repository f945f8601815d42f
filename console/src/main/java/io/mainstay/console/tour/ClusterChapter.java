package io.mainstay.console.tour;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.StatusResult;
import java.util.List;

/** What a cluster tells of itself. */
final class ClusterChapter implements Chapter {
    @Override
    public String title() {
        return "Cluster: members, status, and a hash of the whole history";
    }

    @Override
    public void play(Scene scene) {
        EtcdClient etcd = scene.etcd();
        scene.code("""
                StatusResult status = etcd.cluster().status();
                List<Member> members = etcd.cluster().members();
                """);
        StatusResult status = etcd.cluster().status();
        List<Member> members = etcd.cluster().members();
        scene.check(
                "etcd " + status.version() + ", revision " + status.header().revision() + ", " + members.size()
                        + " member(s), no alarms",
                members.stream().anyMatch(each -> each.id() == status.header().memberId())
                        && etcd.cluster().alarms().isEmpty());

        scene.code("""
                HashKvResult hash = etcd.cluster().hashKv(revision);
                """);
        long before = etcd.kv().put(scene.key("hash"), "1").header().revision();
        HashKvResult first = etcd.cluster().hashKv(before);
        long after = etcd.kv().put(scene.key("hash"), "2").header().revision();
        HashKvResult again = etcd.cluster().hashKv(before);
        HashKvResult next = etcd.cluster().hashKv(after);
        scene.check(
                "at " + before + " it is " + Integer.toUnsignedString(first.hash()) + ", also after another write; at "
                        + after + " it is " + Integer.toUnsignedString(next.hash()),
                first.hash() == again.hash() && first.hash() != next.hash());
    }
}
