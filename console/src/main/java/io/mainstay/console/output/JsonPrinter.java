package io.mainstay.console.output;

import io.mainstay.console.command.EndpointHash;
import io.mainstay.console.command.EndpointHealth;
import io.mainstay.console.command.EndpointStatus;
import io.mainstay.console.command.WatchMessage;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLeasesResult;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import java.util.List;
import java.util.function.Consumer;

/** The format {@code json}: each answer on a line of its own, shaped as etcdctl's, keys and values in Base64. */
public final class JsonPrinter implements Printer {
    private final Out out;
    private final boolean hex;

    /**
     * A printer on an output.
     *
     * @param hex whether ids in the list of members are shown in hexadecimal, as text; nothing else heeds it
     */
    public JsonPrinter(Out out, boolean hex) {
        this.out = out;
        this.hex = hex;
    }

    @Override
    public void get(RangeResult result) {
        print(json -> json.object(() -> KvJson.range(json, result)));
    }

    @Override
    public void put(PutResult result) {
        print(json -> json.object(() -> KvJson.put(json, result)));
    }

    @Override
    public void delete(DeleteResult result) {
        print(json -> json.object(() -> KvJson.delete(json, result)));
    }

    @Override
    public void txn(TxnResult result) {
        print(json -> json.object(() -> KvJson.txn(json, result)));
    }

    @Override
    public void watch(WatchMessage message) {
        print(json -> json.object(() -> KvJson.watch(json, message)));
    }

    @Override
    public void grant(LeaseGrantResult result) {
        print(json -> json.object(() -> {
            KvJson.headerFields(json, result.header());
            json.number("ID", result.id())
                    .number("TTL", result.ttl().toSeconds())
                    .text("Error", "");
        }));
    }

    @Override
    public void revoke(long id, LeaseRevokeResult result) {
        print(json -> json.object(() -> KvJson.header(json, result.header())));
    }

    @Override
    public void keepAlive(LeaseKeepAliveResult result) {
        print(json -> json.object(() -> {
            KvJson.headerFields(json, result.header());
            json.number("ID", result.id()).number("TTL", result.ttl().toSeconds());
        }));
    }

    @Override
    public void timeToLive(LeaseTimeToLiveResult result, boolean keys) {
        print(json -> json.object(() -> {
            KvJson.headerFields(json, result.header());
            json.number("id", result.id())
                    .number("ttl", result.ttl().toSeconds())
                    .number("granted-ttl", result.grantedTtl().toSeconds());
            if (result.keys().isEmpty()) {
                json.nothing("keys");
            } else {
                json.key("keys").array(result.keys(), JsonText::base64);
            }
        }));
    }

    @Override
    public void leases(LeaseLeasesResult result) {
        print(json -> json.object(() -> {
            KvJson.headerFields(json, result.header());
            json.key("leases").array(result.ids(), (each, id) -> each.object(() -> each.number("id", id)));
        }));
    }

    @Override
    public void members(MemberListResult result) {
        print(json -> ClusterJson.members(json, result, hex));
    }

    @Override
    public void health(List<EndpointHealth> endpoints) {
        print(json -> json.array(endpoints, ClusterJson::health));
    }

    @Override
    public void status(List<EndpointStatus> endpoints) {
        print(json -> ClusterJson.listOrNull(json, endpoints, ClusterJson::status));
    }

    @Override
    public void hashKv(List<EndpointHash> endpoints) {
        print(json -> ClusterJson.listOrNull(json, endpoints, ClusterJson::hashKv));
    }

    private void print(Consumer<JsonText> content) {
        JsonText json = new JsonText();
        content.accept(json);
        out.line(json.toString());
    }
}
