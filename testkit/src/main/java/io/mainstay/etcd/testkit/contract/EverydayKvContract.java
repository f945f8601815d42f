package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.FutureRevisionException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.MoveRequest;
import io.mainstay.etcd.kv.MoveResult;
import io.mainstay.etcd.kv.MoveResult.Outcome;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.SwapResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Everyday work with keys beyond the raw calls: what exists, guarded writes, moves. */
public abstract class EverydayKvContract extends ContractSuite {
    @Test
    void existsCountAndKeysLookWithoutTheValues() {
        putAll("a", "b", "c");
        assertThat(etcd().kv().exists(key("a"))).isTrue();
        assertThat(etcd().kv().exists(key("x"))).isFalse();
        assertThat(etcd().kv().count(prefix())).isEqualTo(3);
        assertThat(names(etcd().kv().keys(prefix()))).containsExactly("a", "b", "c");
        assertThat(etcd().kv().keys(prefix()).kvs())
                .allMatch(kv -> kv.value().isEmpty() && kv.modRevision() > 0 && kv.version() == 1);
        assertThat(Waiting.get(etcd().kv().async().exists(key("a")))).isTrue();
        assertThat(Waiting.get(etcd().kv().async().count(prefix()))).isEqualTo(3);
        assertThat(names(Waiting.get(etcd().kv().async().keys(prefix())))).containsExactly("a", "b", "c");
    }

    @Test
    void getAtReadsAnOldRevision() {
        long before = revision();
        long first = etcd().kv().put(key("a"), "1").header().revision();
        etcd().kv().put(key("a"), "2");
        assertThat(etcd().kv().getAt(key("a"), first))
                .map(kv -> kv.value().utf8())
                .contains("1");
        assertThat(etcd().kv().getAt(key("a"), before)).isEmpty();
        assertThat(Waiting.get(etcd().kv().async().getAt(key("a"), first))).isPresent();
        assertThatThrownBy(() -> etcd().kv().getAt(key("a"), revision() + 1000))
                .isInstanceOf(FutureRevisionException.class);
    }

    @Test
    void putIfAbsentWritesOnceAndShowsWhatIsThere() {
        SwapResult first = etcd().kv().putIfAbsent(key("a"), "1");
        assertThat(first.succeeded()).isTrue();
        assertThat(first.current()).isEmpty();
        assertThat(first.revision()).isEqualTo(read("a").modRevision());

        SwapResult second = etcd().kv().putIfAbsent(key("a"), "2");
        assertThat(second.succeeded()).isFalse();
        assertThat(second.current()).contains(read("a"));
        assertThat(read("a").value().utf8()).isEqualTo("1");
    }

