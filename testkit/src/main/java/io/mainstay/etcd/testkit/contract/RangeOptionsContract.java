package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Sort;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a read orders, filters, cuts and strips what it finds. */
public abstract class RangeOptionsContract extends ContractSuite {
    private static final Map<Sort.Target, List<String>> ASCENDING = Map.of(
            Sort.Target.KEY, List.of("a", "b", "c"),
            Sort.Target.VERSION, List.of("b", "c", "a"),
            Sort.Target.CREATE_REVISION, List.of("c", "a", "b"),
            Sort.Target.MOD_REVISION, List.of("c", "b", "a"),
            Sort.Target.VALUE, List.of("a", "c", "b"));

    private long base;

    /** Three keys whose order is another one by each number; the puts have the revisions base + 1 to base + 6. */
    @BeforeEach
    final void writeThreeKeys() {
        base = revision();
        put("c", "x");
        put("a", "x");
        put("c", "2");
        put("a", "x");
        put("b", "3");
        put("a", "1");
    }

    @Test
    void sortsByEveryTargetAscending() {
        ASCENDING.forEach((target, expected) -> sorted(
                target,
                () -> assertThat(found(o -> o.sort(target, Sort.Order.ASCENDING)))
                        .as("by " + target)
                        .isEqualTo(expected)));
    }

    @Test
    void sortsByEveryTargetDescending() {
        ASCENDING.forEach((target, ascending) -> {
            List<String> expected = List.of(ascending.get(2), ascending.get(1), ascending.get(0));
            sorted(
                    target,
                    () -> assertThat(found(o -> o.sort(target, Sort.Order.DESCENDING)))
                            .as("by " + target)
                            .isEqualTo(expected));
        });
    }

    @Test
    void sortTargetWithoutOrderMeansAscending() {
        ASCENDING.forEach((target, expected) -> sorted(
                target,
                () -> assertThat(found(o -> o.sort(target, Sort.Order.NONE)))
                        .as("by " + target)
                        .isEqualTo(expected)));
    }

    @Test
    void limitCutsAfterSortingAndSaysSo() {
        sorted(Sort.Target.VALUE, () -> {
            RangeResult result =
                    range(o -> o.sort(Sort.Target.VALUE, Sort.Order.DESCENDING).limit(2));
            assertThat(names(result)).containsExactly("b", "c");
            assertThat(result.more()).isTrue();
            assertThat(result.count()).isEqualTo(3);
        });
    }

    @Test
    void limitCutsInKeyOrder() {
        RangeResult two = range(o -> o.limit(2));
        assertThat(names(two)).containsExactly("a", "b");
        assertThat(two.more()).isTrue();
        assertThat(two.count()).isEqualTo(3);
        for (long enough : new long[] {3, 4, 0, -1}) {
            RangeResult all = range(o -> o.limit(enough));
            assertThat(names(all)).as("limit " + enough).containsExactly("a", "b", "c");
            assertThat(all.more()).as("limit " + enough).isFalse();
            assertThat(all.count()).as("limit " + enough).isEqualTo(3);
        }
    }

    @Test
    void pagesAtOneRevisionSeeOneStore() {
        RangeResult first = range(o -> o.limit(2));
        put("aa", "late");
        put("bb", "late");
        Bytes next = first.kvs().get(1).key().next();
        RangeRequest rest = RangeRequest.of(next)
                .until(Bytes.utf8(prefix()).prefixEnd())
                .revision(first.header().revision());
        RangeResult second = etcd().kv().range(rest);
        assertThat(names(second)).containsExactly("c");
        assertThat(second.more()).isFalse();
    }

    @Test
    void filtersByTheLowestModRevision() {
        assertThat(found(o -> o.filter(RevisionFilter.modified(base + 5, 0)))).containsExactly("a", "b");
        assertThat(found(o -> o.filter(RevisionFilter.modified(base + 7, 0)))).isEmpty();
    }

    @Test
    void filtersByTheHighestModRevision() {
        assertThat(found(o -> o.filter(RevisionFilter.modified(0, base + 5)))).containsExactly("b", "c");
        assertThat(found(o -> o.filter(RevisionFilter.modified(0, base + 2)))).isEmpty();
    }

    @Test
    void filtersByTheLowestCreateRevision() {
        assertThat(found(o -> o.filter(RevisionFilter.created(base + 2, 0)))).containsExactly("a", "b");
        assertThat(found(o -> o.filter(RevisionFilter.created(base + 6, 0)))).isEmpty();
    }

