package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.DefragmentRequest;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.spi.Rpcs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The life of a server that is filled to its quota, suffers, is emptied and lives on, twice: what it says of it all. By
 * how many puts it is filled is not told, because it depends on how its file grows.
 */
final class QuotaLife {
    private static final int PIECE = 64 << 10;
    private static final int PIECES_MOST = 20_000;
    private static final String FILL = "fill/";

    private final Servant server;
    private final long quota;
    private final List<String> told = new ArrayList<>();
    private final List<Integer> fills = new ArrayList<>();
    private long revision;

    QuotaLife(Servant server, long quota) {
        this.server = server;
        this.quota = quota;
    }

    /** What the server says, step by step, but for its revisions. */
    List<String> told() throws Exception {
        lives();
        for (int i = 0; i < 2; i++) {
            fill();
            suffers();
            isStillFull();
            isEmptied();
            lives();
        }
        return told;
    }

    /** By how many pieces it was filled each time. */
    List<Integer> fills() {
        return fills;
    }

    private void fill() throws Exception {
        for (int i = 0; i < PIECES_MOST; i++) {
            String said = ask(put(FILL + i, PIECE));
            if (!said.equals("done")) {
                told.add("in the end, " + said);
                fills.add(i);
                // Much of it was taken: it is the quota that refuses.
                assertThat((long) i * PIECE).as(server.name() + " was filled").isGreaterThan(quota / 4);
                return;
            }
        }
        throw new AssertionError(server.name() + " takes any number of puts");
    }

    /** With the alarm on: what is refused, and what is not. */
    private void suffers() throws Exception {
        lists();
        tell(put("a", 1));
        tell(new Operation<>(Rpcs.LEASE_GRANT, new LeaseGrantRequest(Duration.ofHours(1), 7)));
        tell(txn(Op.put("a", "v")));
        tell(txn(TxnRequest.EMPTY.then(Op.put("a", "v"))));
        tell(txn(Op.get("a"), Op.delete("none")));
        tell(txn(Op.delete(FILL + 0)));
        tell(new Operation<>(Rpcs.RANGE, RangeRequest.of(KeyRange.single(Bytes.utf8("fill/none")))));
        tell(new Operation<>(Rpcs.DELETE_RANGE, DeleteRequest.of(KeyRange.single(Bytes.utf8(FILL + 1)))));
    }

    /** Without the alarm, but not without what it was raised for: it is raised again. */
    private void isStillFull() throws Exception {
        disarms();
        tell(put("again", PIECE));
        lists();
        deletesAll();
        compacts();
        tell(put("again", 1));
        disarms();
        // A file is as large as it was.
        tell(put("again", PIECE));
        lists();
    }

    private void isEmptied() throws Exception {
        tell(new Operation<>(Rpcs.DEFRAGMENT, new DefragmentRequest()));
        tell(put("again", 1));
        lists();
        disarms();
        lists();
    }

    private void lives() throws Exception {
        tell(put("a", 1));
        tell(put("b", PIECE));
        tell(txn(Op.put("a", "v"), Op.get("a")));
        tell(new Operation<>(Rpcs.LEASE_GRANT, new LeaseGrantRequest(Duration.ofHours(1), 70 + fills.size())));
        tell(new Operation<>(Rpcs.STATUS, new StatusRequest()));
    }

    private void deletesAll() throws Exception {
        tell(new Operation<>(Rpcs.DELETE_RANGE, DeleteRequest.of(KeyRange.all())));
    }

    private void compacts() throws Exception {
        tell(new Operation<>(Rpcs.COMPACT, new CompactRequest(revision, true)));
    }

    private void disarms() throws Exception {
        tell(new Operation<>(
                Rpcs.ALARM,
                new AlarmRequest(AlarmRequest.Action.DEACTIVATE, server.id(Servant.SELF), AlarmType.NOSPACE)));
    }

    private void lists() throws Exception {
        tell(new Operation<>(Rpcs.ALARM, AlarmRequest.list()));
        tell(new Operation<>(Rpcs.STATUS, new StatusRequest()));
    }

    private static Operation<?, ?> put(String key, int size) {
        return new Operation<>(Rpcs.PUT, PutRequest.of(Bytes.utf8(key), Bytes.wrap(new byte[size])));
    }

    private static Operation<?, ?> txn(Op... ops) {
        return new Operation<>(Rpcs.TXN, TxnRequest.EMPTY.then(ops));
    }

    private void tell(Operation<?, ?> operation) throws Exception {
        told.add(operation.rpc().shortName() + " " + brief(Dump.of(operation.request())) + ": " + ask(operation));
    }

    private static String brief(String request) {
        return request.replaceAll("revision=\\d+|memberId=-?\\d+", "its own");
    }

    private String ask(Operation<?, ?> operation) throws Exception {
        String said = server.told(operation, "");
        String at = said.replaceAll("(?s).*\\bat (\\d+)", "$1");
        if (at.matches("\\d+")) {
            revision = Math.max(revision, Long.parseLong(at));
        }
        return said.replaceAll("\\bat \\d+", "done");
    }
}