    @Test
    void ofManyWhoPutIfAbsentOneWins() {
        List<CompletableFuture<SwapResult>> tries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tries.add(etcd().kv().async().putIfAbsent(key("a"), "" + i));
        }
        assertThat(tries.stream().map(Waiting::get).filter(SwapResult::succeeded))
                .hasSize(1);
        assertThat(read("a").version()).isEqualTo(1);
    }

    @Test
    void compareAndSwapByValue() {
        assertThat(etcd().kv().compareAndSwap(key("a"), "1", "2").succeeded())
                .as("a missing key has no value")
                .isFalse();
        etcd().kv().put(key("a"), "1");
        SwapResult swapped = etcd().kv().compareAndSwap(key("a"), "1", "2");
        assertThat(swapped.succeeded()).isTrue();
        assertThat(swapped.revision()).isEqualTo(read("a").modRevision());
        SwapResult refused = etcd().kv().compareAndSwap(key("a"), "1", "3");
        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.current()).map(kv -> kv.value().utf8()).contains("2");
        assertThat(Waiting.get(etcd().kv().async().compareAndSwap(key("a"), "2", "3"))
                        .succeeded())
                .isTrue();
    }

    @Test
    void compareAndSwapByRevision() {
        long first = etcd().kv().put(key("a"), "1").header().revision();
        assertThat(etcd().kv().compareAndSwap(key("a"), first, "2").succeeded()).isTrue();
        SwapResult refused = etcd().kv().compareAndSwap(key("a"), first, "3");
        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.current()).contains(read("a"));
        assertThat(etcd().kv().compareAndSwap(key("new"), 0, "1").succeeded()).isTrue();
        assertThat(etcd().kv().compareAndSwap(key("new"), 0, "2").succeeded()).isFalse();
        assertThat(Waiting.get(etcd().kv()
                                .async()
                                .compareAndSwap(key("a"), read("a").modRevision(), "3"))
                        .succeeded())
                .isTrue();
    }

    @Test
    void swapKeepsTheLeaseUnlessToldOtherwise() {
        long lease = lease();
        etcd().kv().put(key("a"), "1", o -> o.lease(lease));
        etcd().kv().compareAndSwap(key("a"), "1", "2");
        assertThat(read("a").lease()).isEqualTo(lease);
        etcd().kv().compareAndSwap(key("a"), read("a").modRevision(), "3");
        assertThat(read("a").lease()).isEqualTo(lease);
        etcd().kv().compareAndSwap(Bytes.utf8("3"), PutRequest.of(bytesKey("a"), Bytes.utf8("4")));
        assertThat(read("a").lease()).isZero();
    }

    @Test
    void countersOfManyWritersLoseNothing() {
        etcd().kv().put(key("n"), "0");
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            writers.add(CompletableFuture.runAsync(() -> {
                for (int added = 0; added < 25; ) {
                    KeyValue now = read("n");
                    String more = "" + (Integer.parseInt(now.value().utf8()) + 1);
                    added += etcd().kv()
                                    .compareAndSwap(key("n"), now.modRevision(), more)
                                    .succeeded()
                            ? 1
                            : 0;
                }
            }));
        }
        writers.forEach(Waiting::get);
        assertThat(read("n").value().utf8()).isEqualTo("100");
        assertThat(read("n").version()).isEqualTo(101);
    }

    @Test
    void compareAndDeleteByValueAndByRevision() {
        long first = etcd().kv().put(key("a"), "1").header().revision();
        assertThat(etcd().kv().compareAndDelete(key("a"), "2").current()).contains(read("a"));
        assertThat(etcd().kv().compareAndDelete(key("a"), first + 1).succeeded())
                .isFalse();
        assertThat(etcd().kv().compareAndDelete(key("a"), first).succeeded()).isTrue();
        assertThat(etcd().kv().exists(key("a"))).isFalse();
        etcd().kv().put(key("a"), "1");
        assertThat(Waiting.get(etcd().kv().async().compareAndDelete(key("a"), "1"))
                        .succeeded())
                .isTrue();
        assertThat(etcd().kv().compareAndDelete(key("a"), "1").current()).isEmpty();
    }

    @Test
    void moveKeepsValueAndLease() {
        long lease = lease();
        etcd().kv().put(key("a"), "1", o -> o.lease(lease));
        KeyValue source = read("a");
        MoveResult moved = etcd().kv().move(key("a"), key("b"));
        assertThat(moved.outcome()).isEqualTo(Outcome.MOVED);
        assertThat(moved.source()).isEqualTo(source);
        assertThat(moved.previousTarget()).isEmpty();
        assertThat(etcd().kv().exists(key("a"))).isFalse();
        assertThat(read("b").value().utf8()).isEqualTo("1");
        assertThat(read("b").lease()).isEqualTo(lease);
        assertThat(read("b").modRevision()).isEqualTo(moved.revision());
    }

    @Test
    void moveLeavesATargetAloneUnlessToldOtherwise() {
        putAll("a", "b");
        MoveResult refused = etcd().kv().move(key("a"), key("b"));
        assertThat(refused.outcome()).isEqualTo(Outcome.TARGET_EXISTS);
        assertThat(refused.previousTarget()).contains(read("b"));
        assertThat(read("a").value().utf8()).isEqualTo("a");

        KeyValue target = read("b");
        MoveResult replaced = Waiting.get(
                etcd().kv().async().move(MoveRequest.of(key("a"), key("b")).replace()));
        assertThat(replaced.moved()).isTrue();
        assertThat(replaced.previousTarget()).contains(target);
        assertThat(read("b").value().utf8()).isEqualTo("a");
        assertThat(etcd().kv().exists(key("a"))).isFalse();
    }

    @Test
    void moveOfNothingAndToItself() {
        MoveResult nothing = etcd().kv().move(key("none"), key("b"));
        assertThat(nothing.outcome()).isEqualTo(Outcome.SOURCE_MISSING);
        assertThat(nothing.moved()).isFalse();
        putAll("a");
        assertThatThrownBy(() -> etcd().kv().move(key("a"), key("a"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(read("a").version()).isEqualTo(1);
    }

    @Test
    void anEmptyPrefixDeletesNothingUnlessToldOtherwise() {
        putAll("a");
        assertThatThrownBy(() -> etcd().kv().delete("", o -> o.prefix()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allKeys()");
        assertThatThrownBy(() -> etcd().kv().delete("", o -> o.fromKey())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> etcd().kv().txn(t -> t.then(Op.delete("")))).isInstanceOf(EtcdException.class);
        assertThat(etcd().kv().exists(key("a"))).isTrue();
    }
}
