package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.watch.WatchSide;
import io.mainstay.etcd.kv.ResponseHeader;
import java.util.List;

/**
 * A member that answers: what the headers of its answers say.
 *
 * @param clusterId the cluster
 * @param self the member, as its cluster knows it
 * @param leadership who leads, as far as it knows
 */
public record Identity(long clusterId, Member self, Leadership leadership) implements WatchSide {
    private static final String NAME = "default";
    private static final String PEER_URL = "http://localhost:2380";

    /** That of the only member of a cluster. */
    public static Identity alone(long clusterId, long memberId) {
        Member self = new Member(memberId, NAME, List.of(PEER_URL), List.of(), false);
        return new Identity(clusterId, self, new SoleLeadership(memberId));
    }

    /** The member's id. */
    public long memberId() {
        return self.id();
    }

    @Override
    public ResponseHeader header(long revision) {
        return new ResponseHeader(clusterId, memberId(), revision, leadership.term());
    }
}
