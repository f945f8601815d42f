package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.crypto.DecryptFailedException;
import io.mainstay.etcd.crypto.DecryptFailedException.Reason;
import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.crypto.EncryptionKey;
import io.mainstay.etcd.crypto.KeyRing;
import io.mainstay.etcd.crypto.PlainValues;
import io.mainstay.etcd.error.InvalidRequestException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A client that encrypts beside one that does not: what the one writes the other sees sealed only, wherever a value
 * goes; compare-and-swap works all the same; and what does not open is told typed, and to whom it concerns alone.
 */
public abstract class EncryptionContract extends ContractSuite {
    private final Encryption encryption = Encryption.of(KeyRing.of(7, EncryptionKey.random()));
    private EtcdClient sealing;
    private EtcdClient bare;

    @BeforeAll
    final void openClients() {
        sealing = target().bareClient().encryption(encryption).build();
        bare = target().bareClient().build();
    }

    @AfterAll
    final void closeClients() {
        sealing.close();
        bare.close();
    }

    @Test
    void theServerKeepsNoPlainValue() {
        long lease = lease();
        sealing.kv().put(key("put"), "a secret", o -> o.lease(lease));
        sealing.kv().put(key("empty"), "");
        sealing.kv()
                .txn(t -> t.then(
                        Op.put(key("txn"), "a secret"),
                        Op.txn(n -> n.when(Compare.missing(key("none"))).then(Op.put(key("nested"), "a secret")))));
        sealing.kv().put(PutRequest.of(bytesKey("put"), Bytes.EMPTY).keepValue().keepLease());
        for (KeyValue kv : bare.kv().range(prefix(), o -> o.prefix()).kvs()) {
            assertThat(Encryption.keyIdOf(kv.value())).as("%s", kv.key().utf8()).hasValue(7);
            assertThat(kv.value().utf8()).doesNotContain("secret");
            assertThat(encryption.open(kv)).isEqualTo(sealing.kv().get(kv.key()).orElseThrow());
        }
        assertThat(values(sealing)).containsExactly("", "a secret", "a secret", "a secret");
        assertThat(sealing.kv().range(prefix(), o -> o.prefix().countOnly()).count())
                .isEqualTo(4);
        assertThat(sealing.kv().range(prefix(), o -> o.prefix().keysOnly()).kvs())
                .hasSize(4)
                .allMatch(kv -> kv.value().isEmpty());
    }

    @Test
    void formerValuesAreOpenedEverywhere() {
        sealing.kv().put(key("a"), "1");
        sealing.kv().put(key("c"), "4");
        assertThat(sealing.kv().put(key("a"), "2", PutRequest::withPrevKv).previous())
                .map(this::text)
                .contains("1");
        TxnResult txn = sealing.kv()
                .txn(t -> t.then(
                        Op.put(key("a"), "3", PutRequest::withPrevKv),
                        Op.get(key("a")),
                        Op.txn(n -> n.then(Op.put(key("b"), "5"), Op.delete(key("c"), DeleteRequest::withPrevKv)))));
        assertThat(text(Objects.requireNonNull(txn.put(0).prevKv()))).isEqualTo("2");
        assertThat(txn.range(1).first().map(this::text)).contains("3");
        TxnResult nested = (TxnResult) txn.results().get(2);
        assertThat(nested.delete(1).prevKvs()).extracting(this::text).containsExactly("4");
        assertThat(sealing.kv().delete(key("a"), DeleteRequest::withPrevKv).prevKvs())
                .extracting(this::text)
                .containsExactly("3");
    }

    @Test
    void watchesOpenEventsAndFormerValues() {
        try (Watch watch =
                Waiting.ready(sealing.watch(WatchRequest.of(prefix()).prefix().withPrevKv()))) {
            sealing.kv().put(key("a"), "1");
            sealing.kv().put(key("a"), "2");
            sealing.kv().delete(key("a"));
            List<WatchEvent> events = Waiting.events(watch, 3);
            assertThat(text(events.get(0).kv())).isEqualTo("1");
            assertThat(text(events.get(1).kv())).isEqualTo("2");
            assertThat(events.get(1).previous()).map(this::text).contains("1");
            assertThat(events.get(2).isDelete()).isTrue();
            assertThat(events.get(2).previous()).map(this::text).contains("2");
        }
    }

