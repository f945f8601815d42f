package io.mainstay.console.output;

import io.mainstay.console.command.EndpointHash;
import io.mainstay.console.command.EndpointHealth;
import io.mainstay.console.command.EndpointStatus;
import io.mainstay.console.command.WatchMessage;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLeasesResult;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;

/** The format {@code fields}: a line {@code "Name" : value} for each field. */
public final class FieldsPrinter implements Printer {
    private final Out out;
    private final boolean hex;

    /**
     * A printer on an output.
     *
     * @param hex whether ids are shown in hexadecimal
     */
    public FieldsPrinter(Out out, boolean hex) {
        this.out = out;
        this.hex = hex;
    }

    @Override
    public void get(RangeResult result) {
        header(result.header());
        result.kvs().forEach(kv -> keyValue("", kv));
        field("More", result.more());
        field("Count", result.count());
    }

    @Override
    public void put(PutResult result) {
        header(result.header());
        result.previous().ifPresent(kv -> keyValue("Prev", kv));
    }

    @Override
    public void delete(DeleteResult result) {
        header(result.header());
        field("Deleted", result.deleted());
        result.prevKvs().forEach(kv -> keyValue("Prev", kv));
    }

    @Override
    public void txn(TxnResult result) {
        header(result.header());
        field("Succeeded", result.succeeded());
        for (OpResult each : result.results()) {
            if (each instanceof RangeResult range) {
                get(range);
            } else if (each instanceof PutResult put) {
                put(put);
            } else if (each instanceof DeleteResult delete) {
                delete(delete);
            } else if (each instanceof TxnResult nested) {
                txn(nested);
            }
        }
    }

    @Override
    public void watch(WatchMessage message) {
        header(message.header());
        for (WatchEvent event : message.events()) {
            field("Type", event.type());
            event.previous().ifPresent(kv -> keyValue("Prev", kv));
            keyValue("", event.kv());
        }
    }

    @Override
    public void grant(LeaseGrantResult result) {
        header(result.header());
        leaseId("ID", result.id());
        field("TTL", result.ttl().toSeconds());
    }

    @Override
    public void revoke(long id, LeaseRevokeResult result) {
        header(result.header());
    }

    @Override
    public void keepAlive(LeaseKeepAliveResult result) {
        header(result.header());
        leaseId("ID", result.id());
        field("TTL", result.ttl().toSeconds());
    }

    @Override
    public void timeToLive(LeaseTimeToLiveResult result, boolean keys) {
        header(result.header());
        leaseId("ID", result.id());
        field("TTL", result.ttl().toSeconds());
        field("GrantedTTL", result.grantedTtl().toSeconds());
        result.keys().forEach(key -> field("Key", Quoted.of(key)));
    }

    @Override
    public void leases(LeaseLeasesResult result) {
        header(result.header());
        result.ids().forEach(id -> leaseId("ID", id));
    }

    @Override
    public void members(MemberListResult result) {
        header(result.header());
        for (Member member : result.members()) {
            memberId("ID", member.id());
            field("Name", Quoted.of(member.name()));
            member.peerUrls().forEach(url -> field("PeerURL", Quoted.of(url)));
            member.clientUrls().forEach(url -> field("ClientURL", Quoted.of(url)));
            field("IsLearner", member.learner());
            out.line("");
        }
    }

    @Override
    public void health(List<EndpointHealth> endpoints) {
        for (EndpointHealth each : endpoints) {
            field("Endpoint", Quoted.of(each.endpoint()));
            field("Health", each.healthy());
            field("Took", Durations.format(each.took()));
            field("Error", each.error());
            out.line("");
        }
    }

    @Override
    public void status(List<EndpointStatus> endpoints) {
        for (EndpointStatus each : endpoints) {
            StatusResult status = each.status();
            header(status.header());
            field("Version", Quoted.of(status.version()));
            field("StorageVersion", Quoted.of(status.storageVersion()));
            field("DBSize", status.db().total());
            field("DBSizeInUse", status.db().inUse());
            field("DBSizeQuota", status.db().quota());
            field("Leader", Long.toUnsignedString(status.raft().leader()));
            field("IsLearner", status.learner());
            field("RaftIndex", Long.toUnsignedString(status.raft().index()));
            field("RaftAppliedIndex", Long.toUnsignedString(status.raft().appliedIndex()));
            field("Errors", "[" + String.join(" ", status.errors()) + "]");
            field("Endpoint", Quoted.of(each.endpoint()));
            field("DowngradeTargetVersion", Quoted.of(""));
            field("DowngradeEnabled", false);
            out.line("");
        }
    }

    @Override
    public void hashKv(List<EndpointHash> endpoints) {
        for (EndpointHash each : endpoints) {
            header(each.hash().header());
            field("Endpoint", Quoted.of(each.endpoint()));
            field("Hash", Integer.toUnsignedString(each.hash().hash()));
            field("HashRevision", each.hash().hashRevision());
            out.line("");
        }
    }

    private void header(ResponseHeader header) {
        memberId("ClusterID", header.clusterId());
        memberId("MemberID", header.memberId());
        if (header.revision() > 0) {
            field("Revision", header.revision());
        }
        field("RaftTerm", Long.toUnsignedString(header.raftTerm()));
    }

    private void keyValue(String prefix, KeyValue kv) {
        field(prefix + "Key", Quoted.of(kv.key()));
        field(prefix + "CreateRevision", kv.createRevision());
        field(prefix + "ModRevision", kv.modRevision());
        field(prefix + "Version", kv.version());
        field(prefix + "Value", Quoted.of(kv.value()));
        leaseId(prefix + "Lease", kv.lease());
    }

    private void leaseId(String name, long id) {
        field(name, hex ? Ids.lease(id) : Long.toString(id));
    }

    private void memberId(String name, long id) {
        field(name, hex ? Ids.member(id) : Long.toUnsignedString(id));
    }

    private void field(String name, Object value) {
        out.line('"' + name + "\" : " + value);
    }
}
