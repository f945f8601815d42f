package io.mainstay.etcd.embedded.internal.mvcc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import org.junit.jupiter.api.Test;

class TxnStepsTest {
    private final TestStore store = new TestStore().put("a", "1").put("b", "1");

    @Test
    void operationsSeeTheWritesBeforeThemAndShareOneRevision() {
        Applied<TxnResult> applied = store.txn(TxnRequest.EMPTY.then(
                Op.get("a"), Op.put("a", "2"), Op.get("a"), Op.delete("b"), Op.put("c", "1"), Op.get("b")));

        TxnResult result = applied.result();
        assertThat(result.results())
                .extracting(OpResult::header)
                .extracting(ResponseHeader::revision)
                .containsExactly(3L, 4L, 4L, 4L, 4L, 4L);
        assertThat(TestStore.told(result.range(0))).isEqualTo("a=1");
        assertThat(TestStore.told(result.range(2))).isEqualTo("a=2");
        assertThat(result.range(5).count()).isZero();
        assertThat(result.header()).isEqualTo(ResponseHeader.ofRevision(4));
        assertThat(TestStore.told(applied.commit().changes())).isEqualTo("a@4.0 b@4.1t c@4.2");
        assertThat(store.at(3)).isEqualTo("a=1 b=1");
    }

    @Test
    void nestedComparisonsSeeTheStoreAsItWasBefore() {
        TxnResult result = store.txn(TxnRequest.EMPTY.then(
                        Op.put("a", "2"),
                        Op.txn(nested -> nested.when(Compare.value("a").is("1"))
                                .then(Op.put("seen", "old"))
                                .otherwise(Op.put("seen", "new")))))
                .result();

        TxnResult nested = (TxnResult) result.results().get(1);
        assertThat(nested.succeeded()).isTrue();
        assertThat(nested.header()).isEqualTo(ResponseHeader.EMPTY);
        assertThat(nested.put(0).header()).isEqualTo(ResponseHeader.ofRevision(4));
        assertThat(store.at(4)).isEqualTo("a=2 b=1 seen=old");
    }

    @Test
    void theRevisionStaysWhenNothingChanged() {
        Applied<TxnResult> applied = store.txn(TxnRequest.EMPTY
                .when(Compare.missing("a"))
                .then(Op.put("a", "never"))
                .otherwise(Op.delete("nothing"), Op.get("a")));
        assertThat(applied.result().succeeded()).isFalse();
        assertThat(applied.result().delete(0).deleted()).isZero();
        assertThat(applied.result().header().revision()).isEqualTo(3);
        assertThat(applied.commit().after()).isSameAs(applied.commit().before());
    }

    @Test
    void everythingIsCheckedBeforeTheFirstWrite() {
        Op write = Op.put("w", "");
        refused("etcdserver: key not found", write, Op.put("nothing", "", o -> o.keepLease()));
        refused(
                "etcdserver: key not found",
                write,
                Op.put("nothing", "", o -> o.keepValue().lease(99)));
        refused("etcdserver: requested lease not found", write, Op.put("a", "", o -> o.lease(99)));
        refused("etcdserver: mvcc: required revision is a future revision", write, Op.get("a", o -> o.revision(4)));
        store.compact(2);
        refused("etcdserver: mvcc: required revision has been compacted", write, Op.get("a", o -> o.revision(1)));
        refused("etcdserver: mvcc: required revision has been compacted", write, Op.get("a", o -> o.revision(-1)));
        refused(
                "etcdserver: key not found",
                write,
                Op.txn(n -> n.then(Op.put("nothing", "").keepLease())));
    }

    @Test
    void theBranchThatDoesNotRunIsNotChecked() {
        TxnResult result = store.txn(TxnRequest.EMPTY.otherwise(Op.put("a", "", o -> o.lease(99))))
                .result();
        assertThat(result.succeeded()).isTrue();
    }

    @Test
    void aDeleteGivesWhatItDeletedAndAPutWhatItReplaced() {
        TxnResult result = store.txn(TxnRequest.EMPTY.then(
                        Op.put("a", "2", o -> o.withPrevKv()),
                        Op.put("new", "", o -> o.withPrevKv()),
                        DeleteRequest.of(KeyRange.between(Bytes.utf8("b"), Bytes.utf8("c")))
                                .withPrevKv()))
                .result();
        assertThat(result.put(0).previous().map(TestStore::told)).contains("a=1");
        assertThat(result.put(1).previous()).isEmpty();
        assertThat(result.delete(2).prevKvs()).extracting(TestStore::told).containsExactly("b=1");
    }

    @Test
    void whatIsKeptOfAPutComesFromTheKeyAsItIsThen() {
        store.put(Op.put("a", "1").lease(TestStore.LEASE));
        store.put(Op.put("a", "2").keepLease());
        assertThat(store.range(Op.get("a")).first().orElseThrow().lease()).isEqualTo(TestStore.LEASE);
        store.put(Op.put("a", "").keepValue());
        assertThat(store.range(Op.get("a")).first().orElseThrow().lease()).isZero();
        assertThat(store.at(0)).isEqualTo("a=2 b=1");
        assertThatThrownBy(() -> store.put(Op.put("nothing", "").keepValue().lease(99)))
                .as("by itself, a put looks for its lease first")
                .hasMessage("etcdserver: requested lease not found");
    }

    private void refused(String text, Op... ops) {
        Snapshot before = store.now();
        assertThatThrownBy(() -> store.txn(TxnRequest.EMPTY.then(ops))).hasMessage(text);
        assertThat(store.now()).isSameAs(before);
    }
}
