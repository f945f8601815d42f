package io.mainstay.etcd.internal.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.crypto.DecryptFailedException;
import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.crypto.EncryptionKey;
import io.mainstay.etcd.crypto.KeyRing;
import io.mainstay.etcd.crypto.KeyUseLimitException;
import io.mainstay.etcd.error.ConflictException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.InvalidRequestException;
import io.mainstay.etcd.internal.layer.Mappings;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedCall;
import io.mainstay.etcd.testing.ScriptedTransport;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Encryption against a server played by hand: what is sent, in which steps, and what each failure is told as. */
class EncryptedTransportTest {
    private static final ResponseHeader HEADER = ResponseHeader.ofRevision(9);
    private static final TransportFailure CUT = TransportFailure.lost("connection reset", null);

    private final Encryption encryption = Encryption.of(KeyRing.of(1, EncryptionKey.random()));
    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final EtcdClient etcd = client(encryption);

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void everyProcedureIsMappedOrExpresslyUntouched() throws Exception {
        Mappings mappings = EncryptionMappings.of(encryption);
        List<Rpc<?, ?>> forgotten = new ArrayList<>();
        for (Field field : Rpcs.class.getDeclaredFields()) {
            if (Rpc.class.isAssignableFrom(field.getType()) && !mappings.knows((Rpc<?, ?>) field.get(null))) {
                forgotten.add((Rpc<?, ?>) field.get(null));
            }
        }
        assertThat(forgotten).isEmpty();
    }

