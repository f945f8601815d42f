package io.mainstay.etcd.embedded.internal.mvcc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.TxnRequest;
import org.junit.jupiter.api.Test;

/** The numbers are those that an etcd 3.6.16 answered to the same operations. */
class KeyHashTest {
    private static final int OF_NOTHING = 1084519789;

    private static TestStore written() {
        TestStore store = new TestStore().compact(0).put("a", "1").put("b", "1");
        store.txn(TxnRequest.EMPTY.then(Op.put("c", ""), Op.delete("b", o -> o.fromKey())));
        store.txn(TxnRequest.EMPTY.then(
                Op.txn(nested -> nested.then(Op.put("x", ""))), Op.txn(nested -> nested.then(Op.delete("x")))));
        assertThat(store.log()).isEqualTo("a@2.0 b@3.0 c@4.0 b@4.1t c@4.2t x@5.0 x@5.1t");
        return store;
    }

    @Test
    void isTheOneThatEtcdTakes() {
        assertThat(Snapshot.FRESH.hash(0)).isEqualTo(new KeyHash(OF_NOTHING, -1, 1));
        TestStore store = written();
        assertThat(store.now().hash(3)).isEqualTo(new KeyHash(2143169314, 0, 3));
        assertThat(store.now().hash(5)).isEqualTo(new KeyHash((int) 4098549745L, 0, 5));
        assertThat(store.now().hash(-5)).isEqualTo(new KeyHash(OF_NOTHING, 0, -5));
    }

    @Test
    void aCompactedRevisionKeepsTheHashItHadThen() {
        TestStore store = written();
        assertThat(store.now().hash(0)).as("that of the compaction at 0").isEqualTo(new KeyHash(OF_NOTHING, -1, 0));

        store.compact(3).compact(5);

        assertThat(store.now().hash(3)).isEqualTo(new KeyHash(2143169314, 0, 3));
        assertThat(store.now().hash(5).compactRevision()).isEqualTo(3);
        assertThatThrownBy(() -> store.now().hash(4))
                .isInstanceOf(Refused.class)
                .hasMessage("etcdserver: mvcc: required revision has been compacted");
        assertThatThrownBy(() -> store.now().hash(6))
                .isInstanceOf(Refused.class)
                .hasMessage("etcdserver: mvcc: required revision is a future revision");
    }

    @Test
    void onlyTheLastTenAreRemembered() {
        TestStore store = new TestStore();
        for (int i = 0; i < 11; i++) {
            store.put("a", "" + i).compact(i + 2);
        }
        assertThatThrownBy(() -> store.now().hash(2)).hasMessageContaining("has been compacted");
        assertThat(store.now().hash(3))
                .isEqualTo(new KeyHash(store.now().hash(3).hash(), 2, 3));
    }
}
