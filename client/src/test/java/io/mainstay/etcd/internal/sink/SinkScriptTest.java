package io.mainstay.etcd.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.stream.Sink;
import io.mainstay.etcd.stream.SinkException;
import io.mainstay.etcd.stream.SinkOptions;
import io.mainstay.etcd.stream.Write;
import io.mainstay.etcd.stream.WriteBurst;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedCall;
import io.mainstay.etcd.testing.ScriptedTransport;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sink whose answers are lost, late or refusals; the server is played by hand. */
class SinkScriptTest {
    private static final TransportFailure CUT = TransportFailure.lost("connection reset", null);
    private static final TransportFailure REFUSED = TransportFailure.notSent(ErrorCode.UNAVAILABLE, "connection refused", null);

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
    void aTransactionIsGuardedByWhatWasLastSeen() {
        Sink sink = begin(o -> o);
        CompletableFuture<Long> first = sink.send(put("a"));
        answerStart();
        ScriptedCall<TxnRequest, TxnResult> txn = server.nextCall(Rpcs.TXN);
        assertThat(txn.request().compares()).containsExactly(Compare.modRevision("a").isLessThan(8));
        txn.respond(answer(true, 8));
        assertThat(first.join()).isEqualTo(8);
        CompletableFuture<Long> second = sink.send(put("a"));
        ScriptedCall<TxnRequest, TxnResult> next = server.nextCall(Rpcs.TXN);
        assertThat(next.request().compares()).containsExactly(Compare.modRevision("a").isLessThan(9));
        next.respond(answer(true, 9));
        assertThat(second.join()).isEqualTo(9);
    }

    @Test
    void onlyOneIsUnderWay_andWithMoreOnlyThoseWithoutACommonKey() {
        Sink strict = begin(o -> o);
        assertThat(strict.send(put("a"))).isNotNull();
        answerStart();
        assertThat(strict.send(put("b"))).isNotNull();
        ScriptedCall<TxnRequest, TxnResult> first = server.nextCall(Rpcs.TXN);
        assertThat(server.hasCall()).isFalse();
        first.respond(answer(true, 8));
        server.nextCall(Rpcs.TXN).respond(answer(true, 9));

        Sink wide = begin(o -> o.inFlight(3));
        assertThat(wide.send(put("a"))).isNotNull();
        answerStart();
        assertThat(wide.send(put("b"))).isNotNull();
        CompletableFuture<Long> again = wide.send(put("a"));
        ScriptedCall<TxnRequest, TxnResult> a = server.nextCall(Rpcs.TXN);
        ScriptedCall<TxnRequest, TxnResult> b = server.nextCall(Rpcs.TXN);
        assertThat(server.hasCall()).as("the second write of a waits for the first").isFalse();
        b.respond(answer(true, 10));
        assertThat(server.hasCall()).isFalse();
        a.respond(answer(true, 11));
        server.nextCall(Rpcs.TXN).respond(answer(true, 12));
        assertThat(again.join()).isEqualTo(12);
    }

    @Test
    void aLostAnswer_isSentAgain_andRefused_andFoundApplied() {
        CompletableFuture<Long> written = lostAndRefused(begin(o -> o));
        server.nextCall(Rpcs.TXN).respond(found(9, kv("a", "v", 8)));
        assertThat(written.join()).isEqualTo(8);
    }

    @Test
    void aLostAnswer_whoseKeyDoesNotShowIt_isUnknown() {
        Sink sink = begin(o -> o);
        CompletableFuture<Long> written = lostAndRefused(sink);
        server.nextCall(Rpcs.TXN).respond(found(9, kv("a", "of another", 9)));
        SinkException why = failure(written);
        assertThat(why.maybeApplied()).isTrue();
        assertThat(why.result().unknown()).isEqualTo(1);
        assertThat(why.unknown()).containsExactly(put("a"));
        assertThat(why.notWritten()).isEmpty();
        assertThat(server.hasCall()).as("nothing is sent a second time without a guard").isFalse();
    }

