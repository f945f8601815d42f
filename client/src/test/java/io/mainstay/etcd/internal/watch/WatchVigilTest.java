package io.mainstay.etcd.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.event.ClientEvent;
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
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams that fall silent: asked, probed, left, and what their watches know meanwhile. On a clock moved by hand. */
class WatchVigilTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofSeconds(2);
    private static final WatchCommand QUESTION = new WatchCommand.Progress();

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final List<ClientEvent> told = new CopyOnWriteArrayList<>();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .clock(clock)
            .random(new Random(1))
            .executor(Runnable::run)
            .eventListener(told::add)
            .build();

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void quietStream_isAskedOnceForAllItsWatches_eachInterval() {
        etcd.watch("a");
        etcd.watch("b");
        ScriptedStream<WatchCommand, WatchReply> stream = stream();
        accept(stream, 7);
        accept(stream, 7);
        clock.advance(TICK); // the first look finds that all were just accepted
        for (int round = 0; round < 5; round++) {
            clock.advance(INTERVAL.minusMillis(1));
            assertThat(stream.hasSent()).isFalse();
            clock.advance(Duration.ofMillis(1));
            assertThat(stream.nextSent()).isEqualTo(QUESTION);
            assertThat(stream.hasSent()).isFalse();
            stream.reply(progress(7));
            clock.advance(TICK);
        }
        assertThat(server.hasStream()).isFalse();
    }

    /** etcd may tell that a watch was created before an answer that it had queued earlier. */
    @Test
    void anAnswerOlderThanAWatch_saysNothingOfItsHistory() {
        Watch first = etcd.watch("a");
        ScriptedStream<WatchCommand, WatchReply> stream = stream();
        accept(stream, 9);
        first.requestProgress();
        assertThat(stream.nextSent()).isEqualTo(QUESTION);
        Watch behind = etcd.watch("b", o -> o.startRevision(9));
        long id = accept(stream, 9);
        behind.requestProgress();
        assertThat(stream.nextSent()).isEqualTo(QUESTION);

        stream.reply(progress(9));
        assertThat(first.poll(Duration.ZERO))
                .hasValueSatisfying(batch -> assertThat(batch.revision()).isEqualTo(9));
        assertThat(behind.completeUpTo()).isEqualTo(8);
        assertThat(stream.nextSent()).as("asked again for the one that waits").isEqualTo(QUESTION);
        stream.reply(event(id, 9));
        assertThat(behind.poll(Duration.ZERO))
                .hasValueSatisfying(batch -> assertThat(batch.events()).hasSize(1));
        stream.reply(progress(9));
        assertThat(behind.poll(Duration.ZERO))
                .hasValueSatisfying(batch -> assertThat(batch.isProgress()).isTrue());
    }

    @Test
    void anAnswerOfALaterRevision_speaksOfEveryWatch() {
        Watch first = etcd.watch("a");
        ScriptedStream<WatchCommand, WatchReply> stream = stream();
        accept(stream, 9);
        first.requestProgress();
        assertThat(stream.nextSent()).isEqualTo(QUESTION);
        Watch behind = etcd.watch("b", o -> o.startRevision(5));
        accept(stream, 9);
        stream.reply(progress(9));
        assertThat(behind.completeUpTo()).isEqualTo(4);
        stream.reply(progress(10));
        assertThat(behind.completeUpTo()).isEqualTo(10);
    }

    @Test
    void eventsOfTheOnlyWatch_areProofEnough() {
        etcd.watch("a");
        ScriptedStream<WatchCommand, WatchReply> stream = stream();
        long id = accept(stream, 7);
        for (long revision = 8; revision < 60; revision++) {
            stream.reply(event(id, revision));
            clock.advance(TICK);
        }
        assertThat(stream.hasSent()).isFalse();
    }

    @Test
    void quietWatchBesideABusyOne_isAskedForAllTheSame() {
        Watch quiet = etcd.watch("a");
        etcd.watch("b");
        ScriptedStream<WatchCommand, WatchReply> stream = stream();
        accept(stream, 7);
        long busy = accept(stream, 7);
        for (long revision = 8; revision < 14; revision++) {
            stream.reply(event(busy, revision));
            clock.advance(TICK);
        }
        assertThat(stream.nextSent()).isEqualTo(QUESTION);
        stream.reply(progress(13));
        assertThat(quiet.completeUpTo()).isEqualTo(13);
        assertThat(quiet.staleness()).isZero();
    }

    @Test
    void answersMoveWhereAQuietWatchResumes_andItsUserHearsNothing() {
        Watch watch = etcd.watch("a");
        ScriptedStream<WatchCommand, WatchReply> stream = stream();
        accept(stream, 7);
        clock.advance(TICK);
        askAndAnswer(stream, 90);
        askAndAnswer(stream, 95);
        assertThat(watch.completeUpTo()).isEqualTo(95);
        assertThat(watch.poll(Duration.ZERO)).isEmpty();

        stream.end(TransportFailure.lost("connection reset", null));
        clock.advance(TICK);
        assertThat(((WatchCommand.Create) stream().nextSent()).startRevision()).isEqualTo(91);
    }

    @Test
    void silenceThatIsNoDeath_isTold_byAWatchThatMustBeRefused() {
        etcd.watch("a", o -> o.startRevision(1_000_000)); // the server tells no progress before that revision
        ScriptedStream<WatchCommand, WatchReply> stream = stream();
        accept(stream, 7);
        clock.advance(TICK);
        for (int round = 0; round < 20; round++) {
            clock.advance(INTERVAL);
            assertThat(stream.nextSent()).isEqualTo(QUESTION);
            clock.advance(TICK);
            WatchCommand.Create probe = (WatchCommand.Create) stream.nextSent();
            assertThat(probe.range().key()).isGreaterThanOrEqualTo(probe.range().end());
            stream.reply(WatchReply.refused(header(7), WatchStream.ALL, "mvcc: watcher range is empty"));
            clock.advance(TICK);
        }
        assertThat(server.hasStream()).isFalse();
        assertThat(told).noneMatch(ClientEvent.EndpointFailed.class::isInstance);
    }

    /** etcd tells a stream no progress while a watch of it waits for a revision that does not exist. */
    @Test
    void watchOfTheNextRevision_isTakenUpOneEarlier_whenTheStreamIsToBeAsked() {
        Watch watch = etcd.watch("a", o -> o.startRevision(8));
        ScriptedStream<WatchCommand, WatchReply> stream = stream();
        long ahead = accept(stream, 7);
        assertThat(watch.ready()).isCompletedWithValue(8L);
        assertThat(stream.hasSent())
                .as("asked for as its user did, while nobody asks")
                .isFalse();
        watch.requestProgress();
        assertThat(stream.nextSent()).isEqualTo(new WatchCommand.Cancel(ahead));
        WatchCommand.Create early = (WatchCommand.Create) stream.nextSent();
        assertThat(early.startRevision()).isEqualTo(7);
        assertThat(stream.nextSent()).isEqualTo(QUESTION);
        stream.reply(event(ahead, 8)); // was on its way, and will come again
        stream.reply(WatchReply.created(header(8), early.watchId()));
        assertThat(stream.nextSent()).as("asked again for the one that waits").isEqualTo(QUESTION);
        stream.reply(WatchReply.events(header(8), early.watchId(), List.of(put(7), put(8))));
        assertThat(watch.poll(Duration.ZERO).orElseThrow().events()).containsExactly(put(8));
        stream.reply(progress(8));
        stream.reply(progress(8));
        assertThat(watch.poll(Duration.ZERO).orElseThrow().isProgress()).isTrue();
        assertThat(watch.poll(Duration.ZERO)).isEmpty();
        assertThat(told).noneMatch(ClientEvent.WatchResumed.class::isInstance);
    }

    @Test
    void whatIsTakenUpEarlier_isAskedForUntilAnAnswerComes_andNotTakenUpTwice() {
        Watch watch = etcd.watch("a", o -> o.startRevision(8));
        ScriptedStream<WatchCommand, WatchReply> stream = stream();
        accept(stream, 7);
        clock.advance(TICK.plus(INTERVAL)); // the vigil asks
        assertThat(stream.nextSent()).isInstanceOf(WatchCommand.Cancel.class);
        accept(stream, 7);
        assertThat(stream.nextSent()).isEqualTo(QUESTION);
        clock.advance(Duration.ofMillis(250));
        assertThat(stream.nextSent()).isEqualTo(QUESTION);
        clock.advance(Duration.ofMillis(500));
        assertThat(stream.nextSent()).isEqualTo(QUESTION);
        stream.reply(progress(7));
        assertThat(watch.staleness()).isZero();
        clock.advance(TICK);
        assertThat(stream.hasSent()).isFalse();
        watch.requestProgress();
        assertThat(stream.nextSent()).isEqualTo(QUESTION);
        assertThat(stream.hasSent()).isFalse();
    }

    @Test
    void compactionOfTheRevisionBefore_endsNoWatchThatWasTakenUpEarlier() {
        Watch watch = etcd.watch("a", o -> o.startRevision(8));
        ScriptedStream<WatchCommand, WatchReply> stream = stream();
        accept(stream, 7);
        watch.requestProgress();
        assertThat(stream.nextSent()).isInstanceOf(WatchCommand.Cancel.class);
        long early = accept(stream, 8);
        assertThat(stream.nextSent()).isEqualTo(QUESTION);
        assertThat(stream.nextSent()).isEqualTo(QUESTION);
        stream.reply(WatchReply.canceled(header(0), early, 8, ""));
        assertThat(stream.nextSent()).isEqualTo(new WatchCommand.Cancel(early));
        WatchCommand.Create exact = (WatchCommand.Create) stream.nextSent();
        assertThat(exact.startRevision()).isEqualTo(8);
        stream.reply(WatchReply.created(header(8), exact.watchId()));
        stream.reply(event(exact.watchId(), 8));
        assertThat(watch.poll(Duration.ZERO).orElseThrow().events()).containsExactly(put(8));
        assertThat(watch.ended()).isNotDone();
    }

    @Test
    void streamThatBreaks_isFollowedByOneAskedForTheNextRevision() {
        Watch watch = etcd.watch("a", o -> o.startRevision(8));
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        accept(first, 7);
        watch.requestProgress();
        assertThat(first.nextSent()).isInstanceOf(WatchCommand.Cancel.class);
        accept(first, 7);
        first.end(TransportFailure.lost("connection reset", null));
        clock.advance(TICK);
        ScriptedStream<WatchCommand, WatchReply> second = stream();
        WatchCommand.Create again = (WatchCommand.Create) second.nextSent();
        assertThat(again.startRevision()).isEqualTo(8);
        second.reply(WatchReply.created(header(7), again.watchId()));
        assertThat(second.nextSent())
                .as("it was asked for, and not told")
                .isEqualTo(new WatchCommand.Cancel(again.watchId()));
        assertThat(((WatchCommand.Create) second.nextSent()).startRevision()).isEqualTo(7);
        assertThat(told.stream().filter(ClientEvent.WatchResumed.class::isInstance))
                .hasSize(1);
    }

    @Test
    void refusalOfTheProbe_isNotTakenForThatOfACreateBehindIt() {
        etcd.watch("a");
        ScriptedStream<WatchCommand, WatchReply> stream = stream();
        accept(stream, 7);
        clock.advance(TICK.plus(INTERVAL).plus(TICK));
        stream.nextSent();
        stream.nextSent();
        Watch later = etcd.watch("b");
        long id = ((WatchCommand.Create) stream.nextSent()).watchId();
        stream.reply(WatchReply.refused(header(7), WatchStream.ALL, "etcdserver: permission denied"));
        assertThat(later.ended()).isNotDone();
        stream.reply(WatchReply.created(header(7), id));
        assertThat(later.ready()).isCompletedWithValue(8L);
    }

    @Test
    void deadStream_isLeft_itsEndpointReported_andItsWatchesResume() {
        Watch watch = etcd.watch("a");
        ScriptedStream<WatchCommand, WatchReply> dead = stream();
        accept(dead, 7);
        clock.advance(TICK.plus(INTERVAL).plus(TICK.multipliedBy(3)));
        assertThat(dead.isCancelled()).isFalse();
        clock.advance(TICK);
        assertThat(dead.isCancelled()).isTrue();
        assertThat(told)
                .anyMatch(event -> event instanceof ClientEvent.EndpointFailed failed
                        && failed.reason().contains("no sign of life on the watch stream"));
        clock.advance(TICK);
        ScriptedStream<WatchCommand, WatchReply> next = stream();
        long id = ((WatchCommand.Create) next.nextSent()).watchId();
        next.reply(WatchReply.created(header(9), id));
        next.reply(event(id, 8));
        assertThat(watch.next().orElseThrow().revision()).isEqualTo(8);
    }

    @Test
    void streamWhoseCreatesAreNeverAnswered_isLeftToo() {
        etcd.watch("a");
        ScriptedStream<WatchCommand, WatchReply> mute = stream();
        mute.nextSent();
        clock.advance(INTERVAL.plus(TICK.multipliedBy(4)));
        assertThat(mute.isCancelled()).isTrue();
        clock.advance(TICK);
        assertThat(server.hasStream()).isTrue();
    }

    @Test
    void pauseOfTheJvm_accusesNobody() {
        etcd.watch("a");
        ScriptedStream<WatchCommand, WatchReply> stream = stream();
        accept(stream, 7);
        clock.advance(TICK.plus(INTERVAL));
        assertThat(stream.nextSent()).isEqualTo(QUESTION);
        clock.pause(Duration.ofHours(8));
        clock.advance(TICK);
        assertThat(stream.nextSent()).isInstanceOf(WatchCommand.Create.class);
        assertThat(stream.isCancelled()).isFalse();
        stream.reply(progress(7));
        clock.advance(TICK);
        assertThat(stream.isCancelled()).isFalse();
    }

    @Test
    void stalenessGrowsWhileCutOff_andEndsWithTheNextProof() {
        Watch watch = etcd.watch("a");
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        assertThat(watch.staleness()).isZero();
        clock.advance(TICK);
        assertThat(watch.staleness()).as("counted from the start").isEqualTo(TICK);
        accept(first, 7);
        assertThat(watch.staleness()).isZero();
        first.end(TransportFailure.lost("connection reset", null));
        clock.advance(INTERVAL);
        assertThat(watch.staleness()).isEqualTo(INTERVAL);
        assertThat(watch.completeUpTo()).isEqualTo(7);

        ScriptedStream<WatchCommand, WatchReply> second = stream();
        long id = accept(second, 20);
        assertThat(watch.staleness()).as("accepted behind the newest revision").isEqualTo(INTERVAL);
        second.reply(WatchReply.events(header(20), id, List.of(put(9))));
        assertThat(watch.staleness()).as("still behind").isEqualTo(INTERVAL);
        second.reply(event(id, 20));
        assertThat(watch.staleness()).isZero();
    }

    @Test
    void zero_meansNever() {
        try (EtcdClient never = EtcdClient.builder()
                .transport(server)
                .clock(clock)
                .watchProgress(Duration.ZERO)
                .build()) {
            never.watch("a");
            ScriptedStream<WatchCommand, WatchReply> stream = stream();
            accept(stream, 7);
            clock.advance(Duration.ofHours(1));
            assertThat(stream.hasSent()).isFalse();
            assertThat(stream.isCancelled()).isFalse();
        }
        assertThatThrownBy(() -> EtcdClient.builder().watchProgress(Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0.999S");
    }

    @Test
    void lastWatchThatGoes_takesTheVigilAlong() {
        Watch watch = etcd.watch("a");
        ScriptedStream<WatchCommand, WatchReply> stream = stream();
        accept(stream, 7);
        watch.close();
        assertThat(clock.pending()).isEmpty();
    }

    private void askAndAnswer(ScriptedStream<WatchCommand, WatchReply> stream, long revision) {
        clock.advance(INTERVAL);
        assertThat(stream.nextSent()).isEqualTo(QUESTION);
        stream.reply(progress(revision));
        clock.advance(TICK);
    }

    private ScriptedStream<WatchCommand, WatchReply> stream() {
        return server.nextStream(Rpcs.WATCH);
    }

    private static long accept(ScriptedStream<WatchCommand, WatchReply> stream, long revision) {
        long id = ((WatchCommand.Create) stream.nextSent()).watchId();
        stream.reply(WatchReply.created(header(revision), id));
        return id;
    }

    private static WatchReply progress(long revision) {
        return WatchReply.progress(header(revision), WatchStream.ALL);
    }

    private static WatchReply event(long id, long revision) {
        return WatchReply.events(header(revision), id, List.of(put(revision)));
    }

    private static WatchEvent put(long revision) {
        KeyValue kv = new KeyValue(Bytes.utf8("a"), Bytes.EMPTY, revision, revision, 1, 0);
        return new WatchEvent(WatchEvent.Type.PUT, kv, null);
    }

    private static ResponseHeader header(long revision) {
        return ResponseHeader.ofRevision(revision);
    }
}
