package io.mainstay.etcd.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.BulkException;
import io.mainstay.etcd.kv.BulkResult;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedCall;
import io.mainstay.etcd.testing.ScriptedTransport;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A chunked write of three keys, two to a transaction, whose answers are lost; the server is played by hand. */
class BulkScriptTest {
    private static final TransportFailure CUT = TransportFailure.lost("connection reset", null);

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .clock(clock)
            .random(new Random(1))
            .executor(Runnable::run)
            .build();

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void everyTransaction_isGuardedByTheRevisionOfTheStart() {
        CompletableFuture<BulkResult> run = begin();
        for (long revision = 8; revision < 10; revision++) {
            ScriptedCall<TxnRequest, TxnResult> txn = server.nextCall(Rpcs.TXN);
            assertThat(txn.request().compares())
                    .hasSameSizeAs(txn.request().success())
                    .allMatch(compare -> compare.target() == Compare.Target.MOD_REVISION
                            && compare.relation() == Compare.Relation.LESS
                            && compare.number() == 8);
            txn.respond(answer(true, revision));
        }
        assertThat(run.join()).isEqualTo(new BulkResult(3, 0, 6, List.of(8L, 9L)));
    }

    @Test
    void aLostAnswer_isSentAgain_andRefused_andFoundApplied() {
        CompletableFuture<BulkResult> run = begin();
        loseFirstAndRefuseItsRepetition();
        server.nextCall(Rpcs.TXN).respond(answer(true, 9, kv("a", "1", 8), kv("b", "1", 8)));
        server.nextCall(Rpcs.TXN).respond(answer(true, 9));
        assertThat(run.join().revisions()).containsExactly(8L, 9L);
    }

    @Test
    void aLostAnswer_whoseKeysDoNotShowIt_isUnknown() {
        CompletableFuture<BulkResult> run = begin();
        loseFirstAndRefuseItsRepetition();
        server.nextCall(Rpcs.TXN).respond(answer(true, 9, kv("a", "1", 8), kv("b", "other", 9)));
        assertThat(server.hasCall()).isFalse();
        BulkException why = failure(run);
        assertThat(why.maybeApplied()).isTrue();
        assertThat(why.done()).isEmpty();
        assertThat(why.unknown()).containsExactly(Bytes.utf8("a"), Bytes.utf8("b"));
        assertThat(why.notDone()).containsExactly(Bytes.utf8("c"));
        assertThat(why).hasMessageContaining("0 of 3 keys, 2 unknown");
    }

    @Test
    void keysThatOthersChanged_areGuardedAnew() {
        CompletableFuture<BulkResult> run = begin();
        server.nextCall(Rpcs.TXN).respond(answer(false, 20));
        ScriptedCall<TxnRequest, TxnResult> anew = server.nextCall(Rpcs.TXN);
        assertThat(anew.request().compares()).allMatch(compare -> compare.number() == 21);
        anew.respond(answer(true, 21));
        server.nextCall(Rpcs.TXN).respond(answer(true, 22));
        assertThat(run.join().revisions()).containsExactly(21L, 22L);
    }

    @Test
    void aCancelledFuture_sendsNothingAfterWhatIsUnderWay() {
        CompletableFuture<BulkResult> run = begin();
        ScriptedCall<TxnRequest, TxnResult> underWay = server.nextCall(Rpcs.TXN);
        assertThat(run.cancel(true)).isTrue();
        assertThat(run).isCancelled();
        underWay.respond(answer(true, 8));
        assertThat(server.hasCall()).isFalse();
    }

    private void loseFirstAndRefuseItsRepetition() {
        server.nextCall(Rpcs.TXN).fail(CUT);
        clock.advance(Duration.ofSeconds(1));
        server.nextCall(Rpcs.TXN).respond(answer(false, 9));
    }

    private CompletableFuture<BulkResult> begin() {
        List<PutRequest> puts = Stream.of("a", "b", "c")
                .map(key -> PutRequest.of(Bytes.utf8(key), Bytes.utf8("1")))
                .toList();
        CompletableFuture<BulkResult> run =
                etcd.kv().async().bulk(o -> o.chunked().maxOps(2).inFlight(1)).putAll(puts);
        server.nextCall(Rpcs.RANGE).respond(new RangeResult(ResponseHeader.ofRevision(7), List.of(), false, 0));
        return run;
    }

    private static BulkException failure(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        return (BulkException)
                catchThrowableOfType(CompletionException.class, future::join).getCause();
    }

    private static KeyValue kv(String key, String value, long revision) {
        return new KeyValue(Bytes.utf8(key), Bytes.utf8(value), revision, revision, 1, 0);
    }

    private static TxnResult answer(boolean succeeded, long revision, KeyValue... found) {
        List<OpResult> results = Stream.of(found)
                .<OpResult>map(kv -> new RangeResult(ResponseHeader.EMPTY, List.of(kv), false, 1))
                .toList();
        return new TxnResult(ResponseHeader.ofRevision(revision), succeeded, results);
    }
}
