package io.mainstay.etcd.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thousands of watches of one client, against a server played by hand. */
@Timeout(60)
class ManyWatchesTest {
    /** As many as share a stream. */
    private static final int MANY = WatchMux.LANE_WATCHES;

    private static final int AHEAD = 256;

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final List<Watch> watches = new ArrayList<>();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .clock(clock)
            .random(new Random(1))
            .executor(Runnable::run)
            .build();

    @BeforeEach
    void watchAll() {
        for (int i = 0; i < MANY; i++) {
            watches.add(etcd.watch("k" + i));
        }
    }

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void areAskedForAFewAtATime_andAllComeBackAfterACut() {
        ScriptedStream<WatchCommand, WatchReply> first = server.nextStream(Rpcs.WATCH);
        acceptAll(first, 7);
        assertThat(watches).allMatch(watch -> watch.ready().isDone());

        first.end(TransportFailure.lost("connection reset", null));
        clock.advance(Duration.ofSeconds(1));
        ScriptedStream<WatchCommand, WatchReply> second = server.nextStream(Rpcs.WATCH);
        List<WatchCommand.Create> again = acceptAll(second, 9);
        assertThat(again).allMatch(create -> create.startRevision() == 8);
        assertThat(again.get(0).range().key().utf8()).as("in their order").isEqualTo("k0");
        assertThat(again.get(MANY - 1).range().key().utf8()).isEqualTo("k" + (MANY - 1));
        assertThat(server.hasStream()).isFalse();
    }

    @Test
    void oneAnswerProvesAllOfThem() {
        ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
        acceptAll(stream, 7);
        clock.advance(Duration.ofSeconds(12));
        assertThat(stream.nextSent()).isEqualTo(new WatchCommand.Progress());
        assertThat(stream.hasSent()).as("one question for all").isFalse();
        stream.reply(WatchReply.progress(ResponseHeader.ofRevision(90), WatchStream.ALL));
        assertThat(watches).allMatch(watch -> watch.completeUpTo() == 90);
        assertThat(watches).allMatch(watch -> watch.staleness().isZero());
    }

    @Test
    void aThrongOnOneOfThem_costsTheOthersNothing() {
        ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
        List<WatchCommand.Create> creates = acceptAll(stream, 1);
        long throng = creates.get(0).watchId();
        long revision = 2;
        while (!stream.hasSent()) {
            stream.reply(event(throng, revision++));
        }
        assertThat(stream.nextSent()).as("the full one pauses").isEqualTo(new WatchCommand.Cancel(throng));
        for (WatchCommand.Create create : creates.subList(1, MANY)) {
            stream.reply(event(create.watchId(), revision));
        }
        assertThat(watches.subList(1, MANY))
                .allMatch(watch -> watch.poll(Duration.ZERO).isPresent());
    }

    @Test
    void closingEach_tellsTheServerOfEach_andTheLastResetsTheStream() {
        ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
        acceptAll(stream, 7);
        for (Watch watch : watches) {
            assertThat(stream.isCancelled()).isFalse();
            watch.close();
            assertThat(stream.nextSent()).isInstanceOf(WatchCommand.Cancel.class);
        }
        assertThat(stream.isCancelled()).isTrue();
    }

    @Test
    void closedWhileTheyWait_areNeverAskedFor() {
        ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
        watches.subList(AHEAD, MANY).forEach(Watch::close);
        for (int i = 0; i < AHEAD; i++) {
            accept(stream, 7);
        }
        assertThat(stream.hasSent()).isFalse();
    }

    @Test
    void closingTheClient_resetsTheStream_andSendsNoThousandCancels() {
        ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
        acceptAll(stream, 7);
        etcd.close();
        assertThat(stream.isCancelled()).isTrue();
        assertThat(stream.hasSent()).isFalse();
        assertThat(watches).allMatch(watch -> watch.ended().isCompletedExceptionally());
    }

    @Test
    void moreThanAStreamIsFor_areSpreadOverFew_andThoseThatCloseMakeRoom() {
        List<ScriptedStream<WatchCommand, WatchReply>> streams = new ArrayList<>();
        streams.add(server.nextStream(Rpcs.WATCH));
        for (int i = MANY; i < 10_000; i++) {
            watches.add(etcd.watch("k" + i));
            if (server.hasStream()) {
                streams.add(server.nextStream(Rpcs.WATCH));
            }
        }
        assertThat(streams).hasSize(WatchMux.LANES);
        for (int turn = 0; turn < 10_000 / WatchMux.LANES; turn++) {
            streams.forEach(stream -> accept(stream, 7));
        }
        assertThat(watches).allMatch(watch -> watch.ready().isDone());

        streams.get(2).end(TransportFailure.lost("connection reset", null));
        clock.advance(Duration.ofSeconds(1));
        assertThat(server.nextStream(Rpcs.WATCH).hasSent())
                .as("only the lost one comes back")
                .isTrue();
        assertThat(server.hasStream()).isFalse();
        assertThat(streams.get(0).hasSent()).isFalse();

        watches.subList(1, MANY).forEach(Watch::close);
        watches.subList(4 * MANY, 10_000).forEach(Watch::close);
        etcd.watch("another");
        assertThat(server.hasStream()).as("there is room on the first").isFalse();
    }

    /** Accepts every watch; no more may be asked for than the client may have unanswered. */
    private List<WatchCommand.Create> acceptAll(ScriptedStream<WatchCommand, WatchReply> stream, long revision) {
        List<WatchCommand.Create> creates = new ArrayList<>();
        List<WatchCommand.Create> unanswered = new ArrayList<>();
        while (creates.size() < MANY) {
            while (stream.hasSent()) {
                unanswered.add((WatchCommand.Create) stream.nextSent());
            }
            assertThat(unanswered).hasSizeBetween(1, AHEAD);
            WatchCommand.Create next = unanswered.remove(0);
            stream.reply(WatchReply.created(ResponseHeader.ofRevision(revision), next.watchId()));
            creates.add(next);
        }
        return creates;
    }

    private static void accept(ScriptedStream<WatchCommand, WatchReply> stream, long revision) {
        long id = ((WatchCommand.Create) stream.nextSent()).watchId();
        stream.reply(WatchReply.created(ResponseHeader.ofRevision(revision), id));
    }

    private static WatchReply event(long id, long revision) {
        KeyValue kv = new KeyValue(Bytes.utf8("k"), Bytes.EMPTY, revision, revision, 1, 0);
        return WatchReply.events(
                ResponseHeader.ofRevision(revision), id, List.of(new WatchEvent(WatchEvent.Type.PUT, kv, null)));
    }
}