    @Test
    void keysThatOthersChange_areGuardedAnew_andInTheEndWrittenOnceWithoutAGuard() {
        CompletableFuture<Long> written = begin(o -> o).send(put("a"));
        answerStart();
        for (int i = 0; i < 16; i++) {
            ScriptedCall<TxnRequest, TxnResult> guarded = server.nextCall(Rpcs.TXN);
            assertThat(guarded.request().compares()).hasSize(1);
            guarded.respond(refusal(20 + i, kv("a", "", 20 + i)));
        }
        ScriptedCall<TxnRequest, TxnResult> plain = server.nextCall(Rpcs.TXN);
        assertThat(plain.request().compares()).isEmpty();
        plain.respond(answer(true, 40));
        assertThat(written.join()).isEqualTo(40);
    }

    @Test
    void anEtcdOutOfReachIsTriedForAsLongAsPatienceLasts() {
        Sink sink = begin(o -> o.patience(Duration.ofSeconds(60)));
        CompletableFuture<Long> written = sink.send(put("a"));
        for (int seconds = 0; !written.isDone() && seconds < 300; seconds++) {
            while (server.hasCall()) {
                server.nextCall(Rpcs.RANGE).fail(REFUSED);
            }
            assertThat(written.isDone()).as("after " + seconds + " s").isEqualTo(seconds > 60 && written.isDone());
            clock.advance(Duration.ofSeconds(1));
        }
        SinkException why = failure(written);
        assertThat(why.maybeApplied()).isFalse();
        assertThat(why.retryable()).isTrue();
        assertThat(why.notWritten()).containsExactly(put("a"));
    }

    @Test
    void aClientThatIsClosedEndsIt_andWhatWasUnderWayIsUnknown() {
        Sink sink = begin(o -> o);
        CompletableFuture<Long> first = sink.send(put("a"));
        answerStart();
        CompletableFuture<Long> second = sink.send(put("b"));
        etcd.close();
        SinkException why = failure(first);
        assertThat(failure(second)).isSameAs(why);
        assertThat(why.unknown()).containsExactly(put("a"));
        assertThat(why.notWritten()).containsExactly(put("b"));
    }

    private CompletableFuture<Long> lostAndRefused(Sink sink) {
        CompletableFuture<Long> written = sink.send(put("a"));
        answerStart();
        server.nextCall(Rpcs.TXN).fail(CUT);
        clock.advance(Duration.ofSeconds(1));
        server.nextCall(Rpcs.TXN).respond(refusal(9, kv("a", "", 8)));
        return written;
    }

    private Sink begin(UnaryOperator<SinkOptions> options) {
        return etcd.sink(options);
    }

    private void answerStart() {
        server.nextCall(Rpcs.RANGE).respond(new RangeResult(ResponseHeader.ofRevision(7), List.of(), false, 0));
    }

    private static WriteBurst put(String key) {
        return WriteBurst.of(Write.put(key, "v"));
    }

    private static SinkException failure(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        return (SinkException)
                catchThrowableOfType(CompletionException.class, future::join).getCause();
    }

    private static KeyValue kv(String key, String value, long revision) {
        return new KeyValue(Bytes.utf8(key), Bytes.utf8(value), revision, revision, 1, 0);
    }

    private static TxnResult refusal(long revision, KeyValue... read) {
        return new TxnResult(ResponseHeader.ofRevision(revision), false, ranges(read));
    }

    private static TxnResult found(long revision, KeyValue... read) {
        return new TxnResult(ResponseHeader.ofRevision(revision), true, ranges(read));
    }

    private static TxnResult answer(boolean succeeded, long revision) {
        return new TxnResult(ResponseHeader.ofRevision(revision), succeeded, List.of());
    }

    private static List<OpResult> ranges(KeyValue... read) {
        return Stream.of(read)
                .<OpResult>map(kv -> new RangeResult(ResponseHeader.EMPTY, List.of(kv), false, 1))
                .toList();
    }
}
