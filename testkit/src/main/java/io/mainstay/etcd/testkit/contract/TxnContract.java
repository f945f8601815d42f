package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which branch of a transaction runs, in what order, and what its answer and the store look like afterwards. */
public abstract class TxnContract extends ContractSuite {
    @Test
    void anEmptyTransactionSucceedsAndChangesNothing() {
        long before = revision();
        TxnResult result = etcd().kv().txn(TxnRequest.EMPTY);
        assertThat(result.succeeded()).isTrue();
        assertThat(result.results()).isEmpty();
        assertThat(result.header().revision()).isEqualTo(before);
        assertThat(result.header().clusterId()).isNotZero();
    }

    @Test
    void runsTheBranchThatTheComparisonsChoose() {
        putAll("a");
        TxnRequest request =
                TxnRequest.EMPTY.then(Op.put(key("branch"), "then")).otherwise(Op.put(key("branch"), "otherwise"));
        assertThat(etcd().kv().txn(request.when(Compare.exists(key("a")))).succeeded())
                .isTrue();
        assertThat(read("branch").value().utf8()).isEqualTo("then");
        assertThat(etcd().kv().txn(request.when(Compare.missing(key("a")))).succeeded())
                .isFalse();
        assertThat(read("branch").value().utf8()).isEqualTo("otherwise");
    }

    @Test
    void allComparisonsMustHold() {
        putAll("a", "b");
        TxnRequest both = TxnRequest.EMPTY.when(Compare.exists(key("a")), Compare.exists(key("b")));
        assertThat(etcd().kv().txn(both).succeeded()).isTrue();
        assertThat(etcd().kv().txn(both.when(Compare.exists(key("c")))).succeeded())
                .isFalse();
    }

    @Test
    void allWritesShareOneRevision() {
        putAll("old");
        long before = revision();
        TxnResult result =
                etcd().kv().txn(t -> t.then(Op.put(key("a"), "1"), Op.delete(key("old")), Op.put(key("b"), "2")));
        assertThat(result.header().revision()).isEqualTo(before + 1);
        assertThat(read("a").modRevision()).isEqualTo(before + 1);
        assertThat(read("b").modRevision()).isEqualTo(before + 1);
        assertThat(revision()).isEqualTo(before + 1);
    }