    @Test
    void aValueThatDoesNotOpenEndsItsOwnWatchOnly() {
        try (Watch poisoned = Waiting.ready(sealing.watch(key("a")));
                Watch other = Waiting.ready(sealing.watch(key("b")))) {
            sealing.kv().put(key("a"), "good");
            long bad = bare.kv().put(key("a"), "plain").header().revision();
            assertThat(text(Waiting.events(poisoned, 1).get(0).kv())).isEqualTo("good");
            Throwable end = Waiting.failure(poisoned.ended());
            assertThat(end).isInstanceOfSatisfying(DecryptFailedException.class, why -> {
                assertThat(why.reason()).isEqualTo(Reason.PLAIN_VALUE);
                assertThat(why.key()).isEqualTo(bytesKey("a"));
                assertThat(why.revision()).isEqualTo(bad);
                assertThat(why.operation()).isEqualTo("Watch/Watch");
            });
            assertThat(poisoned.completeUpTo()).isEqualTo(bad - 1);
            sealing.kv().put(key("b"), "still there");
            assertThat(text(Waiting.events(other, 1).get(0).kv())).isEqualTo("still there");
        }
    }

    @Test
    void comparesAndSwapsByValue() {
        sealing.kv().put(key("a"), "1");
        assertThat(swap("a", "0", "9")).isFalse();
        assertThat(swap("a", "1", "2")).isTrue();
        assertThat(text(sealing.kv().get(key("a")).orElseThrow())).isEqualTo("2");
        assertThat(swap("missing", "", "x")).isFalse();
        TxnResult both = sealing.kv()
                .txn(t -> t.when(Compare.value(key("a")).isNot("x"), Compare.missing(key("b")))
                        .then(Op.put(key("b"), "new", PutRequest::withPrevKv), Op.get(key("a")))
                        .otherwise(Op.get(key("a"))));
        assertThat(both.succeeded()).isTrue();
        assertThat(both.results()).hasSize(2);
        assertThat(text(both.range(1).first().orElseThrow())).isEqualTo("2");
        assertThat(both.header().revision())
                .isEqualTo(sealing.kv().get(key("b")).orElseThrow().modRevision());
        TxnResult otherwise = sealing.kv()
                .txn(t -> t.when(Compare.value(key("a")).is("2"), Compare.missing(key("b")))
                        .then(Op.put(key("b"), "never"))
                        .otherwise(Op.get(key("b"))));
        assertThat(otherwise.succeeded()).isFalse();
        assertThat(text(otherwise.range(0).first().orElseThrow())).isEqualTo("new");
    }

