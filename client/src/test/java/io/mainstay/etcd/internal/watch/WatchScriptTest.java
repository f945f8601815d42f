package io.mainstay.etcd.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.error.UnauthenticatedException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchListener;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Watches against a server played by hand, on a clock moved by hand: each way in which other clients lose events or die
 * silently. Everything runs on the test's thread.
 */
class WatchScriptTest {
    private static final Duration LONG = Duration.ofSeconds(5);

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final List<ClientEvent> told = new CopyOnWriteArrayList<>();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .clock(clock)
            .random(new Random(1))
            .executor(Runnable::run)
            .eventListener(told::add)
            .watchQueueEvents(4)
            .build();

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void watchFromOldRevision_cutBeforeFirstBatch_resumesThere() {
        Watch watch = etcd.watch("k", o -> o.startRevision(5));
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        accept(first, 1000);
        assertThat(watch.ready()).isCompletedWithValue(5L);

        first.end(TransportFailure.lost("connection reset", null));

        assertThat(resumed().startRevision()).isEqualTo(5);
    }

    @Test
    void watchFromNow_quietCutAndHealed_resumesAfterItsCreation() {
        Watch watch = etcd.watch("k");
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        WatchCommand.Create create = accept(first, 41);
        assertThat(create.startRevision()).isZero();
        assertThat(watch.ready()).isCompletedWithValue(42L);

        first.end(TransportFailure.lost("connection reset", null));

        assertThat(resumed().startRevision()).isEqualTo(42);
    }

    @Test
    void watchFromNow_cutBeforeItWasCreated_startsFromNowAgain() {
        etcd.watch("k");
        stream().end(TransportFailure.lost("connection reset", null));
        assertThat(resumed().startRevision()).isZero();
    }

    @Test
    void cutAfterEvents_resumesAfterTheLastOne() {
        Watch watch = etcd.watch("k");
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        long id = accept(first, 10).watchId();
        first.reply(events(id, 12, put("k", 11), put("k", 12)));
        first.end(null);
        assertThat(resumed().startRevision()).isEqualTo(13);
        assertThat(revisions(watch)).containsExactly(11L, 12L);
    }

