package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.Compare.NumberSubject;
import io.mainstay.etcd.kv.Compare.Relation;
import io.mainstay.etcd.kv.Compare.Target;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.TxnRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each comparison of a transaction says, for each target, relation and kind of key. */
public abstract class CompareContract extends ContractSuite {
    @Test
    void comparesNumbersInEveryRelation() {
        long lease = lease();
        etcd().kv().put(key("a"), "1");
        etcd().kv().put(key("a"), "2", o -> o.lease(lease));
        KeyValue kv = read("a");
        Map<NumberSubject, Long> numbers = Map.of(
                Compare.version(key("a")), kv.version(),
                Compare.createRevision(key("a")), kv.createRevision(),
                Compare.modRevision(key("a")), kv.modRevision(),
                Compare.lease(key("a")), lease);
        numbers.forEach(this::checkRelations);
    }

    @Test
    void aMissingKeyHasZeroForEveryNumber() {
        for (NumberSubject subject : List.of(
                Compare.version(key("missing")),
                Compare.createRevision(key("missing")),
                Compare.modRevision(key("missing")),
                Compare.lease(key("missing")))) {
            checkRelations(subject, 0L);
        }
    }

    @Test
    void aKeyWithoutLeaseHasLeaseZero() {
        putAll("a");
        checkRelations(Compare.lease(key("a")), 0L);
    }

    @Test
    void aDeletedKeyIsAMissingOne() {
        putAll("a");
        etcd().kv().delete(key("a"));
        assertThat(holds(Compare.missing(key("a")))).isTrue();
        assertThat(holds(Compare.exists(key("a")))).isFalse();
    }

    @Test
    void comparesValuesAsUnsignedBytes() {
        etcd().kv().put(bytesKey("a"), Bytes.of((byte) 'm', (byte) 0x80));
        Bytes same = Bytes.of((byte) 'm', (byte) 0x80);
        Bytes less = Bytes.of((byte) 'm', (byte) 0x7f);
        Bytes more = Bytes.of((byte) 'm', (byte) 0x80, (byte) 0);
        assertThat(holds(Compare.value(key("a")).is(same))).isTrue();
        assertThat(holds(Compare.value(key("a")).is(less))).isFalse();
        assertThat(holds(Compare.value(key("a")).isNot(less))).isTrue();
        assertThat(holds(Compare.value(key("a")).isNot(same))).isFalse();
        assertThat(holds(Compare.value(key("a")).isGreaterThan(less))).isTrue();
        assertThat(holds(Compare.value(key("a")).isGreaterThan(same))).isFalse();
        assertThat(holds(Compare.value(key("a")).isLessThan(more))).isTrue();
        assertThat(holds(Compare.value(key("a")).isLessThan(same))).isFalse();
    }

    @Test
    void comparesEmptyValues() {
        etcd().kv().put(key("a"), "");
        assertThat(holds(Compare.value(key("a")).is(Bytes.EMPTY))).isTrue();
        assertThat(holds(Compare.value(key("a")).isNot("x"))).isTrue();
        assertThat(holds(Compare.value(key("a")).isLessThan(Bytes.utf8("x")))).isTrue();
    }

    @Test
    void everyComparisonOfAMissingValueIsFalse() {
        for (Relation relation : Relation.values()) {
            for (Bytes operand : List.of(Bytes.EMPTY, Bytes.utf8("x"))) {
                Compare compare = new Compare(KeyRange.single(bytesKey("missing")), Target.VALUE, relation, 0, operand);
                assertThat(holds(compare))
                        .as(relation + " to " + operand.size() + " bytes")
                        .isFalse();
            }
        }
    }

    @Test
    void everyKeyOfARangeMustSatisfy() {
        putAll("a", "b", "c");
        long lastCreated = read("c").createRevision();
        KeyRange all = KeyRange.prefix(prefix());
        assertThat(holds(Compare.createRevision(all).isLessThan(lastCreated + 1)))
                .isTrue();
        assertThat(holds(Compare.createRevision(all).isLessThan(lastCreated))).isFalse();
        assertThat(holds(Compare.version(all).is(1))).isTrue();
        etcd().kv().put(key("b"), "again");
        assertThat(holds(Compare.version(all).is(1))).isFalse();
        assertThat(holds(Compare.version(all).isGreaterThan(0))).isTrue();
        whereValuesHaveAnOrder(() -> {
            assertThat(holds(Compare.value(all).isNot("z"))).isTrue();
            assertThat(holds(Compare.value(all).isNot("c"))).isFalse();
        });
        assertThat(holds(Compare.modRevision(all).isGreaterThan(0))).isTrue();
        assertThat(holds(Compare.lease(all).is(0))).isTrue();
    }

    @Test
    void aRangeIsComparedWithoutItsEnd() {
        putAll("a", "b", "c");
        etcd().kv().put(key("c"), "again");
        assertThat(holds(Compare.version(KeyRange.between(bytesKey("a"), bytesKey("c")))
                        .is(1)))
                .isTrue();
        assertThat(holds(Compare.version(KeyRange.between(bytesKey("b"), bytesKey("d")))
                        .is(1)))
                .isFalse();
    }

    @Test
    void anEmptyRangeIsComparedAsOneMissingKey() {
        KeyRange nothing = KeyRange.prefix(key("nothing/"));
        checkRelations(Compare.version(nothing), 0L);
        checkRelations(Compare.createRevision(nothing), 0L);
        checkRelations(Compare.modRevision(nothing), 0L);
        checkRelations(Compare.lease(nothing), 0L);
        whereValuesHaveAnOrder(() -> {
            for (Relation relation : Relation.values()) {
                Compare compare = new Compare(nothing, Target.VALUE, relation, 0, Bytes.utf8("x"));
                assertThat(holds(compare)).as("value " + relation).isFalse();
            }
        });
    }

    private void checkRelations(NumberSubject subject, Long number) {
        assertThat(holds(subject.is(number))).as(subject + " = same").isTrue();
        assertThat(holds(subject.is(number + 1))).as(subject + " = other").isFalse();
        assertThat(holds(subject.isNot(number))).as(subject + " != same").isFalse();
        assertThat(holds(subject.isNot(number + 1))).as(subject + " != other").isTrue();
        assertThat(holds(subject.isGreaterThan(number - 1)))
                .as(subject + " > less")
                .isTrue();
        assertThat(holds(subject.isGreaterThan(number))).as(subject + " > same").isFalse();
        assertThat(holds(subject.isLessThan(number + 1)))
                .as(subject + " < more")
                .isTrue();
        assertThat(holds(subject.isLessThan(number))).as(subject + " < same").isFalse();
    }

    private boolean holds(Compare compare) {
        return etcd().kv().txn(TxnRequest.EMPTY.when(compare)).succeeded();
    }
}
