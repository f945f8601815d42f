package io.mainstay.etcd.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedCall;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scans against a server played by hand: fallback, resumption, back-pressure, ends. */
class ScanScriptTest {
    private static final TransportFailure UNKNOWN =
            TransportFailure.answered(ErrorCode.UNIMPLEMENTED, "unknown method RangeStream");
    private static final TransportFailure CUT = TransportFailure.lost("connection reset", null);

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .clock(clock)
            .random(new Random(1))
            .executor(Runnable::run)
            .build();
    private final Seen seen = new Seen();

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void aSmallRange_isOneCall() {
        begin();
        server.nextCall(Rpcs.RANGE).respond(page(0, 3, false));
        assertThat(seen.keys).containsExactly("0", "1", "2");
        assertThat(seen.end).isEqualTo("complete");
        assertThat(server.hasStream()).isFalse();
    }

    @Test
    void aMemberWithoutStreams_isAskedOnce_andReadInPagesAtTheFirstRevision() {
        begin();
        server.nextCall(Rpcs.RANGE).respond(page(0, 2, true));
        server.nextStream(Rpcs.RANGE_STREAM).end(UNKNOWN);
        ScriptedCall<RangeRequest, RangeResult> second = server.nextCall(Rpcs.RANGE);
        assertThat(second.request().revision()).isEqualTo(7);
        assertThat(second.request().range().key()).isEqualTo(Bytes.utf8("1").next());
        assertThat(second.request().range().end()).isEqualTo(Bytes.ZERO);
        second.respond(page(2, 4, true));
        server.nextCall(Rpcs.RANGE).respond(page(4, 5, false));
        assertThat(seen.keys).containsExactly("0", "1", "2", "3", "4");
        assertThat(seen.end).isEqualTo("complete");
        assertThat(server.hasStream()).isFalse();
    }

    @Test
    void aCutStream_isTakenUpAfterTheLastKey() {
        ScriptedStream<RangeRequest, RangeResult> stream = beginStream();
        stream.reply(part(2, 4));
        stream.end(CUT);
        clock.advance(Duration.ofSeconds(1));
        ScriptedStream<RangeRequest, RangeResult> next = server.nextStream(Rpcs.RANGE_STREAM);
        RangeRequest again = next.nextSent();
        assertThat(again.revision()).isEqualTo(7);
        assertThat(again.range().key()).isEqualTo(Bytes.utf8("3").next());
        next.reply(page(4, 5, false));
        assertThat(seen.keys).containsExactly("0", "1", "2", "3", "4");
        assertThat(seen.end).isEqualTo("complete");
    }

    @Test
    void aStreamThatEndsWithoutItsLastMessage_isNotTakenForComplete() {
        ScriptedStream<RangeRequest, RangeResult> stream = beginStream();
        stream.reply(part(2, 4));
        stream.end(null);
        clock.advance(Duration.ofSeconds(1));
        server.nextStream(Rpcs.RANGE_STREAM).reply(page(4, 5, false));
        assertThat(seen.keys).hasSize(5);
        assertThat(seen.end).isEqualTo("complete");
    }

    @Test
    void aCompactedRevision_endsItTyped() {
        ScriptedStream<RangeRequest, RangeResult> stream = beginStream();
        stream.reply(part(2, 4));
        stream.end(TransportFailure.answered(
                ErrorCode.OUT_OF_RANGE, "etcdserver: mvcc: required revision has been compacted"));
        assertThat(seen.keys).hasSize(4);
        assertThat(seen.end).isInstanceOf(CompactedException.class);
    }

    @Test
    void aSilentStream_endsAtTheCallTimeoutOfItsNextPart() {
        ScriptedStream<RangeRequest, RangeResult> stream = beginStream();
        clock.advance(Duration.ofSeconds(9));
        stream.reply(part(2, 4));
        clock.advance(Duration.ofSeconds(9));
        assertThat(seen.end).isNull();
        clock.advance(Duration.ofSeconds(2));
        assertThat(seen.end).isInstanceOf(DeadlineExceededException.class);
        assertThat(stream.isCancelled()).isTrue();
    }

    @Test
    void aReaderThatStops_makesRoomForOnePartAheadAndNoMore() {
        seen.first = 1;
        ScriptedStream<RangeRequest, RangeResult> stream = beginStream();
        // The first page is being read; the part after it may come.
        stream.reply(part(2, 4));
        assertThatThrownBy(() -> stream.reply(part(4, 6)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no room");
    }

    @Test
    void cancelling_endsTheStream() {
        ScriptedStream<RangeRequest, RangeResult> stream = beginStream();
        seen.subscription.cancel();
        assertThat(stream.isCancelled()).isTrue();
        assertThat(seen.end).isNull();
    }

    private ScriptedStream<RangeRequest, RangeResult> beginStream() {
        begin();
        server.nextCall(Rpcs.RANGE).respond(page(0, 2, true));
        ScriptedStream<RangeRequest, RangeResult> stream = server.nextStream(Rpcs.RANGE_STREAM);
        assertThat(stream.nextSent().revision()).isEqualTo(7);
        assertThat(stream.isHalfClosed()).isTrue();
        return stream;
    }

    private void begin() {
        etcd.kv().async().scan(RangeRequest.of(Bytes.utf8("0")).fromKey()).subscribe(seen);
    }

    private static RangeResult page(int from, int to, boolean more) {
        return new RangeResult(ResponseHeader.ofRevision(7), kvs(from, to), more, 5);
    }

    private static RangeResult part(int from, int to) {
        return new RangeResult(ResponseHeader.EMPTY, kvs(from, to), false, 0);
    }

    private static List<KeyValue> kvs(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new KeyValue(Bytes.utf8("" + i), Bytes.utf8("v"), 2, 2, 1, 0))
                .toList();
    }

    private static final class Seen implements Flow.Subscriber<KeyValue> {
        private final List<String> keys = new ArrayList<>();
        private long first = Long.MAX_VALUE;
        private Object end;
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(first);
        }

        @Override
        public void onNext(KeyValue kv) {
            keys.add(kv.key().utf8());
        }

        @Override
        public void onError(Throwable thrown) {
            end = thrown;
        }

        @Override
        public void onComplete() {
            end = "complete";
        }
    }
}
