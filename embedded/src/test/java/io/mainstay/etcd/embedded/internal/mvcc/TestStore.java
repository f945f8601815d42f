package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A store that is written step by step, and told as text. */
final class TestStore {
    /** The only lease there is. */
    static final long LEASE = 7;

    private Snapshot now = Snapshot.FRESH;

    Snapshot now() {
        return now;
    }

    TestStore put(String key, String value) {
        return put(Op.put(key, value));
    }

    TestStore put(PutRequest request) {
        now = Steps.put(now, request, TestStore::isLease).commit().after();
        return this;
    }

    TestStore delete(String key) {
        return delete(KeyRange.single(Bytes.utf8(key)));
    }

    TestStore delete(KeyRange range) {
        now = Steps.delete(now, DeleteRequest.of(range)).commit().after();
        return this;
    }

    TestStore compact(long revision) {
        now = Steps.compact(now, revision);
        return this;
    }

    Applied<TxnResult> txn(TxnRequest request) {
        Applied<TxnResult> applied = Steps.txn(now, request, TestStore::isLease);
        now = applied.commit().after();
        return applied;
    }

    RangeResult range(RangeRequest request) {
        return Steps.range(now, request);
    }

    /** What is stored of all keys, like {@code "a@2.0 a@3.0t"}, in the order of history. */
    String log() {
        return told(now.log().all());
    }

    /** What is stored of each key, like {@code "a@2.0 a@3.0t | b@4.0"}, in the order of the keys. */
    String keys() {
        List<String> keys = new ArrayList<>();
        now.keys().visit(KeyRange.all(), history -> keys.add(told(history.all())));
        return String.join(" | ", keys);
    }

    /** The keys at a revision, like {@code "a=1 b=2"}. */
    String at(long revision) {
        return told(range(RangeRequest.of(KeyRange.all()).revision(revision)));
    }

    static String told(RangeResult result) {
        return result.kvs().stream().map(TestStore::told).collect(Collectors.joining(" "));
    }

    static String told(KeyValue kv) {
        return kv.key().utf8() + "=" + kv.value().utf8();
    }

    static String told(List<Change> changes) {
        return changes.stream()
                .map(change -> change.key().utf8() + "@" + change.revision() + "." + change.sub()
                        + (change.deleted() ? "t" : ""))
                .collect(Collectors.joining(" "));
    }

    private static boolean isLease(long id) {
        return id == LEASE;
    }
}
