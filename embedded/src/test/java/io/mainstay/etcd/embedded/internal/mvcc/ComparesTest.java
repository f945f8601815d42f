package io.mainstay.etcd.embedded.internal.mvcc;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.Compare.Relation;
import io.mainstay.etcd.kv.Compare.Target;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The store holds a (create 2, mod 4, version 2, value "m", lease 7) and b (create 3, mod 3, version 1, value "x"). */
class ComparesTest {
    private static final TestStore STORE =
            new TestStore().put("a", "l").put("b", "x").put(Op.put("a", "m").lease(TestStore.LEASE));

    @ParameterizedTest
    @CsvSource({
        "a, VERSION, 2, EQUAL",
        "a, CREATE_REVISION, 2, EQUAL",
        "a, MOD_REVISION, 4, EQUAL",
        "a, LEASE, 7, EQUAL",
        "a, VERSION, 1, GREATER NOT_EQUAL",
        "a, MOD_REVISION, 5, LESS NOT_EQUAL",
        "b, LEASE, 0, EQUAL",
        "missing, VERSION, 0, EQUAL",
        "missing, CREATE_REVISION, 0, EQUAL",
        "missing, MOD_REVISION, 1, LESS NOT_EQUAL",
        "missing, LEASE, -1, GREATER NOT_EQUAL",
        "a-z, VERSION, 0, GREATER NOT_EQUAL",
        "a-z, VERSION, 2, ''",
        "a-z, MOD_REVISION, 5, LESS NOT_EQUAL",
        "m-z, VERSION, 0, EQUAL",
        "z-a, MOD_REVISION, 0, EQUAL",
    })
    void numbers(String keys, Target target, long number, String holding) {
        for (Relation relation : Relation.values()) {
            Compare compare = new Compare(range(keys), target, relation, number, Bytes.EMPTY);
            assertThat(holds(compare)).as("%s", relation).isEqualTo(isIn(holding, relation));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a, m, EQUAL",
        "a, n, LESS NOT_EQUAL",
        "a, l, GREATER NOT_EQUAL",
        "a, '', GREATER NOT_EQUAL",
        "missing, '', ''",
        "missing, m, ''",
        "a-z, y, LESS NOT_EQUAL",
        "a-z, m, ''",
        "m-z, m, ''",
    })
    void values(String keys, String value, String holding) {
        for (Relation relation : Relation.values()) {
            Compare compare = new Compare(range(keys), Target.VALUE, relation, 0, Bytes.utf8(value));
            assertThat(holds(compare)).as("%s", relation).isEqualTo(isIn(holding, relation));
        }
    }

    private static boolean isIn(String names, Relation relation) {
        return List.of(names.split(" ")).contains(relation.name());
    }

    private static boolean holds(Compare compare) {
        return Compares.allHold(STORE.now().view(), List.of(compare));
    }

    private static KeyRange range(String keys) {
        int dash = keys.indexOf('-');
        return dash < 0
                ? KeyRange.single(Bytes.utf8(keys))
                : KeyRange.between(Bytes.utf8(keys.substring(0, dash)), Bytes.utf8(keys.substring(dash + 1)));
    }
}
