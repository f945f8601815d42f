package io.mainstay.etcd.embedded;

import static io.mainstay.etcd.embedded.Caller.watch;
import static io.mainstay.etcd.embedded.Caller.withId;
import static io.mainstay.etcd.embedded.Caller.withOptions;
import static io.mainstay.etcd.embedded.Caller.without;
import static io.mainstay.etcd.embedded.Recorder.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchFilter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shapes of a watch stream, each as an etcd 3.6.16 sends it. */
class WatchTest {
    private static final WatchCommand PROGRESS = new WatchCommand.Progress();

    private final FakeClock clock = new FakeClock();
    private final EmbeddedEtcd etcd =
            EmbeddedEtcd.builder().clock(clock).clusterId(77).start();
    private final Caller caller = new Caller(etcd);
    private final Recorder<WatchCommand, WatchReply> stream = Recorder.open(caller.transport(), Rpcs.WATCH);

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void aChangeComesAtOnceWithItsOwnRevision() throws Exception {
        assertThat(told(stream.ask(watch("a", 0)))).isEqualTo("1 #0 CREATED");
        caller.put("a", "1");
        caller.put("b", "1");
        caller.put("a", "2");
        caller.ask(Rpcs.DELETE_RANGE, DeleteRequest.of(Bytes.utf8("a")));

        assertThat(told(stream.next())).isEqualTo("2 #0 EVENTS a=1@2");
        assertThat(told(stream.next())).isEqualTo("4 #0 EVENTS a=2@4");
        WatchReply deleted = stream.next();
        assertThat(told(deleted)).isEqualTo("5 #0 EVENTS a gone@5");
        assertThat(deleted.events().get(0).kv().createRevision()).isZero();
        assertThat(deleted.header().clusterId()).isEqualTo(77);
        assertThat(deleted.header().raftTerm()).isEqualTo(2);
    }

    @Test
    void oneRevisionIsOneMessageInTheOrderOfTheTransaction() throws Exception {
        stream.ask(watch("", 0));
        caller.put("c", "1");
        stream.next();
        caller.ask(Rpcs.TXN, TxnRequest.EMPTY.then(Op.put("z", "1"), Op.delete("c"), Op.put("a", "1")));

        assertThat(told(stream.next())).isEqualTo("3 #0 EVENTS z=1@3 c gone@3 a=1@3");
    }

    @Test
    void anOldStartGetsHistoryFirst() throws Exception {
        caller.put("a", "1");
        caller.put("a", "2");
        caller.put("b", "1");

        assertThat(told(stream.ask(watch("a", 2)))).isEqualTo("4 #0 CREATED");
        assertThat(told(stream.next())).isEqualTo("4 #0 EVENTS a=1@2 a=2@3");
        caller.put("a", "3");
        assertThat(told(stream.next())).isEqualTo("5 #0 EVENTS a=3@5");
    }

    @Test
    void aFutureStartSkipsWhatComesBeforeIt() throws Exception {
        assertThat(told(stream.ask(watch("a", 4)))).isEqualTo("1 #0 CREATED");
        caller.put("a", "2");
        stream.exchange().send(PROGRESS);
        caller.put("a", "3");
        caller.put("a", "4");
        assertThat(told(stream.next())).isEqualTo("4 #0 EVENTS a=4@4");
        assertThat(told(stream.ask(PROGRESS))).isEqualTo("4 #-1 EVENTS");
    }

    @Test
    void aCompactedStartIsCreatedAndThenCanceled() throws Exception {
        caller.put("a", "1");
        caller.put("a", "2");
        caller.put("a", "3");
        etcd.compact(3);

        assertThat(told(stream.ask(watch("a", 2)))).isEqualTo("4 #0 CREATED");
        assertThat(told(stream.next())).isEqualTo("0 #0 CANCELED compacted 3");
        assertThat(told(stream.ask(watch("a", 3)))).isEqualTo("4 #1 CREATED");
        assertThat(told(stream.next())).isEqualTo("4 #1 EVENTS a=2@3 a=3@4");
        assertThat(etcd.watcherCount()).isEqualTo(1);
    }

