package io.mainstay.etcd.embedded.internal.mvcc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.TxnRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactionTest {
    /** Two lives of a, one of b that is over, one of c. */
    private static TestStore written() {
        TestStore store = new TestStore()
                .put("a", "1")
                .put("a", "2")
                .put("b", "1")
                .delete("a")
                .put("c", "1")
                .delete("b")
                .put("a", "3")
                .put("a", "4");
        assertThat(store.log()).isEqualTo("a@2.0 a@3.0 b@4.0 a@5.0t c@6.0 b@7.0t a@8.0 a@9.0");
        return store;
    }

    @ParameterizedTest
    @CsvSource({
        "0, a@2.0 a@3.0 a@5.0t a@8.0 a@9.0 | b@4.0 b@7.0t | c@6.0",
        "1, a@2.0 a@3.0 a@5.0t a@8.0 a@9.0 | b@4.0 b@7.0t | c@6.0",
        "2, a@2.0 a@3.0 a@5.0t a@8.0 a@9.0 | b@4.0 b@7.0t | c@6.0",
        "3, a@3.0 a@5.0t a@8.0 a@9.0 | b@4.0 b@7.0t | c@6.0",
        "4, a@3.0 a@5.0t a@8.0 a@9.0 | b@4.0 b@7.0t | c@6.0",
        "5, a@5.0t a@8.0 a@9.0 | b@4.0 b@7.0t | c@6.0",
        "6, a@8.0 a@9.0 | b@4.0 b@7.0t | c@6.0",
        "7, a@8.0 a@9.0 | b@7.0t | c@6.0",
        "8, a@8.0 a@9.0 | c@6.0",
        "9, a@9.0 | c@6.0"
    })
    void keepsOfEachKeyTheNewestChangeUpToTheRevision(long revision, String keys) {
        TestStore store = written();
        Snapshot before = store.now();

        store.compact(revision);

        assertThat(store.keys()).isEqualTo(keys);
        assertThat(store.now().log().all())
                .as("the log holds what the keys hold")
                .hasSameSizeAs(keys.replace("|", "").trim().split(" +"));
        assertThat(store.now().revision()).isEqualTo(9);
        assertThat(before.log().all()).as("the store before").hasSize(8);
    }

    @Test
    void everyRevisionFromTheCompactedOneOnReadsAsBefore() {
        for (long compacted = 2; compacted <= 9; compacted++) {
            TestStore whole = written();
            TestStore store = written().compact(compacted);
            for (long at = compacted; at <= 9; at++) {
                assertThat(store.at(at)).as("%d of %d", at, compacted).isEqualTo(whole.at(at));
            }
            long gone = compacted - 1;
            assertThatThrownBy(() -> store.at(gone))
                    .isInstanceOf(Refused.class)
                    .hasMessage("etcdserver: mvcc: required revision has been compacted");
        }
    }

    @Test
    void refusesWhatIsCompactedAndWhatIsToCome() {
        TestStore store = new TestStore();
        assertThatThrownBy(() -> store.compact(-1)).hasMessageContaining("has been compacted");
        store.compact(0);
        assertThatThrownBy(() -> store.compact(0)).hasMessageContaining("has been compacted");
        assertThatThrownBy(() -> store.compact(2)).hasMessageContaining("is a future revision");
        store.compact(1);
        assertThat(store.now().compactRevision()).isEqualTo(1);
    }

    @Test
    void aKeyThatCameBackIsANewOne() {
        TestStore store = written().compact(6);
        store.put("b", "2");
        assertThat(store.range(Op.get("b")).first().orElseThrow().version()).isEqualTo(1);
        assertThat(store.range(Op.get("b")).first().orElseThrow().createRevision())
                .isEqualTo(10);
        assertThat(store.range(Op.get("a")).first().orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void whatADeleteAndAPutInOneRevisionLeaveStaysReadable() {
        TestStore store = new TestStore().put("a", "1");
        store.txn(TxnRequest.EMPTY.then(Op.delete("a", o -> o.fromKey()), Op.put("a", "2")));
        assertThat(store.keys()).isEqualTo("a@2.0 a@3.0t a@3.1");

        store.compact(3);

        assertThat(store.keys()).isEqualTo("a@3.1");
        assertThat(store.at(3)).isEqualTo("a=2");
    }

    @Test
    void sizeIsThatOfWhatIsKept() {
        TestStore store = written();
        long whole = store.now().size();
        store.compact(9);
        long kept = store.now().size();
        assertThat(kept).isLessThan(whole).isPositive();
        store.delete(KeyRange.all());
        store.compact(10);
        assertThat(store.range(RangeRequest.of(KeyRange.all())).count()).isZero();
        store.put("x", "");
        store.compact(11);
        assertThat(store.log()).isEqualTo("x@11.0");
        assertThat(store.now().size()).isEqualTo(17 + 9);
    }
}
