package io.mainstay.etcd.embedded.internal.mvcc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Sort.Order;
import io.mainstay.etcd.kv.Sort.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The store holds a=3, b=1, c=2, d=1; b was put last, and c twice. */
class RangesTest {
    private static final TestStore STORE = new TestStore()
            .put("a", "3")
            .put("c", "0")
            .put("d", "1")
            .put("c", "2")
            .put("b", "1");
    private static final RangeRequest ALL = RangeRequest.of(KeyRange.all());

    @ParameterizedTest
    @CsvSource({
        "KEY, NONE, a=3 b=1 c=2 d=1",
        "KEY, ASCENDING, a=3 b=1 c=2 d=1",
        "KEY, DESCENDING, d=1 c=2 b=1 a=3",
        "VERSION, ASCENDING, a=3 b=1 d=1 c=2",
        "VERSION, DESCENDING, c=2 a=3 b=1 d=1",
        "VERSION, NONE, a=3 b=1 d=1 c=2",
        "CREATE_REVISION, ASCENDING, a=3 c=2 d=1 b=1",
        "MOD_REVISION, ASCENDING, a=3 d=1 c=2 b=1",
        "MOD_REVISION, DESCENDING, b=1 c=2 d=1 a=3",
        "VALUE, ASCENDING, b=1 d=1 c=2 a=3",
        "VALUE, DESCENDING, a=3 c=2 b=1 d=1",
    })
    void sorts(Target target, Order order, String expected) {
        assertThat(told(ALL.sort(target, order))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, a=3 b=1 c=2 d=1, false",
        "-1, a=3 b=1 c=2 d=1, false",
        "2, a=3 b=1, true",
        "4, a=3 b=1 c=2 d=1, false"
    })
    void cutsAtTheLimitAndCountsAll(long limit, String expected, boolean more) {
        RangeResult result = STORE.range(ALL.limit(limit));
        assertThat(TestStore.told(result)).isEqualTo(expected);
        assertThat(result.more()).isEqualTo(more);
        assertThat(result.count()).isEqualTo(4);
        assertThat(result.header().revision()).isEqualTo(6);
    }

    @Test
    void aLimitComesAfterTheOrderAndTheFilter() {
        assertThat(told(ALL.limit(2).sort(Target.MOD_REVISION, Order.DESCENDING)))
                .isEqualTo("b=1 c=2");
        RangeResult filtered = STORE.range(ALL.limit(1).filter(RevisionFilter.modified(5, 0)));
        assertThat(TestStore.told(filtered)).isEqualTo("b=1");
        assertThat(filtered.more()).isTrue();
        assertThat(filtered.count()).isEqualTo(4);
    }

    @Test
    void withATargetButNoOrderTheFirstKeysAreTakenAndThenSorted() {
        assertThat(told(ALL.limit(2).sort(Target.VALUE, Order.NONE))).isEqualTo("b=1 c=2");
    }

    @ParameterizedTest
    @CsvSource({
        "5, 0, 0, 0, b=1 c=2",
        "0, 4, 0, 0, a=3 d=1",
        "0, 0, 4, 0, b=1 d=1",
        "0, 0, 0, 3, a=3 c=2",
        "4, 5, 3, 3, c=2"
    })
    void filtersByRevision(long minMod, long maxMod, long minCreate, long maxCreate, String expected) {
        assertThat(told(ALL.filter(new RevisionFilter(minMod, maxMod, minCreate, maxCreate))))
                .isEqualTo(expected);
    }

    @Test
    void showsOnlyKeysOrOnlyTheirNumber() {
        RangeResult keys = STORE.range(ALL.keysOnly());
        assertThat(keys.kvs()).extracting(kv -> kv.key().utf8()).containsExactly("a", "b", "c", "d");
        assertThat(keys.kvs()).extracting(KeyValue::value).containsOnly(Bytes.EMPTY);
        RangeResult count = STORE.range(ALL.countOnly().limit(1).filter(RevisionFilter.modified(6, 0)));
        assertThat(count.kvs()).isEmpty();
        assertThat(count.more()).isFalse();
        assertThat(count.count()).isEqualTo(4);
    }

    @Test
    void aReversedRangeHoldsNothingAndAnOpenOneAllThatFollows() {
        assertThat(told(Op.get("c").until(Bytes.utf8("a")))).isEmpty();
        assertThat(told(Op.get("c").fromKey())).isEqualTo("c=2 d=1");
        assertThat(told(Op.get("c"))).isEqualTo("c=2");
        assertThat(told(Op.get("nothing"))).isEmpty();
    }

    @Test
    void readsTheOldRevisionsWithTheCountOfThen() {
        RangeResult old = STORE.range(ALL.revision(3).limit(1));
        assertThat(TestStore.told(old)).isEqualTo("a=3");
        assertThat(old.count()).isEqualTo(2);
        assertThat(old.more()).isTrue();
        assertThat(old.header().revision()).as("the header is that of now").isEqualTo(6);
        assertThat(STORE.range(ALL.revision(1).countOnly()).count()).isZero();
        assertThat(told(ALL.revision(-3))).isEqualTo("a=3 b=1 c=2 d=1");
        assertThatThrownBy(() -> told(ALL.revision(7)))
                .hasMessage("etcdserver: mvcc: required revision is a future revision");
    }

    private static String told(RangeRequest request) {
        return TestStore.told(STORE.range(request));
    }
}