    @Test
    void theIdOfACompactedWatchStaysTakenUntilItIsCanceled() throws Exception {
        caller.put("a", "1");
        caller.put("a", "2");
        etcd.compact(3);
        stream.ask(watch("a", 0));
        stream.ask(watch("a", 2));
        stream.next();

        stream.exchange().send(PROGRESS);
        assertThat(told(stream.ask(withId(watch("a", 0), 1))))
                .as("and no progress before it")
                .isEqualTo("3 #-1 REFUSED (mvcc: duplicate watch ID provided on the WatchStream)");
        assertThat(told(stream.ask(new WatchCommand.Cancel(1)))).isEqualTo("3 #1 CANCELED");
        assertThat(told(stream.ask(PROGRESS))).isEqualTo("3 #-1 EVENTS");
    }

    @Test
    void refusalsAreCreatedAndCanceledInOne() throws Exception {
        assertThat(told(stream.ask(watch("a", -1))))
                .isEqualTo("1 #-1 REFUSED (etcdserver: mvcc: required revision has been compacted)");
        KeyRange reversed = KeyRange.between(Bytes.utf8("b"), Bytes.utf8("a"));
        assertThat(told(stream.ask(watch(reversed, 0)))).isEqualTo("1 #-1 REFUSED (mvcc: watcher range is empty)");
        KeyRange empty = KeyRange.between(Bytes.utf8("b"), Bytes.utf8("b"));
        assertThat(told(stream.ask(watch(empty, 0)))).isEqualTo("1 #-1 REFUSED (mvcc: watcher range is empty)");
        assertThat(etcd.watcherCount()).isZero();
    }

    @Test
    void idsAreCountedOrChosen() throws Exception {
        assertThat(stream.ask(withId(watch("a", 0), 1)).watchId()).isEqualTo(1);
        assertThat(stream.ask(watch("a", 0)).watchId()).isZero();
        assertThat(stream.ask(watch("a", 0)).watchId()).as("1 is taken").isEqualTo(2);
        assertThat(stream.ask(withId(watch("a", 0), -9)).watchId()).isEqualTo(-9);
        assertThat(told(stream.ask(new WatchCommand.Cancel(1)))).isEqualTo("1 #1 CANCELED");
        stream.exchange().send(new WatchCommand.Cancel(1));
        assertThat(stream.ask(withId(watch("a", 0), 1)).watchId())
                .as("free again, and the second cancel said nothing")
                .isEqualTo(1);
    }

