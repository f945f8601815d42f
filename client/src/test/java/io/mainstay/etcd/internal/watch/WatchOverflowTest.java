package io.mainstay.etcd.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.WatchOverflowException;
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
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchOverflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A watch that is to end when its queue is full. Runs on the test's thread. */
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
