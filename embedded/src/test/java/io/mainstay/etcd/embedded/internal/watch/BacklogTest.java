package io.mainstay.etcd.embedded.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.internal.mvcc.Change;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.mvcc.Steps;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.TxnRequest;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final KeyRange A = KeyRange.single(Bytes.utf8("a"));
    private static final KeyRange RARE = KeyRange.prefix("rare/");

    /** Revisions 2 to 5001: every one puts a and b, and each thousandth also a rare key. */
    private static Snapshot long5000() {
        Snapshot store = Snapshot.FRESH;
        for (int i = 2; i <= 5001; i++) {
            TxnRequest txn = TxnRequest.EMPTY.then(Op.put("a", "" + i), Op.put("b", "" + i));
            txn = i % 1000 == 0 ? txn.then(Op.put("rare/" + i, "")) : txn;
            store = Steps.txn(store, txn, lease -> false).commit().after();
        }
        return store;
    }

    @Test
    void comesInPiecesOfAThousandRevisionsThatHoldSomething() {
        Snapshot store = long5000();
        long next = 2;
        for (int piece = 0; piece < 5; piece++) {
            Backlog all = Backlog.read(store, KeyRange.all(), next);
            Backlog single = Backlog.read(store, A, next);
            assertThat(single.changes()).hasSize(1000);
            assertThat(single.next()).isEqualTo(next + 1000);
            assertThat(all.next()).isEqualTo(next + 1000);
            assertThat(all.changes().stream().mapToLong(Change::revision).distinct())
                    .hasSize(1000);
            next += 1000;
        }
        assertThat(Backlog.read(store, A, next).changes()).isEmpty();
        assertThat(Backlog.read(store, A, next).next()).isEqualTo(5002);
    }

    @Test
    void looksThroughAllOfHistoryForWhatIsRare() {
        Backlog rare = Backlog.read(long5000(), RARE, 2);
        assertThat(rare.changes()).extracting(Change::revision).containsExactly(1000L, 2000L, 3000L, 4000L, 5000L);
        assertThat(rare.next()).isEqualTo(5002);
    }

    @Test
    void beginsWhereItIsToldTo() {
        Backlog two = Backlog.read(long5000(), KeyRange.all(), 5000);
        assertThat(two.changes())
                .extracting(change -> change.key().utf8() + "@" + change.revision())
                .containsExactly("a@5000", "b@5000", "rare/5000@5000", "a@5001", "b@5001");
    }
}
