package io.mainstay.etcd.embedded.internal.mvcc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.TxnRequest;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestRulesTest {
    private static final int MAX = 128;

    @Test
    void theFirstErrorOfAPutIsTheOneThatEtcdNames() {
        Bytes key = Bytes.utf8("k");
        refused(
                "key is not provided",
                () -> RequestRules.check(new PutRequest(Bytes.EMPTY, key, 1, false, true, true)));
        refused("value is provided", () -> RequestRules.check(new PutRequest(key, key, 1, false, true, true)));
        refused("lease is provided", () -> RequestRules.check(new PutRequest(key, Bytes.EMPTY, 1, false, true, true)));
        refused("key is not provided", () -> RequestRules.check(DeleteRequest.of(new KeyRange(Bytes.EMPTY, key))));
    }

    @Test
    void aTransactionMayHaveAsManyOperationsAsItsLongestList() {
        check(TxnRequest.EMPTY.then(puts(MAX)).otherwise(puts(MAX)));
        refused("too many operations in txn request", () -> check(TxnRequest.EMPTY.then(puts(MAX + 1))));
        refused("too many operations in txn request", () -> check(TxnRequest.EMPTY.otherwise(puts(MAX + 1))));
        Compare[] compares =
                IntStream.rangeClosed(0, MAX).mapToObj(i -> Compare.exists("k")).toArray(Compare[]::new);
        refused("too many operations in txn request", () -> check(TxnRequest.EMPTY.when(compares)));
    }

    @Test
    void aNestedTransactionHasTheRestOfTheBudget() {
        check(with(puts(126), puts(1)));
        refused("too many operations in txn request", () -> check(with(puts(127), puts(1))));
        check(with(puts(127), new Op[0]));
        TxnRequest deep = TxnRequest.EMPTY.then(with(puts(1), puts(124)));
        check(deep);
        refused("too many operations in txn request", () -> check(TxnRequest.EMPTY.then(with(puts(1), puts(126)))));
    }

    @Test
    void theBudgetIsCheckedBeforeTheKeysAndTheKeysBeforeTheDuplicates() {
        Op noKey = Op.put("", "");
        refused(
                "too many operations in txn request",
                () -> check(TxnRequest.EMPTY.then(noKey).otherwise(puts(MAX + 1))));
        refused(
                "key is not provided",
                () -> check(TxnRequest.EMPTY.when(Compare.exists("")).then(Op.put("k", ""), Op.put("k", ""))));
        refused(
                "key is not provided",
                () -> check(
                        TxnRequest.EMPTY.then(Op.put("k", ""), Op.put("k", "")).otherwise(noKey)));
    }

    static Stream<Arguments> branches() {
        Op putA = Op.put("a", "");
        Op putB = Op.put("b", "");
        Op deleteA = Op.delete("a");
        Op deleteRange = DeleteRequest.of(KeyRange.between(Bytes.utf8("a"), Bytes.utf8("c")));
        Op deleteReversed = DeleteRequest.of(KeyRange.between(Bytes.utf8("c"), Bytes.utf8("a")));
        Op deleteFrom = DeleteRequest.of(KeyRange.from(Bytes.utf8("a")));
        return Stream.of(
                Arguments.of(false, List.of(putA, putB)),
                Arguments.of(true, List.of(putA, putB, putA)),
                Arguments.of(true, List.of(deleteA, putA)),
                Arguments.of(true, List.of(putB, deleteRange)),
                Arguments.of(false, List.of(deleteA, deleteRange)),
                Arguments.of(false, List.of(putB, deleteReversed)),
                Arguments.of(false, List.of(putB, deleteFrom)),
                Arguments.of(true, List.of(putA, then(putA))),
                Arguments.of(true, List.of(putA, either(putB, putA))),
                Arguments.of(true, List.of(then(putA), then(putA))),
                Arguments.of(true, List.of(then(putA), either(putB, putA))),
                Arguments.of(false, List.of(either(putA, putA))),
                Arguments.of(true, List.of(either(putA, putA), putA)),
                Arguments.of(true, List.of(putA, then(deleteA))),
                Arguments.of(true, List.of(deleteA, then(putA))),
                Arguments.of(true, List.of(then(deleteA), then(putA))),
                Arguments.of(false, List.of(then(putA), then(deleteA))),
                Arguments.of(false, List.of(either(putA, deleteA))),
                Arguments.of(true, List.of(then(then(putA)), putA)));
    }

    @ParameterizedTest
    @MethodSource("branches")
    void noBranchPutsAKeyTwiceOrDeletesWhatItPuts(boolean duplicate, List<Op> ops) {
        TxnRequest success = new TxnRequest(List.of(), ops, List.of());
        TxnRequest failure = new TxnRequest(List.of(), List.of(), ops);
        if (duplicate) {
            refused("duplicate key given in txn request", () -> check(success));
            refused("duplicate key given in txn request", () -> check(failure));
        } else {
            assertThatCode(() -> check(success)).doesNotThrowAnyException();
            assertThatCode(() -> check(failure)).doesNotThrowAnyException();
        }
    }

    private static TxnRequest then(Op op) {
        return TxnRequest.EMPTY.then(op);
    }

    private static TxnRequest either(Op success, Op failure) {
        return TxnRequest.EMPTY.then(success).otherwise(failure);
    }

    private static TxnRequest with(Op[] outer, Op[] inner) {
        Op[] renamed = Stream.of(inner)
                .map(op -> Op.put("inner" + ((PutRequest) op).key().utf8(), ""))
                .toArray(Op[]::new);
        return TxnRequest.EMPTY.then(outer).then(TxnRequest.EMPTY.then(renamed));
    }

    private static Op[] puts(int count) {
        return IntStream.range(0, count).mapToObj(i -> Op.put("k" + i, "")).toArray(Op[]::new);
    }

    private static void check(TxnRequest txn) {
        RequestRules.check(txn, MAX);
    }

    private static void refused(String text, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(Refused.class).hasMessage("etcdserver: " + text);
    }
}