    @Test
    void progressMovesTheResumePointByOneMore() {
        etcd.watch("k", o -> o.withProgressNotify());
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        long id = accept(first, 10).watchId();
        first.reply(WatchReply.progress(header(90), id));
        first.end(null);
        assertThat(resumed().startRevision()).isEqualTo(91);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, none", // the server ends the stream as if all were well
                "UNAVAILABLE, ''", // without text
                "UNAVAILABLE, GOAWAY received",
                "CANCELLED, etcdserver: watch canceled",
                "INTERNAL, RST_STREAM",
                "UNKNOWN, ''",
                "RESOURCE_EXHAUSTED, too much"
            })
    void serverEndsTheStream_watchResumes(@Nullable ErrorCode code, @Nullable String text) {
        Watch watch = etcd.watch("k");
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        accept(first, 7);
        first.end(code == null ? null : TransportFailure.answered(code, String.valueOf(text)));

        clock.advance(LONG);
        ScriptedStream<WatchCommand, WatchReply> second = stream();
        long id = accept(second, 9).watchId();
        second.reply(events(id, 8, put("k", 8)));

        assertThat(revisions(watch)).containsExactly(8L);
        assertThat(watch.ended()).isNotDone();
        assertThat(told)
                .anyMatch(event -> event instanceof ClientEvent.WatchResumed resumed && resumed.fromRevision() == 8);
    }

    @Test
    void resumesForEver_withWaitsOfSecondsAtTheMost() {
        etcd.watch("k");
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        accept(first, 7);
        first.end(TransportFailure.lost("connection reset", null));
        for (int outage = 0; outage < 200; outage++) {
            clock.advance(Duration.ofSeconds(2));
            assertThat(server.hasStream()).as("a try after outage " + outage).isTrue();
            stream().end(TransportFailure.notSent(ErrorCode.UNAVAILABLE, "connection refused", null));
        }
        clock.advance(Duration.ofMillis(900));
        assertThat(server.hasStream()).as("a try before a second is over").isFalse();
    }

    @Test
    void memberThatAcceptsAndDropsAtOnce_isNotAskedInAHotLoop() {
        etcd.watch("k");
        for (int outage = 0; outage < 20; outage++) {
            ScriptedStream<WatchCommand, WatchReply> stream = stream();
            accept(stream, 7);
            stream.end(TransportFailure.lost("connection reset", null));
            clock.advance(Duration.ofSeconds(2));
        }
        ScriptedStream<WatchCommand, WatchReply> last = stream();
        accept(last, 7);
        last.end(TransportFailure.lost("connection reset", null));
        clock.advance(Duration.ofMillis(900));
        assertThat(server.hasStream()).isFalse();
        clock.advance(Duration.ofSeconds(2));

        ScriptedStream<WatchCommand, WatchReply> good = stream();
        accept(good, 7);
        clock.advance(Duration.ofSeconds(2));
        good.end(TransportFailure.lost("connection reset", null));
        clock.advance(Duration.ofMillis(25));
        assertThat(server.hasStream())
                .as("a stream that was good starts the count anew")
                .isTrue();
    }

    @Test
    void createdAndCanceledForPermission_endsTypedAndOnce() {
        List<EtcdException> ends = new ArrayList<>();
        Watch watch = etcd.watch(WatchRequest.of("k"), listener(batch -> {}, ends));
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        first.nextSent();
        first.reply(WatchReply.refused(
                header(7), -1, "rpc error: code = PermissionDenied desc = etcdserver: permission denied"));

        assertThat(ends).singleElement().isInstanceOf(PermissionDeniedException.class);
        assertThat(watch.ready()).isCompletedExceptionally();
        assertThat(watch.ended()).isCompletedExceptionally();
        clock.advance(Duration.ofMinutes(1));
        assertThat(server.hasStream()).isFalse();
        assertThat(first.isCancelled()).isTrue();
    }

    @Test
    void createdAndCanceledForWantOfAUser_endsTypedAtOnceForAClientWithoutOne() {
        Watch watch = etcd.watch("k");
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        first.nextSent();
        first.reply(WatchReply.refused(
                header(7), -1, "rpc error: code = InvalidArgument desc = etcdserver: user name is empty"));
        assertThatThrownBy(watch::next)
                .isInstanceOf(UnauthenticatedException.class)
                .hasMessageContaining("give the client a user");
    }

    @Test
    void refusalWithoutAnId_isOfTheOldestCreate() {
        Watch refused = etcd.watch("secret");
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        WatchCommand.Create one = (WatchCommand.Create) first.nextSent();
        Watch allowed = etcd.watch("open");
        WatchCommand.Create two = (WatchCommand.Create) first.nextSent();
        assertThat(two.watchId()).isNotEqualTo(one.watchId());

        first.reply(WatchReply.refused(header(7), -1, "etcdserver: permission denied"));
        first.reply(WatchReply.created(header(7), two.watchId()));

        assertThat(refused.ended()).isCompletedExceptionally();
        assertThat(allowed.ready()).isCompletedWithValue(8L);
    }

    @Test
    void permissionDeniedOnTheStream_endsEveryWatchTyped() {
        Watch watch = etcd.watch("k");
        stream().end(TransportFailure.answered(ErrorCode.PERMISSION_DENIED, "etcdserver: permission denied"));
        assertThatThrownBy(watch::next).isInstanceOf(PermissionDeniedException.class);
        clock.advance(Duration.ofMinutes(1));
        assertThat(server.hasStream()).isFalse();
    }

    @Test
    void compacted_endsTypedWithTheRevision() {
        Watch watch = etcd.watch("k", o -> o.startRevision(3));
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        long id = accept(first, 50).watchId();
        first.reply(WatchReply.canceled(header(0), id, 20, ""));
        assertThatThrownBy(watch::next)
                .isInstanceOfSatisfying(
                        CompactedException.class,
                        e -> assertThat(e.compactRevision()).isEqualTo(20))
                .hasMessageContaining("20");
    }

    @Test
    void compactedWatch_isCancelledToo_soThatItHoldsBackNoProgress() {
        etcd.watch("other");
        ScriptedStream<WatchCommand, WatchReply> only = stream();
        accept(only, 50);
        etcd.watch("k", o -> o.startRevision(3));
        long id = accept(only, 50).watchId();
        only.reply(WatchReply.canceled(header(0), id, 20, ""));
        assertThat(only.nextSent()).isEqualTo(new WatchCommand.Cancel(id));
    }

    @Test
    void canceledByTheServerWithoutReason_resumes() {
        etcd.watch("k");
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        long id = accept(first, 10).watchId();
        first.reply(WatchReply.canceled(header(10), id, 0, ""));
        clock.advance(LONG);
        assertThat(((WatchCommand.Create) first.nextSent()).startRevision()).isEqualTo(11);
    }

    @Test
    void throwingListener_isReportedAndTheWatchGoesOn() {
        List<Long> seen = new ArrayList<>();
        etcd.watch(WatchRequest.of("k"), batch -> {
            seen.add(batch.revision());
            throw new IllegalStateException("the listener's own trouble");
        });
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        long id = accept(first, 10).watchId();
        first.reply(events(id, 11, put("k", 11)));
        first.reply(events(id, 12, put("k", 12)));
        assertThat(seen).containsExactly(11L, 12L);
        assertThat(told)
                .filteredOn(ClientEvent.CallbackFailed.class::isInstance)
                .hasSize(2);
    }

    @Test
    void fragments_areJoinedIntoOneBatch() {
        Watch watch = etcd.watch("k");
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        WatchCommand.Create create = accept(first, 10);
        assertThat(create.fragment()).isTrue();
        first.reply(fragment(create.watchId(), put("a", 11)));
        first.reply(fragment(create.watchId(), put("b", 11)));
        assertThat(watch.poll(Duration.ZERO)).isEmpty();
        first.reply(events(create.watchId(), 11, put("c", 11)));
        assertThat(watch.next().orElseThrow().events()).hasSize(3);
    }

    @Test
    void cutBetweenFragments_deliversNothingTwiceAndNothingHalf() {
        Watch watch = etcd.watch("k");
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        first.reply(fragment(accept(first, 10).watchId(), put("a", 11)));
        first.end(null);
        clock.advance(LONG);
        ScriptedStream<WatchCommand, WatchReply> second = stream();
        WatchCommand.Create again = accept(second, 11);
        assertThat(again.startRevision()).isEqualTo(11);
        second.reply(events(again.watchId(), 11, put("a", 11), put("b", 11)));
        assertThat(watch.next().orElseThrow().events()).hasSize(2);
        assertThat(watch.poll(Duration.ZERO)).isEmpty();
    }

    @Test
    void eventsSeenBefore_areDropped() {
        Watch watch = etcd.watch("k");
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        long id = accept(first, 10).watchId();
        first.reply(events(id, 11, put("k", 11)));
        first.reply(events(id, 12, put("k", 11), put("k", 12)));
        assertThat(revisions(watch)).containsExactly(11L, 12L);
    }

    @Test
    void progressBeforeItsEvents_losesNone() {
        Watch watch = etcd.watch("k", o -> o.withProgressNotify());
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        long id = accept(first, 10).watchId();
        first.reply(WatchReply.progress(header(12), id));
        first.reply(events(id, 12, put("k", 11), put("k", 12)));
        assertThat(watch.next().orElseThrow().isProgress()).isTrue();
        assertThat(watch.next().orElseThrow().events()).hasSize(2);
    }

    @Test
    void fullQueue_cancelsOnTheServerAndResumesWhenThereIsRoom() {
        Watch watch = etcd.watch("k");
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        long id = accept(first, 10).watchId();
        first.reply(events(id, 14, put("k", 11), put("k", 12), put("k", 13), put("k", 14)));
        assertThat(first.nextSent()).isEqualTo(new WatchCommand.Cancel(id));
        first.reply(events(id, 15, put("k", 15))); // was on its way
        first.reply(WatchReply.canceled(header(15), id, 0, ""));
        assertThat(first.hasSent()).isFalse();

        assertThat(watch.next().orElseThrow().revision()).isEqualTo(14);

        WatchCommand.Create again = (WatchCommand.Create) first.nextSent();
        assertThat(again.startRevision()).isEqualTo(15);
        assertThat(again.watchId()).isNotEqualTo(id);
        first.reply(WatchReply.created(header(15), again.watchId()));
        first.reply(events(again.watchId(), 15, put("k", 15)));
        assertThat(revisions(watch)).containsExactly(15L);
    }

    @Test
    void watchesShareOneStream_andTheLastOneToGoResetsIt() {
        Watch one = etcd.watch("a");
        Watch two = etcd.watch("b");
        ScriptedStream<WatchCommand, WatchReply> only = stream();
        accept(only, 10);
        long id = accept(only, 10).watchId();
        assertThat(server.hasStream()).isFalse();
        assertThat(only.context()).isEqualTo(CallContext.REQUIRE_LEADER);

        one.close();
        assertThat(only.nextSent()).isInstanceOf(WatchCommand.Cancel.class);
        assertThat(only.isCancelled()).isFalse();
        two.close();
        assertThat(only.nextSent()).isEqualTo(new WatchCommand.Cancel(id));
        assertThat(only.isCancelled()).isTrue();
    }

    @Test
    void eventsOfAnUnknownWatch_areIgnored_andAnUnknownCreatedIsCancelled() {
        Watch watch = etcd.watch("a");
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        long id = accept(first, 10).watchId();
        first.reply(events(777, 11, put("a", 11)));
        first.reply(WatchReply.created(header(10), 888));
        assertThat(first.nextSent()).isEqualTo(new WatchCommand.Cancel(888));
        first.reply(events(id, 12, put("a", 12)));
        assertThat(revisions(watch)).containsExactly(12L);
    }

    @Test
    void close_endsTheIteratorQuietly() {
        Watch watch = etcd.watch("a");
        accept(stream(), 10);
        watch.close();
        watch.close();
        assertThat(watch.iterator().hasNext()).isFalse();
        assertThat(watch.ended()).isCompleted();
    }

    @Test
    void closingTheClient_endsWatchesTyped() {
        Watch watch = etcd.watch("a");
        ScriptedStream<WatchCommand, WatchReply> first = stream();
        accept(first, 10);
        etcd.close();
        assertThatThrownBy(watch::next).isInstanceOf(ClientClosedException.class);
        assertThat(first.isCancelled()).isTrue();
        assertThatThrownBy(() -> etcd.watch("b").next()).isInstanceOf(ClientClosedException.class);
    }

    @Test
    void everyStartHasItsEnd() {
        Watch watch = etcd.watch("a");
        accept(stream(), 10);
        watch.close();
        assertThat(told.stream().map(event -> event.getClass().getSimpleName()))
                .containsExactly("WatchStarted", "StreamOpened", "Connected", "WatchEnded", "StreamEnded");
    }

    private ScriptedStream<WatchCommand, WatchReply> stream() {
        return server.nextStream(Rpcs.WATCH);
    }

    /** Accepts the next create on a stream. */
    private static WatchCommand.Create accept(ScriptedStream<WatchCommand, WatchReply> stream, long revision) {
        WatchCommand.Create create = (WatchCommand.Create) stream.nextSent();
        stream.reply(WatchReply.created(header(revision), create.watchId()));
        return create;
    }

    /** The create on the next stream, after the wait for it. */
    private WatchCommand.Create resumed() {
        clock.advance(LONG);
        return (WatchCommand.Create) stream().nextSent();
    }

    private static List<Long> revisions(Watch watch) {
        List<Long> revisions = new ArrayList<>();
        Optional<WatchBatch> batch = watch.poll(Duration.ZERO);
        while (batch.isPresent()) {
            batch.get().events().forEach(event -> revisions.add(event.revision()));
            batch = watch.poll(Duration.ZERO);
        }
        return revisions;
    }

    private static WatchListener listener(WatchListener onBatch, List<EtcdException> ends) {
        return new WatchListener() {
            @Override
            public void onBatch(WatchBatch batch) {
                onBatch.onBatch(batch);
            }

            @Override
            public void onEnd(@Nullable EtcdException failure) {
                ends.add(failure);
            }
        };
    }

    private static ResponseHeader header(long revision) {
        return ResponseHeader.ofRevision(revision);
    }

    private static WatchReply events(long id, long revision, WatchEvent... events) {
        return WatchReply.events(header(revision), id, List.of(events));
    }

    private static WatchReply fragment(long id, WatchEvent... events) {
        return new WatchReply(header(0), id, WatchReply.Kind.EVENTS, 0, "", true, List.of(events));
    }

    private static WatchEvent put(String key, long revision) {
        KeyValue kv = new KeyValue(Bytes.utf8(key), Bytes.utf8("v"), revision, revision, 1, 0);
        return new WatchEvent(WatchEvent.Type.PUT, kv, null);
    }
}
