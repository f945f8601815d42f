package io.mainstay.etcd.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.WatchOverflowException;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchOverflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Watches that are to end when their queue is full, and what bounds all queues together. Runs on the test's thread. */
class WatchOverflowTest {
    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .clock(clock)
            .random(new Random(1))
            .executor(Runnable::run)
            .watchQueueEvents(4)
            .build();

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void fullQueue_endsTheWatchTyped_afterAllThatWaits() {
        Watch watch = etcd.watch("k", o -> o.onOverflow(WatchOverflow.END));
        ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
        long id = accept(stream);
        stream.reply(events(id, 2, 3, 4));
        assertThat(watch.ended()).isNotDone();
        stream.reply(events(id, 5, 6));
        assertThat(watch.ended()).isCompletedExceptionally();
        assertThat(stream.nextSent()).isEqualTo(new WatchCommand.Cancel(id));

        List<Long> seen = new ArrayList<>();
        assertThatThrownBy(() -> watch.forEach(event -> seen.add(event.revision())))
                .isInstanceOfSatisfying(WatchOverflowException.class, end -> {
                    assertThat(end.resumeRevision()).isEqualTo(7);
                    assertThat(end.retryable()).isTrue();
                })
                .hasMessageContaining("4 events or 32 MiB")
                .hasMessageContaining("watchQueueEvents")
                .hasMessageContaining("revision 7");
        assertThat(seen).containsExactly(2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void endComesOnce_andNothingAfterIt() {
        Watch watch = etcd.watch("k", o -> o.onOverflow(WatchOverflow.END));
        Watch other = etcd.watch("l");
        ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
        long id = accept(stream);
        long another = accept(stream);
        stream.reply(events(id, 2, 3, 4, 5));
        stream.reply(events(id, 6, 7, 8, 9)); // was on its way
        stream.reply(WatchReply.canceled(ResponseHeader.ofRevision(9), id, 0, ""));
        assertThat(watch.next().orElseThrow().revision()).isEqualTo(5);
        for (int again = 0; again < 3; again++) {
            assertThatThrownBy(watch::next).isInstanceOf(WatchOverflowException.class);
        }
        clock.advance(Duration.ofSeconds(5));
        stream.reply(events(another, 10));
        assertThat(other.next().orElseThrow().revision()).isEqualTo(10);
        assertThat(other.ended()).isNotDone();
    }

    /** Room for two events with their values of 800 bytes. */
    private EtcdClient withRoomForTwo() {
        return EtcdClient.builder()
                .transport(server)
                .clock(clock)
                .random(new Random(1))
                .executor(Runnable::run)
                .watchMemory(2_000)
                .build();
    }

    @Test
    void budgetOfAllWatches_stopsThoseWithABacklog_andNobodyWhoKeepsUp() {
        try (EtcdClient small = withRoomForTwo()) {
            Watch slow = small.watch("a");
            Watch swift = small.watch("b");
            ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
            long a = accept(stream);
            long b = accept(stream);
            stream.reply(big(a, 2));
            stream.reply(big(a, 3));
            assertThat(stream.nextSent()).as("the budget is used up").isEqualTo(new WatchCommand.Cancel(a));
            for (long revision = 4; revision < 20; revision++) {
                stream.reply(big(b, revision));
                assertThat(swift.next().orElseThrow().revision()).isEqualTo(revision);
            }
            assertThat(stream.hasSent()).isFalse();

            assertThat(slow.next().orElseThrow().revision()).isEqualTo(2);
            WatchCommand.Create again = (WatchCommand.Create) stream.nextSent();
            assertThat(again.startRevision()).isEqualTo(4);
            assertThat(slow.next().orElseThrow().revision()).isEqualTo(3);
        }
    }

    @Test
    void budgetOfAllWatches_letsOneGoOnWhoseQueueIsEmpty_howeverMuchOthersHold() {
        try (EtcdClient small = withRoomForTwo()) {
            small.watch("a");
            Watch other = small.watch("b");
            ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
            long a = accept(stream);
            long b = accept(stream);
            stream.reply(big(a, 2, 3, 4));
            stream.reply(big(b, 5));
            assertThat(stream.hasSent())
                    .as("neither had anything waiting before")
                    .isFalse();
            stream.reply(big(b, 6));
            assertThat(stream.nextSent()).isEqualTo(new WatchCommand.Cancel(b));
            assertThat(other.next().orElseThrow().revision()).isEqualTo(5);
            assertThat(stream.hasSent()).as("others still hold too much").isFalse();
            assertThat(other.next().orElseThrow().revision()).isEqualTo(6);
            assertThat(((WatchCommand.Create) stream.nextSent()).startRevision())
                    .isEqualTo(7);
        }
    }

    @Test
    void budgetOfAllWatches_endsOneTypedThatIsToEnd_andCountsNothingThatHasEnded() {
        try (EtcdClient small = withRoomForTwo()) {
            Watch ends = small.watch("a", o -> o.onOverflow(WatchOverflow.END));
            Watch closed = small.watch("b");
            Watch other = small.watch("c");
            ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
            long a = accept(stream);
            long b = accept(stream);
            long c = accept(stream);
            stream.reply(big(b, 2, 3));
            stream.reply(big(a, 4));
            assertThat(ends.ended()).isNotDone();
            stream.reply(big(a, 5));
            assertThat(ends.ended()).isCompletedExceptionally();
            closed.close();
            stream.nextSent();
            stream.nextSent();
            stream.reply(big(c, 6));
            stream.reply(WatchReply.events(ResponseHeader.ofRevision(7), c, List.of()));
            assertThat(other.next().orElseThrow().revision()).isEqualTo(6);

            List<Long> seen = new ArrayList<>();
            assertThatThrownBy(() -> ends.forEach(event -> seen.add(event.revision())))
                    .isInstanceOfSatisfying(
                            WatchOverflowException.class,
                            end -> assertThat(end.resumeRevision()).isEqualTo(6))
                    .hasMessageContaining("all watches of the client together hold 2000 bytes")
                    .hasMessageContaining("watchMemory");
            assertThat(seen).containsExactly(4L, 5L);
            assertThat(stream.hasSent()).isFalse();
        }
    }

    @Test
    void whatQueuesHold_isCountedInAndOut() {
        WatchBudget budget = new WatchBudget(10_000);
        WatchQueue first = new WatchQueue(new WatchQueue.Bounds(100, budget), () -> {});
        WatchQueue second = new WatchQueue(new WatchQueue.Bounds(100, budget), () -> {});
        WatchQueue third = new WatchQueue(new WatchQueue.Bounds(100, budget), () -> {});
        long each = WatchQueue.EVENT_BYTES + 1 + 800;
        List.of(first, second, third).forEach(queue -> {
            queue.offer(new WatchBatch(2, big(1, 2).events()));
            queue.offer(new WatchBatch(4, big(1, 3, 4).events()));
            queue.offer(new WatchBatch(9, List.of()));
        });
        assertThat(budget.held()).isEqualTo(9 * each);
        first.tryTake();
        assertThat(budget.held()).isEqualTo(8 * each);
        second.dropBatches();
        assertThat(budget.held()).isEqualTo(5 * each);
        third.end(ErrorMapper.closed("Watch/Watch", false));
        assertThat(budget.held()).as("what nobody adds to any more").isEqualTo(2 * each);
        assertThat(third.tryTake().batch()).isNotNull();
        first.end(null);
        assertThat(budget.held()).isZero();
    }

    @Test
    void budgetMustBePositive() {
        assertThatThrownBy(() -> EtcdClient.builder().watchMemory(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("watchMemory");
    }

    private static WatchReply big(long id, long... revisions) {
        WatchReply small = events(id, revisions);
        return small.withEvents(small.events().stream()
                .map(event -> new WatchEvent(
                        event.type(),
                        new KeyValue(
                                event.key(),
                                Bytes.wrap(new byte[800]),
                                event.kv().createRevision(),
                                event.revision(),
                                1,
                                0),
                        null))
                .toList());
    }

    private static long accept(ScriptedStream<WatchCommand, WatchReply> stream) {
        long id = ((WatchCommand.Create) stream.nextSent()).watchId();
        stream.reply(WatchReply.created(ResponseHeader.ofRevision(1), id));
        return id;
    }

    private static WatchReply events(long id, long... revisions) {
        List<WatchEvent> events = new ArrayList<>();
        for (long revision : revisions) {
            KeyValue kv = new KeyValue(Bytes.utf8("k"), Bytes.EMPTY, revision, revision, 1, 0);
            events.add(new WatchEvent(WatchEvent.Type.PUT, kv, null));
        }
        return WatchReply.events(ResponseHeader.ofRevision(revisions[revisions.length - 1]), id, events);
    }
}
