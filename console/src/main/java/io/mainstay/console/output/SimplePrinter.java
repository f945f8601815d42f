package io.mainstay.console.output;

import io.mainstay.console.command.EndpointHash;
import io.mainstay.console.command.EndpointHealth;
import io.mainstay.console.command.EndpointStatus;
import io.mainstay.console.command.WatchMessage;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLeasesResult;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;
import java.util.stream.Collectors;

/** The format {@code simple}: keys and values on alternate lines, and short sentences. */
public final class SimplePrinter implements Printer {
    private final Stdio io;
    private final boolean hex;
    private final boolean valuesOnly;

    /**
     * A printer.
     *
     * @param hex whether keys and values are shown byte by byte, as {@code \x61}
     * @param valuesOnly whether keys are left out
     */
    public SimplePrinter(Stdio io, boolean hex, boolean valuesOnly) {
        this.io = io;
        this.hex = hex;
        this.valuesOnly = valuesOnly;
    }

    @Override
    public void get(RangeResult result) {
        result.kvs().forEach(this::pair);
    }

    @Override
    public void put(PutResult result) {
        line("OK");
        result.previous().ifPresent(this::pair);
    }

    @Override
    public void delete(DeleteResult result) {
        line(Long.toString(result.deleted()));
        result.prevKvs().forEach(this::pair);
    }

    @Override
    public void txn(TxnResult result) {
        line(result.succeeded() ? "SUCCESS" : "FAILURE");
        for (OpResult each : result.results()) {
            line("");
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
        for (WatchEvent event : message.events()) {
            line(event.type().toString());
            event.previous().ifPresent(this::pair);
            pair(event.kv());
        }
    }

    @Override
    public void grant(LeaseGrantResult result) {
        line("lease " + Ids.lease(result.id()) + " granted with TTL("
                + result.ttl().toSeconds() + "s)");
    }

    @Override
    public void revoke(long id, LeaseRevokeResult result) {
        line("lease " + Ids.lease(id) + " revoked");
    }

    @Override
    public void keepAlive(LeaseKeepAliveResult result) {
        line("lease " + Ids.lease(result.id()) + " keepalived with TTL("
                + result.ttl().toSeconds() + ")");
    }

    @Override
    public void timeToLive(LeaseTimeToLiveResult result, boolean keys) {
        String lease = "lease " + Ids.lease(result.id());
        if (!result.exists()) {
            line(lease + " already expired");
            return;
        }
        io.out()
                .text(lease + " granted with TTL(" + result.grantedTtl().toSeconds() + "s), remaining("
                        + result.ttl().toSeconds() + "s)");
        if (keys) {
            Bytes list = result.keys().stream()
                    .reduce((left, right) -> left.concat(Bytes.utf8(" ")).concat(right))
                    .orElse(Bytes.EMPTY);
            io.out().text(", attached keys([");
            io.out().raw(list.unwrap(), list.size());
            io.out().text("])");
        }
        line("");
    }

    @Override
    public void leases(LeaseLeasesResult result) {
        line("found " + result.ids().size() + " leases");
        result.ids().forEach(id -> line(Ids.lease(id)));
    }

    @Override
    public void members(MemberListResult result) {
        Rows.members(result).rows().forEach(this::row);
    }

    @Override
    public void health(List<EndpointHealth> endpoints) {
        for (EndpointHealth each : endpoints) {
            if (each.healthy()) {
                line(each.endpoint() + " is healthy: successfully committed proposal: took = "
                        + Durations.format(each.took()));
            } else {
                io.say(each.endpoint() + " is unhealthy: failed to commit proposal: " + each.error());
            }
        }
    }

    @Override
    public void status(List<EndpointStatus> endpoints) {
        Rows.status(endpoints).rows().forEach(this::row);
    }

    @Override
    public void hashKv(List<EndpointHash> endpoints) {
        Rows.hashKv(endpoints).rows().forEach(this::row);
    }

    private void pair(KeyValue kv) {
        if (!valuesOnly) {
            bytes(kv.key());
        }
        bytes(kv.value());
    }

    private void bytes(Bytes bytes) {
        if (hex) {
            line(bytes.hex().replaceAll("..", "\\\\x$0"));
        } else {
            io.out().line(bytes);
        }
    }

    private void row(List<String> cells) {
        line(cells.stream().collect(Collectors.joining(", ")));
    }

    private void line(String text) {
        io.out().line(text);
    }
}