    @Test
    void anEmptyKeyIsTheSmallestOne() throws Exception {
        stream.ask(watch(KeyRange.single(Bytes.EMPTY), 0));
        stream.ask(watch(new KeyRange(Bytes.EMPTY, Bytes.utf8("b")), 0));
        caller.put("a", "1");
        assertThat(stream.next().watchId()).isEqualTo(1);
        caller.ask(Rpcs.PUT, Op.put(Bytes.ZERO, Bytes.EMPTY));
        assertThat(stream.next(2)).extracting(WatchReply::watchId).containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void filtersLeaveOutOneKindAndAFilteredMessageIsNotSent() throws Exception {
        stream.ask(without(watch("a", 0), WatchFilter.NO_PUT));
        stream.ask(without(watch("a", 0), WatchFilter.NO_DELETE));
        caller.put("a", "1");
        caller.ask(Rpcs.DELETE_RANGE, DeleteRequest.of(Bytes.utf8("a")));
        assertThat(told(stream.next())).isEqualTo("2 #1 EVENTS a=1@2");
        assertThat(told(stream.next())).isEqualTo("3 #0 EVENTS a gone@3");
        stream.ask(without(watch("a", 2), WatchFilter.NO_PUT));
        assertThat(told(stream.next())).isEqualTo("3 #2 EVENTS a gone@3");
    }

    @Test
    void whatWasBeforeComesAlongUnlessItIsCompacted() throws Exception {
        caller.put("a", "1");
        caller.put("a", "2");
        caller.put("a", "3");
        etcd.compact(3);
        stream.ask(withOptions(watch("a", 3), true, false, false));
        assertThat(told(stream.next())).isEqualTo("4 #0 EVENTS a=2@3 a<2>=3@4");
        caller.ask(Rpcs.DELETE_RANGE, DeleteRequest.of(Bytes.utf8("a")));
        caller.put("a", "4");
        assertThat(told(stream.next())).isEqualTo("5 #0 EVENTS a<3> gone@5");
        assertThat(told(stream.next())).isEqualTo("6 #0 EVENTS a=4@6");
    }

    @Test
    void progressIsToldOnlyWhenEveryWatchHasEverything() throws Exception {
        stream.exchange().send(PROGRESS);
        assertThat(told(stream.ask(watch("a", 0)))).as("no watch, no progress").isEqualTo("1 #0 CREATED");
        caller.put("b", "1");
        assertThat(told(stream.ask(PROGRESS))).isEqualTo("2 #-1 EVENTS");
        stream.ask(watch("a", 100));
        stream.exchange().send(PROGRESS);
        assertThat(told(stream.ask(new WatchCommand.Cancel(1))))
                .as("one has not begun")
                .isEqualTo("2 #1 CANCELED");
    }

    @Test
    void aQuietWatchThatAskedForItIsToldOfProgressNowAndThen() throws Exception {
        stream.ask(withOptions(watch("a", 0), false, true, false));
        stream.ask(watch("a", 0));
        caller.put("b", "1");
        clock.advance(Duration.ofMinutes(10));
        assertThat(told(stream.next())).isEqualTo("2 #0 EVENTS");
        caller.put("a", "1");
        assertThat(stream.next(2)).extracting(Recorder::told).containsExactly("3 #0 EVENTS a=1@3", "3 #1 EVENTS a=1@3");
        clock.advance(Duration.ofMinutes(10));
        clock.advance(Duration.ofMinutes(10));
        assertThat(told(stream.next()))
                .as("once: it was not quiet the first time")
                .isEqualTo("3 #0 EVENTS");
        stream.ask(new WatchCommand.Cancel(0));
        clock.advance(Duration.ofMinutes(10));
        assertThat(clock.pending()).as("nobody is left to be told").isEmpty();
    }

    @Test
    void aLargeMessageIsCutForWhoAllowsIt() throws Exception {
        stream.ask(withOptions(watch("", 0), false, false, true));
        stream.ask(watch("", 0));
        Bytes value = Bytes.wrap(new byte[1_000_000]);
        for (String key : List.of("a", "b", "c")) {
            caller.ask(Rpcs.PUT, Op.put(Bytes.utf8(key), value));
        }
        stream.next(6);
        caller.ask(Rpcs.DELETE_RANGE, DeleteRequest.of(KeyRange.all()));
        stream.next(2);
        stream.exchange().send(withOptions(watch("", 2), false, false, true));
        List<WatchReply> pieces = stream.next(3);
        assertThat(pieces.get(0).kind()).isEqualTo(WatchReply.Kind.CREATED);
        assertThat(pieces.get(1).fragment()).isTrue();
        assertThat(pieces.get(1).events()).hasSize(2);
        assertThat(pieces.get(2).fragment()).isFalse();
        assertThat(pieces.get(2).events()).hasSize(4);
        stream.exchange().send(watch("", 2));
        assertThat(stream.next(2).get(1).events()).hasSize(6);
    }

    @Test
    void aHalfClosedStreamGoesOnAndACancelledOneIsForgotten() throws Exception {
        stream.ask(watch("a", 0));
        stream.exchange().halfClose();
        caller.put("a", "1");
        assertThat(told(stream.next())).isEqualTo("2 #0 EVENTS a=1@2");
        stream.exchange().cancel();
        stream.exchange().send(watch("a", 0));
        assertThat(etcd.watcherCount()).isZero();
        assertThat(etcd.streamCount()).isZero();
    }

    @Test
    void severalWatchesOfOneStreamEachGetTheirs() throws Exception {
        stream.ask(watch(KeyRange.single(Bytes.utf8("a")), 0));
        stream.ask(watch("a", 0));
        stream.ask(watch(KeyRange.from(Bytes.utf8("b")), 0));
        caller.put("aa", "1");
        caller.put("c", "1");
        caller.put("a", "1");
        assertThat(stream.next(4))
                .extracting(Recorder::told)
                .containsExactlyInAnyOrder(
                        "2 #1 EVENTS aa=1@2", "3 #2 EVENTS c=1@3", "4 #0 EVENTS a=1@4", "4 #1 EVENTS a=1@4");
        assertThat(etcd.watcherCount()).isEqualTo(3);
    }

    @Test
    void longHistoryComesInPiecesOfAThousandRevisions() throws Exception {
        for (int i = 0; i < 2500; i++) {
            caller.put("a", "" + i);
        }
        stream.ask(watch("a", 2));
        List<WatchReply> pieces = stream.next(3);
        assertThat(pieces).extracting(piece -> piece.events().size()).containsExactly(1000, 1000, 500);
        assertThat(pieces).extracting(piece -> piece.header().revision()).containsOnly(2501L);
        assertThat(pieces.get(2).events().get(499))
                .extracting(WatchEvent::revision)
                .isEqualTo(2501L);
    }
}