    @Test
    void whatValuesAloneDecide_isOneReadWhenNothingIsToRun() {
        CompletableFuture<TxnResult> swap = swap();
        nextTxn().respond(reads(found("other", 5)));
        assertThat(swap.join()).isEqualTo(new TxnResult(HEADER, false, List.of()));
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void valueOfAMissingKey_comparesFalseEvenAsUnequal() {
        CompletableFuture<TxnResult> txn =
                etcd.kv().async().txn(t -> t.when(Compare.value("k").isNot("x")).then(Op.put("k", "new")));
        nextTxn().respond(reads(new RangeResult(HEADER, List.of(), false, 0)));
        assertThat(txn.join().succeeded()).isFalse();
    }

    @Test
    void otherComparisons_goInsideWithBothBranches() {
        CompletableFuture<TxnResult> txn = etcd.kv()
                .async()
                .txn(t -> t.when(Compare.value("k").is("old"), Compare.missing("m"))
                        .then(Op.put("m", "new"))
                        .otherwise(Op.get("m")));
        nextTxn().respond(reads(found("old", 5)));
        ScriptedCall<TxnRequest, TxnResult> guarded = nextTxn();
        assertThat(guarded.request().compares())
                .containsExactly(Compare.modRevision("k").is(5));
        TxnRequest inner = (TxnRequest) guarded.request().success().get(0);
        assertThat(inner.compares()).containsExactly(Compare.missing("m"));
        assertThat(inner.failure()).containsExactly(Op.get("m"));
        KeyValue m = new KeyValue(Bytes.utf8("m"), encryption.seal(Bytes.utf8("m"), Bytes.utf8("v")), 3, 3, 1, 0);
        RangeResult read = new RangeResult(HEADER, List.of(m), false, 1);
        guarded.respond(new TxnResult(
                HEADER, true, List.of(new TxnResult(ResponseHeader.EMPTY, false, List.of((OpResult) read)))));
        TxnResult result = txn.join();
        assertThat(result.header()).isEqualTo(HEADER);
        assertThat(result.succeeded()).isFalse();
        assertThat(result.range(0).kvs().get(0).value().utf8()).isEqualTo("v");
    }

    @Test
    void nestedComparisonOfAValue_isDecidedInItsPlace() {
        etcd.kv()
                .async()
                .txn(t -> t.then(
                        Op.txn(n -> n.when(Compare.value("k").is("x")).then(Op.put("a", "1"))),
                        Op.txn(n -> n.when(Compare.value("k").isGreaterThan(Bytes.utf8("a")))
                                .then(Op.put("b", "1")))));
        nextTxn().respond(reads(found("old", 5)));
        TxnRequest guarded = nextTxn().request();
        assertThat(((TxnRequest) guarded.success().get(0)).compares())
                .containsExactly(ValueCompares.never(KeyRange.single(Bytes.utf8("k"))));
        assertThat(((TxnRequest) guarded.success().get(1)).compares()).isEmpty();
    }

    @Test
    void aKeyThatHasChanged_isLookedAtAgainWithWhatTheAnswerHolds() {
        CompletableFuture<TxnResult> swap = swap();
        nextTxn().respond(reads(found("old", 5)));
        nextTxn().respond(changed(found("old", 6)));
        ScriptedCall<TxnRequest, TxnResult> again = nextTxn();
        assertThat(again.request().compares())
                .containsExactly(Compare.modRevision("k").is(6));
        again.respond(changed(found("taken", 7)));
        assertThat(swap.join().succeeded()).isFalse();
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void aKeyThatChangesEachTime_isAConflictInTheEndAndNothingWasApplied() {
        CompletableFuture<TxnResult> swap = swap();
        nextTxn().respond(reads(found("old", 5)));
        for (int i = 1; i <= GuardedTxn.TRIES_MOST; i++) {
            nextTxn().respond(changed(found("old", 5 + i)));
        }
        EtcdException why = failure(swap);
        assertThat(why).isInstanceOf(ConflictException.class);
        assertThat(why.maybeApplied()).isFalse();
        assertThat(why.retryable()).isTrue();
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void aLostReading_surelyAppliedNothingAndIsTriedAgain() {
        CompletableFuture<TxnResult> swap = swap();
        nextTxn().fail(CUT);
        clock.advance(Duration.ofSeconds(1));
        nextTxn().respond(reads(found("other", 5)));
        assertThat(swap.join().succeeded()).isFalse();
    }

    @Test
    void aLostAnswerAfterThat_isAmbiguousAndNotTriedAgain() {
        CompletableFuture<TxnResult> swap = swap();
        nextTxn().respond(reads(found("old", 5)));
        nextTxn().fail(CUT);
        clock.advance(Duration.ofSeconds(5));
        assertThat(failure(swap).maybeApplied()).isTrue();
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void cancel_stopsWhicheverStepIsUnderWay() {
        CompletableFuture<TxnResult> first = swap();
        ScriptedCall<TxnRequest, TxnResult> read = nextTxn();
        first.cancel(false);
        assertThat(read.isCancelled()).isTrue();
        CompletableFuture<TxnResult> second = swap();
        nextTxn().respond(reads(found("old", 5)));
        ScriptedCall<TxnRequest, TxnResult> write = nextTxn();
        second.cancel(false);
        assertThat(write.isCancelled()).isTrue();
    }

    @Test
    void aComparedValueThatDoesNotOpen_failsBeforeAnythingIsWritten() {
        CompletableFuture<TxnResult> swap = swap();
        KeyValue plain = new KeyValue(Bytes.utf8("k"), Bytes.utf8("plain"), 2, 5, 1, 0);
        nextTxn().respond(reads(new RangeResult(HEADER, List.of(plain), false, 1)));
        EtcdException why = failure(swap);
        assertThat(why).isInstanceOf(DecryptFailedException.class);
        assertThat(why.maybeApplied()).isFalse();
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void aFormerValueThatDoesNotOpen_isToldOfAWriteThatMayBeApplied() {
        CompletableFuture<PutResult> put = etcd.kv().async().put("k", "new", PutRequest::withPrevKv);
        KeyValue plain = new KeyValue(Bytes.utf8("k"), Bytes.utf8("plain"), 2, 5, 1, 0);
        server.nextCall(Rpcs.PUT).respond(new PutResult(HEADER, plain));
        clock.advance(Duration.ofSeconds(5));
        EtcdException why = failure(put);
        assertThat(why).isInstanceOf(DecryptFailedException.class);
        assertThat(why.maybeApplied()).isTrue();
        assertThat(why.operation()).isEqualTo("KV/Put");
        assertThat(server.hasCall()).as("not sent again").isFalse();
    }

    @Test
    void whatCannotBe_isNotSent() {
        CompletableFuture<RangeResult> sorted =
                etcd.kv().async().range("k", o -> o.prefix().sort(Sort.Target.VALUE, Sort.Order.ASCENDING));
        assertThat(failure(sorted)).isInstanceOf(InvalidRequestException.class);
        CompletableFuture<TxnResult> ranged = etcd.kv()
                .async()
                .txn(t -> t.when(Compare.value(KeyRange.prefix("k")).is("x")).then(Op.put("a", "1")));
        assertThat(failure(ranged)).isInstanceOf(InvalidRequestException.class);
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void aWornKey_refusesWritesTypedAndStillReads() {
        try (EtcdClient limited = client(encryption.keyUseLimit(1))) {
            limited.kv().async().put("k", "1");
            server.nextCall(Rpcs.PUT).respond(new PutResult(HEADER, null));
            EtcdException why = failure(limited.kv().async().put("k", "2"));
            assertThat(why)
                    .isInstanceOfSatisfying(
                            KeyUseLimitException.class,
                            worn -> assertThat(worn.keyId()).isEqualTo(1));
            assertThat(why.maybeApplied()).isFalse();
            assertThat(why).hasMessageContaining("promote");
            assertThat(server.hasCall()).isFalse();
        }
    }

    @Test
    void aValueGivenBesideKeepValue_isSealedToo() {
        etcd.kv().async().put(new PutRequest(Bytes.utf8("k"), Bytes.utf8("slipped in"), 0, false, true, false));
        Bytes sent = server.nextCall(Rpcs.PUT).request().value();
        assertThat(Encryption.isSealed(sent)).isTrue();
    }

    private EtcdClient client(Encryption with) {
        return EtcdClient.builder()
                .transport(server)
                .clock(clock)
                .random(new Random(1))
                .executor(Runnable::run)
                .encryption(with)
                .build();
    }

    private CompletableFuture<TxnResult> swap() {
        return etcd.kv().async().txn(t -> t.when(Compare.value("k").is("old")).then(Op.put("k", "new")));
    }

    private ScriptedCall<TxnRequest, TxnResult> nextTxn() {
        return server.nextCall(Rpcs.TXN);
    }

    private RangeResult found(String value, long modRevision) {
        Bytes key = Bytes.utf8("k");
        KeyValue kv = new KeyValue(key, encryption.seal(key, Bytes.utf8(value)), 2, modRevision, 1, 0);
        return new RangeResult(HEADER, List.of(kv), false, 1);
    }

    private static TxnResult reads(RangeResult read) {
        return new TxnResult(HEADER, true, List.of(read));
    }

    /** The answer that says that a guard did not hold. */
    private static TxnResult changed(RangeResult read) {
        return new TxnResult(HEADER, false, List.of(read));
    }

    private static EtcdException failure(CompletableFuture<?> future) {
        assertThat(future).isDone();
        Throwable thrown = catchThrowable(future::join);
        assertThat(thrown).isInstanceOf(CompletionException.class);
        return (EtcdException) thrown.getCause();
    }
}
