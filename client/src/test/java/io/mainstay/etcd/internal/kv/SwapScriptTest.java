package io.mainstay.etcd.internal.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.ConflictException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.UnavailableException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.MoveResult;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.SwapResult;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guarded writes and moves whose answers are lost, against a server played by hand. */
class SwapScriptTest {
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
    void swapByRevision_isSentAgain_andItsSuccessIsSure() {
        CompletableFuture<SwapResult> swap = etcd.kv().async().compareAndSwap("k", 5, "v");
        server.nextCall(Rpcs.TXN).fail(CUT);
        clock.advance(Duration.ofSeconds(1));
        server.nextCall(Rpcs.TXN).respond(answer(true, 9));
        assertThat(swap.join().succeeded()).isTrue();
        assertThat(swap.join().revision()).isEqualTo(9);
    }

    @Test
    void swapByRevision_refusedAfterALostAnswer_mayHaveBeenApplied() {
        CompletableFuture<SwapResult> swap = etcd.kv().async().compareAndSwap("k", 5, "v");
        server.nextCall(Rpcs.TXN).fail(CUT);
        clock.advance(Duration.ofSeconds(1));
        server.nextCall(Rpcs.TXN).respond(answer(false, 9, kv("k", 8)));
        EtcdException why = failure(swap);
        assertThat(why).isInstanceOf(UnavailableException.class);
        assertThat(why.maybeApplied()).isTrue();
    }

    @Test
    void swapByRevision_refusedAtOnce_isRefused() {
        CompletableFuture<SwapResult> swap = etcd.kv().async().compareAndSwap("k", 5, "v");
        server.nextCall(Rpcs.TXN).respond(answer(false, 9, kv("k", 8)));
        assertThat(swap.join().current()).contains(kv("k", 8));
    }

    @Test
    void whatMayComeBack_isNotSentAgain() {
        List<CompletableFuture<SwapResult>> swaps = List.of(
                etcd.kv().async().putIfAbsent("k", "v"),
                etcd.kv().async().compareAndSwap("k", 0, "v"),
                etcd.kv().async().compareAndSwap("k", "old", "v"),
                etcd.kv().async().compareAndDelete("k", "old"));
        swaps.forEach(swap -> server.nextCall(Rpcs.TXN).fail(CUT));
        clock.advance(Duration.ofSeconds(5));
        assertThat(server.hasCall()).isFalse();
        assertThat(swaps)
                .allSatisfy(swap -> assertThat(failure(swap).maybeApplied()).isTrue());
    }

    @Test
    void move_isMadeAnewOfASourceThatChanged_butNotForEver() {
        CompletableFuture<MoveResult> move = etcd.kv().async().move("a", "b");
        server.nextCall(Rpcs.TXN).respond(answer(true, 9, kv("a", 3), null));
        for (int i = 0; i < Move.TRIES; i++) {
            var txn = server.nextCall(Rpcs.TXN);
            assertThat(txn.request().compares().get(0).number()).isEqualTo(3 + i);
            txn.respond(answer(false, 9, kv("a", 4 + i), null));
        }
        assertThat(server.hasCall()).isFalse();
        assertThat(failure(move)).isInstanceOf(ConflictException.class);
        assertThat(failure(move).maybeApplied()).isFalse();
    }

    @Test
    void move_cancelled_endsTheCallUnderWay() {
        CompletableFuture<MoveResult> move = etcd.kv().async().move("a", "b");
        var read = server.nextCall(Rpcs.TXN);
        move.cancel(true);
        assertThat(read.isCancelled()).isTrue();
    }

    private static EtcdException failure(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        return (EtcdException)
                catchThrowableOfType(CompletionException.class, future::join).getCause();
    }

    private static KeyValue kv(String key, long revision) {
        return new KeyValue(Bytes.utf8(key), Bytes.utf8("v"), 2, revision, 2, 0);
    }

    private static TxnResult answer(boolean succeeded, long revision, KeyValue... found) {
        List<OpResult> results = new ArrayList<>();
        for (KeyValue kv : found) {
            List<KeyValue> kvs = kv == null ? List.of() : List.of(kv);
            results.add(new RangeResult(ResponseHeader.EMPTY, kvs, false, kvs.size()));
        }
        return new TxnResult(ResponseHeader.ofRevision(revision), succeeded, results);
    }
}