    @Test
    void filtersByTheHighestCreateRevision() {
        assertThat(found(o -> o.filter(RevisionFilter.created(0, base + 2)))).containsExactly("a", "c");
        assertThat(found(o -> o.filter(RevisionFilter.created(0, base)))).isEmpty();
    }

    @Test
    void allFiltersMustPass() {
        RevisionFilter filter = new RevisionFilter(base + 3, base + 5, base + 1, base + 4);
        assertThat(found(o -> o.filter(filter))).containsExactly("c");
    }

    @Test
    void countIsTakenBeforeTheFilter() {
        RangeResult result = range(o -> o.filter(RevisionFilter.modified(base + 6, 0)));
        assertThat(names(result)).containsExactly("a");
        assertThat(result.count()).isEqualTo(3);
        assertThat(result.more()).isFalse();
    }

    @Test
    void limitIsTakenAfterTheFilter() {
        RangeResult one =
                range(o -> o.filter(RevisionFilter.modified(0, base + 5)).limit(1));
        assertThat(names(one)).containsExactly("b");
        assertThat(one.more()).isTrue();
        RangeResult two =
                range(o -> o.filter(RevisionFilter.modified(0, base + 5)).limit(2));
        assertThat(names(two)).containsExactly("b", "c");
        assertThat(two.more()).isFalse();
    }

    @Test
    void keysOnlyLeavesOutTheValues() {
        RangeResult result = range(o -> o.keysOnly());
        List<KeyValue> expected =
                range(o -> o).kvs().stream().map(KeyValue::withoutValue).toList();
        assertThat(result.kvs()).isEqualTo(expected);
        assertThat(result.count()).isEqualTo(3);
    }

    @Test
    void keysOnlyCanBeSortedByTheValuesItLeavesOut() {
        sorted(Sort.Target.VALUE, () -> {
            RangeResult result = range(o -> o.keysOnly().sort(Sort.Target.VALUE, Sort.Order.DESCENDING));
            assertThat(names(result)).containsExactly("b", "c", "a");
            assertThat(result.kvs()).allMatch(kv -> kv.value().isEmpty());
        });
    }

    @Test
    void keysOnlyTellsTheLeaseBefore37() {
        long lease = lease();
        etcd().kv().put(key("a"), "1", o -> o.lease(lease));
        RangeResult result = range(o -> o.keysOnly());
        long expected = serverIsAtLeast(3, 7) ? 0 : lease;
        assertThat(result.kvs().get(0).lease()).isEqualTo(expected);
    }

    @Test
    void countOnlyIsTheNumberOfKeysWhateverElseIsAsked() {
        List<UnaryOperator<RangeRequest>> options = List.of(
                o -> o.countOnly(),
                o -> o.limit(1).countOnly(),
                o -> o.filter(RevisionFilter.modified(base + 6, 0)).countOnly(),
                o -> o.sort(Sort.Target.VALUE, Sort.Order.DESCENDING).countOnly());
        for (UnaryOperator<RangeRequest> option : options) {
            RangeResult result = range(option);
            assertThat(result.kvs()).isEmpty();
            assertThat(result.count()).isEqualTo(3);
            assertThat(result.more()).isFalse();
        }
    }

    @Test
    void countOnlyCountsOldRevisions() {
        assertThat(range(o -> o.countOnly().revision(base + 2)).count()).isEqualTo(2);
        assertThat(range(o -> o.countOnly().revision(base)).count()).isZero();
    }

    @Test
    void optionsWorkOnOldRevisions() {
        sorted(Sort.Target.VALUE, () -> {
            RangeResult result = range(o -> o.revision(base + 4)
                    .sort(Sort.Target.VALUE, Sort.Order.ASCENDING)
                    .limit(1));
            assertThat(names(result)).containsExactly("c");
            assertThat(result.count()).isEqualTo(2);
            assertThat(result.more()).isTrue();
        });
    }

    private void sorted(Sort.Target target, Runnable test) {
        if (target == Sort.Target.VALUE) {
            whereValuesHaveAnOrder(test);
        } else {
            test.run();
        }
    }

    private List<String> found(UnaryOperator<RangeRequest> options) {
        return names(range(options));
    }

    private RangeResult range(UnaryOperator<RangeRequest> options) {
        return etcd().kv().range(prefix(), o -> options.apply(o.prefix()));
    }

    private void put(String name, String value) {
        etcd().kv().put(key(name), value);
    }
}
