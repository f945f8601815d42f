package io.mainstay.console.command;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.lease.LeaseLeasesResult;
import java.util.List;

/**
 * Answers put together with their headers, where the client's own faces leave the header out. The header then is that
 * of the same member's state, asked for at the same time.
 */
public final class ClusterAnswers {
    private ClusterAnswers() {}

    /** Who the member is that the client talks to, and at which revision. */
    public static ResponseHeader header(EtcdClient client) {
        return client.cluster().status().header();
    }

    /** All leases. */
    public static LeaseLeasesResult leases(EtcdClient client) {
        List<Long> ids = client.leases().list();
        return new LeaseLeasesResult(header(client), ids);
    }

    /** All members; as in etcd's own answer, the header has no revision. */
    public static MemberListResult members(EtcdClient client) {
        List<Member> members = client.cluster().members();
        ResponseHeader header = header(client);
        return new MemberListResult(
                new ResponseHeader(header.clusterId(), header.memberId(), 0, header.raftTerm()), members);
    }
}