    @Test
    void noSwapIsLostOrDoneTwiceUnderContention() {
        int threads = 4;
        int swaps = 25;
        sealing.kv().put(key("counter"), "0");
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(CompletableFuture.runAsync(() -> count(swaps), pool));
            }
            all.forEach(Waiting::get);
        } finally {
            pool.shutdownNow();
        }
        KeyValue counter = sealing.kv().get(key("counter")).orElseThrow();
        assertThat(text(counter)).isEqualTo(String.valueOf(threads * swaps));
        assertThat(counter.version()).isEqualTo(1 + threads * swaps);
    }

    private void count(int swaps) {
        for (int done = 0; done < swaps; ) {
            String now = text(sealing.kv().get(key("counter")).orElseThrow());
            done += swap("counter", now, String.valueOf(Integer.parseInt(now) + 1)) ? 1 : 0;
        }
    }

    @Test
    void plainValuesAreRefusedUnlessTheyMayPass() {
        bare.kv().put(key("a"), "plain");
        sealing.kv().put(key("b"), "sealed");
        Throwable refused = catchThrowable(() -> sealing.kv().get(key("a")));
        assertThat(refused).isInstanceOfSatisfying(DecryptFailedException.class, why -> {
            assertThat(why.reason()).isEqualTo(Reason.PLAIN_VALUE);
            assertThat(why.maybeApplied()).isFalse();
            assertThat(why.operation()).isEqualTo("KV/Range");
            assertThat(why).hasMessageContaining(key("a")).message().doesNotContain("plain'");
        });
        assertThatThrownBy(() -> sealing.kv().range(prefix(), o -> o.prefix()))
                .as("one that does not open fails the whole answer")
                .isInstanceOf(DecryptFailedException.class);
        assertThat(sealing.kv().get(key("b"))).isPresent();
        Encryption lenient = encryption.plainValues(PlainValues.PASS);
        try (EtcdClient passing = target().bareClient().encryption(lenient).build()) {
            assertThat(values(passing)).containsExactly("plain", "sealed");
            assertThat(passing.kv()
                            .txn(t ->
                                    t.when(Compare.value(key("a")).is("plain")).then(Op.put(key("a"), "now sealed")))
                            .succeeded())
                    .isTrue();
        }
        assertThat(values(sealing)).containsExactly("now sealed", "sealed");
    }

    @Test
    void aWriteWhoseFormerValueDoesNotOpenWasApplied() {
        bare.kv().put(key("a"), "plain");
        Throwable thrown = catchThrowable(() -> sealing.kv().put(key("a"), "new", PutRequest::withPrevKv));
        assertThat(thrown).isInstanceOfSatisfying(DecryptFailedException.class, why -> {
            assertThat(why.maybeApplied()).isTrue();
            assertThat(why.retryable()).isFalse();
        });
        KeyValue now = sealing.kv().get(key("a")).orElseThrow();
        assertThat(text(now)).isEqualTo("new");
        assertThat(now.version()).as("written once").isEqualTo(2);
    }

    @Test
    void aValueMovedToAnotherKeyOrChangedDoesNotOpen() {
        sealing.kv().put(key("a"), "1");
        Bytes sealed = bare.kv().get(key("a")).orElseThrow().value();
        bare.kv().put(bytesKey("b"), sealed);
        assertReason("b", Reason.NOT_AUTHENTIC);
        byte[] changed = sealed.toByteArray();
        changed[changed.length - 20] ^= 1;
        bare.kv().put(bytesKey("a"), Bytes.of(changed));
        assertReason("a", Reason.NOT_AUTHENTIC);
        bare.kv().put(bytesKey("a"), sealed.slice(0, 20));
        assertReason("a", Reason.TRUNCATED);
        Encryption stranger = Encryption.of(KeyRing.of(8, EncryptionKey.random()));
        bare.kv().put(bytesKey("a"), stranger.seal(bytesKey("a"), Bytes.utf8("1")));
        assertReason("a", Reason.UNKNOWN_KEY);
    }

    @Test
    void whatTheServerCannotDoWithSealedValuesIsRefusedBeforeItIsAsked() {
        sealing.kv().put(key("a"), "1");
        long before = revision();
        assertThatThrownBy(() ->
                        sealing.kv().range(prefix(), o -> o.prefix().sort(Sort.Target.VALUE, Sort.Order.ASCENDING)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("sort");
        assertThatThrownBy(() -> sealing.kv()
                        .txn(t -> t.when(
                                        Compare.value(KeyRange.prefix(prefix())).is("1"))
                                .then(Op.put(key("b"), "x"))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("range");
        assertThatThrownBy(() -> sealing.kv()
                        .txn(t -> t.then(
                                Op.put(key("b"), "x"),
                                RangeRequest.of(KeyRange.prefix(prefix()))
                                        .sort(Sort.Target.VALUE, Sort.Order.ASCENDING))))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void aNamespaceIsPartOfTheKeyAValueIsBoundTo() {
        try (EtcdClient inside = target().bareClient()
                .namespace(prefix() + "inside/")
                .encryption(encryption)
                .build()) {
            inside.kv().put("a", "1");
            assertThat(text(inside.kv().get("a").orElseThrow())).isEqualTo("1");
            assertThat(text(sealing.kv().get(key("inside/a")).orElseThrow())).isEqualTo("1");
            assertThat(inside.kv()
                            .txn(t -> t.when(Compare.value("a").is("1")).then(Op.put("a", "2")))
                            .succeeded())
                    .isTrue();
        }
    }

    private void assertReason(String name, Reason reason) {
        assertThatThrownBy(() -> sealing.kv().get(key(name)))
                .isInstanceOfSatisfying(
                        DecryptFailedException.class,
                        why -> assertThat(why.reason()).isEqualTo(reason));
    }

    private boolean swap(String name, String from, String to) {
        return sealing.kv()
                .txn(t -> t.when(Compare.value(key(name)).is(from)).then(Op.put(key(name), to)))
                .succeeded();
    }

    private List<String> values(EtcdClient through) {
        return through.kv().range(prefix(), o -> o.prefix()).kvs().stream()
                .map(this::text)
                .toList();
    }

    private String text(KeyValue kv) {
        return kv.value().utf8();
    }
}