    @Test
    void aTransactionThatChangesNothingMakesNoRevision() {
        putAll("a");
        long before = revision();
        TxnResult result = etcd().kv()
                .txn(t -> t.then(Op.get(key("a")), Op.delete(key("missing")), Op.txn(n -> n.then(Op.get(key("a"))))));
        assertThat(result.header().revision()).isEqualTo(before);
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void answersEachOperationInOrder() {
        putAll("a", "d");
        long before = revision();
        TxnResult result = etcd().kv()
                .txn(t -> t.then(
                        Op.get(key("a")),
                        Op.put(key("a"), "new", o -> o.withPrevKv()),
                        Op.delete(key("d"), o -> o.withPrevKv()),
                        Op.txn(n -> n.then(Op.get(key("a"))))));
        assertThat(result.results())
                .extracting(Object::getClass)
                .isEqualTo(List.of(RangeResult.class, PutResult.class, DeleteResult.class, TxnResult.class));
        assertThat(result.range(0).first().orElseThrow().value().utf8()).isEqualTo("a");
        assertThat(result.put(1).previous().orElseThrow().value().utf8()).isEqualTo("a");
        assertThat(result.delete(2).deleted()).isEqualTo(1);
        assertThat(result.delete(2).prevKvs()).extracting(this::name).containsExactly("d");
        TxnResult nested = (TxnResult) result.results().get(3);
        assertThat(nested.succeeded()).isTrue();
        assertThat(nested.range(0).first().orElseThrow().value().utf8()).isEqualTo("new");
        assertThat(result.header().revision()).isEqualTo(before + 1);
    }

    @Test
    void innerAnswersHaveARevisionOnlyAndNestedOnesNotEvenThat() {
        long before = revision();
        TxnResult result = etcd().kv()
                .txn(t -> t.then(
                        Op.get(key("a")),
                        Op.put(key("a"), "1"),
                        Op.get(key("a")),
                        Op.txn(n -> n.then(Op.put(key("b"), "1")))));
        assertThat(result.range(0).header()).isEqualTo(ResponseHeader.ofRevision(before));
        assertThat(result.put(1).header()).isEqualTo(ResponseHeader.ofRevision(before + 1));
        assertThat(result.range(2).header()).isEqualTo(ResponseHeader.ofRevision(before + 1));
        TxnResult nested = (TxnResult) result.results().get(3);
        assertThat(nested.header()).isEqualTo(ResponseHeader.EMPTY);
        assertThat(nested.put(0).header()).isEqualTo(ResponseHeader.ofRevision(before + 1));
    }

    @Test
    void operationsSeeTheWritesBeforeThem() {
        putAll("old");
        TxnResult result = etcd().kv()
                .txn(t -> t.then(
                        Op.put(key("a"), "1"),
                        Op.get(prefix(), o -> o.prefix()),
                        Op.delete(key("old")),
                        Op.get(prefix(), o -> o.prefix()),
                        Op.put(key("b"), "2"),
                        Op.get(prefix(), o -> o.prefix().countOnly())));
        assertThat(names(result.range(1))).containsExactly("a", "old");
        assertThat(result.delete(2).deleted()).isEqualTo(1);
        assertThat(names(result.range(3))).containsExactly("a");
        assertThat(result.range(5).count()).isEqualTo(2);
    }

    @Test
    void readsOfAnOldRevisionDoNotSeeTheWritesBeforeThem() {
        putAll("a");
        long before = revision();
        TxnResult result =
                etcd().kv().txn(t -> t.then(Op.put(key("a"), "new"), Op.get(key("a"), o -> o.revision(before))));
        assertThat(result.range(1).first().orElseThrow().value().utf8()).isEqualTo("a");
    }

    @Test
    void comparisonsOfNestedTransactionsSeeTheStoreAsItWasBefore() {
        TxnResult result = etcd().kv()
                .txn(t -> t.then(
                        Op.put(key("a"), "1"),
                        Op.txn(n -> n.when(Compare.exists(key("a")))
                                .then(Op.put(key("seen"), "yes"))
                                .otherwise(Op.put(key("seen"), "no")))));
        assertThat(((TxnResult) result.results().get(1)).succeeded()).isFalse();
        assertThat(read("seen").value().utf8()).isEqualTo("no");
    }

    @Test
    void nestedTransactionsNest() {
        TxnResult result = etcd().kv()
                .txn(t -> t.when(Compare.missing(key("a")))
                        .then(Op.txn(n -> n.when(Compare.exists(key("a")))
                                .otherwise(Op.txn(m -> m.then(Op.put(key("deep"), "1"), Op.get(key("deep"))))))));
        TxnResult middle = (TxnResult) result.results().get(0);
        TxnResult inner = (TxnResult) middle.results().get(0);
        assertThat(middle.succeeded()).isFalse();
        assertThat(names(inner.range(1))).containsExactly("deep");
        assertThat(read("deep").modRevision()).isEqualTo(result.header().revision());
    }

    @Test
    void branchesThatExcludeEachOtherMayPutTheSameKey() {
        etcd().kv().txn(t -> t.then(Op.put(key("a"), "1")).otherwise(Op.put(key("a"), "2")));
        etcd().kv().txn(t -> t.then(Op.txn(n -> n.then(Op.put(key("a"), "3")).otherwise(Op.put(key("a"), "4")))));
        assertThat(read("a").value().utf8()).isEqualTo("3");
    }

    @Test
    void deletesMayOverlap() {
        putAll("a", "b");
        TxnResult result = etcd().kv()
                .txn(t -> t.then(Op.delete(key("a")), Op.delete(prefix(), o -> o.prefix()), Op.delete(key("a"))));
        assertThat(result.delete(0).deleted()).isEqualTo(1);
        assertThat(result.delete(1).deleted()).isEqualTo(1);
        assertThat(result.delete(2).deleted()).isZero();
    }

    @Test
    void takesAsManyOperationsAsTheLimit() {
        List<Op> puts = new ArrayList<>();
        for (int i = 0; i < 128; i++) {
            puts.add(Op.put(key("k" + i), "v"));
        }
        TxnResult result = etcd().kv().txn(t -> t.then(puts.toArray(Op[]::new)));
        assertThat(result.results()).hasSize(128);
        assertThat(etcd().kv().range(prefix(), o -> o.prefix().countOnly()).count())
                .isEqualTo(128);
    }

    @Test
    void putsInATransactionKnowLeasesAndKeptValues() {
        long lease = lease();
        putAll("a");
        etcd().kv()
                .txn(t -> t.then(
                        Op.put(key("a"), "", o -> o.keepValue().lease(lease)),
                        Op.put(key("b"), "new", o -> o.lease(lease))));
        assertThat(read("a").value().utf8()).isEqualTo("a");
        assertThat(read("a").lease()).isEqualTo(lease);
        assertThat(etcd().leases().timeToLiveWithKeys(lease).keys()).containsExactly(bytesKey("a"), bytesKey("b"));
    }

    @Test
    void anErrorInTheChosenBranchLeavesNothingWritten() {
        long before = revision();
        TxnRequest request =
                TxnRequest.EMPTY.then(Op.put(key("a"), "1"), Op.get(key("a"), o -> o.revision(before + 1000)));
        assertThat(catchFailure(request)).isNotNull();
        assertThat(etcd().kv().get(key("a"))).isEmpty();
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void anErrorInTheOtherBranchDoesNotMatter() {
        long before = revision();
        etcd().kv()
                .txn(t -> t.then(Op.put(key("a"), "1"))
                        .otherwise(
                                Op.get(key("a"), o -> o.revision(before + 1000)),
                                Op.put(key("b"), "", o -> o.lease(4711))));
        assertThat(read("a").value().utf8()).isEqualTo("1");
    }

    @Test
    void racingTransactionsOnOneGuardLetExactlyOneThrough() {
        List<CompletableFuture<TxnResult>> racers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String me = "racer " + i;
            racers.add(etcd().kv()
                    .async()
                    .txn(t -> t.when(Compare.missing(key("prize"))).then(Op.put(key("prize"), me))));
        }
        assertThat(racers.stream().map(Waiting::get).filter(TxnResult::succeeded))
                .hasSize(1);
        assertThat(read("prize").version()).isEqualTo(1);
    }

    private Throwable catchFailure(TxnRequest request) {
        return catchThrowable(() -> etcd().kv().txn(request));
    }
}
