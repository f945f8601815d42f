package io.mainstay.etcd.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedCall;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import io.mainstay.etcd.view.KeyChange;
import io.mainstay.etcd.view.PrefixView;
import io.mainstay.etcd.view.ViewChange;
import io.mainstay.etcd.view.ViewListener;
import io.mainstay.etcd.view.ViewSnapshot;
import io.mainstay.etcd.view.ViewStatus;
import io.mainstay.etcd.view.ViewStatus.State;
import io.mainstay.etcd.watch.WatchEvent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Views against a server played by hand, on a clock moved by hand. Everything runs on the test's thread. */
class ViewScriptTest {
    private static final int READS = 100_000;
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final TransportFailure CUT = TransportFailure.lost("connection reset", null);

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .clock(clock)
            .random(new Random(1))
            .executor(Runnable::run)
            .build();
    private final Heard heard = new Heard();
    private ScriptedStream<WatchCommand, WatchReply> stream;
    private long id;

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void itLoadsAtOneRevision_andWatchesFromTheNext() {
        PrefixView view = etcd.view("/");
        view.listen(heard);
        assertThat(view.status().state()).isEqualTo(State.LOADING);
        assertThat(view.revision()).isZero();
        assertThat(load(7, kv("/a", 3), kv("/b", 4))).isEqualTo(8);

        assertThat(view.ready()).isCompletedWithValueMatching(all -> all.size() == 2 && all.revision() == 7);
        event(put("/a", 9), delete("/b", 9));
        assertThat(view.revision()).isEqualTo(9);
        assertThat(names(view.snapshot())).containsExactly("/a@9");
        progress(20);
        assertThat(view.revision()).isEqualTo(20);
        assertThat(view.status().state()).isEqualTo(State.FOLLOWING);
        assertThat(heard.said)
                .containsExactly("LOADING", "INITIAL 7: +/a@3 +/b@4", "FOLLOWING", "LIVE 9: /a@3>9 -/b@4");
    }

    @Test
    void severalRevisionsInOneBatch_areSteps() {
        PrefixView view = etcd.view("/");
        view.listen(heard);
        load(7);
        event(put("/a", 8), put("/a", 9), delete("/a", 10), put("/b", 10));
        assertThat(heard.changes())
                .containsExactly("INITIAL 7:", "LIVE 8: +/a@8", "LIVE 9: /a@8>9", "LIVE 10: -/a@9 +/b@10");
    }

    @Test
    void anEarlySnapshot_staysAsItWas() {
        PrefixView view = etcd.view("/");
        load(7, kv("/a", 3));
        ViewSnapshot early = view.snapshot();
        event(put("/a", 8), put("/b", 8));
        assertThat(names(early)).containsExactly("/a@3");
        assertThat(names(view.snapshot())).containsExactly("/a@8", "/b@8");
    }

    @Test
    void lostHistory_meansReadingAgain_andTheExactDifference() {
        PrefixView view = etcd.view("/");
        view.listen(heard);
        load(7, kv("/a", 3), kv("/b", 4), kv("/c", 5));
        compacted(50);
        assertThat(view.status().state()).isEqualTo(State.RELOADING);
        assertThat(view.status().lastFailure()).isInstanceOf(CompactedException.class);
        assertThat(names(view.snapshot())).containsExactly("/a@3", "/b@4", "/c@5");
        KeyValue kept = view.get("/c");
        clock.advance(LONG);
        assertThat(load(60, kv("/a", 55), kv("/c", 5), kv("/d", 56))).isEqualTo(61);

        assertThat(names(view.snapshot())).containsExactly("/a@55", "/c@5", "/d@56");
        assertThat(view.get("/c")).isSameAs(kept);
        assertThat(view.status().reloads()).isEqualTo(1);
        assertThat(heard.said).endsWith("RELOADING", "RELOADED 60: /a@3>55 -/b@4 +/d@56", "FOLLOWING");
    }

    @Test
    void aLoadThatFailsHalfWay_beginsAnew_andLeavesNothingOfTheFirst() {
        PrefixView view = etcd.view("/");
        call().respond(new RangeResult(ResponseHeader.ofRevision(7), List.of(kv("/a", 3)), true, 2));
        server.nextStream(Rpcs.RANGE_STREAM)
                .end(TransportFailure.answered(
                        ErrorCode.OUT_OF_RANGE, "etcdserver: mvcc: required revision has been compacted"));
        assertThat(view.status().lastFailure()).isInstanceOf(CompactedException.class);
        assertThat(view.status().state()).isEqualTo(State.LOADING);
        clock.advance(LONG);
        load(9, kv("/b", 8));
        assertThat(names(view.snapshot())).containsExactly("/b@8");
    }

    @Test
    void aLoadThatFindsNobody_isTriedForEver() {
        PrefixView view = etcd.view("/");
        for (int failures = 0; failures < 40; ) {
            clock.advance(Duration.ofMillis(500));
            if (server.hasCall()) {
                call().fail(CUT);
                failures++;
            }
        }
        assertThat(view.ready()).isNotDone();
        assertThat(view.status().lastFailure()).isInstanceOf(EtcdException.class);
        while (!server.hasCall()) {
            clock.advance(Duration.ofMillis(100));
        }
        load(7, kv("/a", 3));
        assertThat(view.ready()).isCompleted();
    }

    @Test
    void permissionDenied_endsItTyped_andItStaysAsItWas() {
        PrefixView view = etcd.view("/");
        view.listen(heard);
        load(7, kv("/a", 3));
        CompletableFuture<ViewSnapshot> waiting = view.reached(100);
        stream.reply(WatchReply.canceled(
                ResponseHeader.ofRevision(8),
                id,
                0,
                "rpc error: code = PermissionDenied desc = etcdserver: permission denied"));
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(view.ended()::join).hasCauseInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> view.awaitRevision(100, LONG)).isInstanceOf(PermissionDeniedException.class);
        assertThat(view.status().state()).isEqualTo(State.ENDED);
        assertThat(names(view.snapshot())).containsExactly("/a@3");
        assertThat(heard.said).endsWith("ENDED", "end PermissionDeniedException");
    }

    @Test
    void awaitingARevision_asksTheServer_untilItSays() {
        PrefixView view = etcd.view("/");
        load(7, kv("/a", 3));
        CompletableFuture<ViewSnapshot> reached = view.reached(12);
        assertThat(stream.nextSent()).isInstanceOf(WatchCommand.Progress.class);
        clock.advance(Duration.ofMillis(100));
        assertThat(stream.nextSent()).isInstanceOf(WatchCommand.Progress.class);
        progress(11);
        assertThat(reached).isNotDone();
        progress(12);
        assertThat(reached).isCompletedWithValueMatching(all -> all.revision() == 12);
        clock.advance(LONG);
        assertThat(stream.hasSent()).isFalse();
        assertThat(view.awaitRevision(12, Duration.ZERO).revision()).isEqualTo(12);
    }

    @Test
    void aServerThatNeverSays_isReadFrom_andWhatComesLateChangesNothing() {
        PrefixView view = etcd.view("/");
        view.listen(heard);
        load(7, kv("/a", 3));
        CompletableFuture<ViewSnapshot> reached = view.reached(12);
        clock.advance(Duration.ofMillis(350));
        ScriptedCall<RangeRequest, RangeResult> proof = call();
        assertThat(proof.request().filter().minMod()).isEqualTo(8);
        proof.respond(new RangeResult(ResponseHeader.ofRevision(15), List.of(), false, 1));
        assertThat(reached).isCompletedWithValueMatching(all -> all.revision() == 15);

        event(put("/gone", 9), delete("/gone", 10));
        event(put("/a", 16));
        assertThat(heard.changes()).containsExactly("INITIAL 7: +/a@3", "LIVE 16: /a@3>16");
    }

    @Test
    void aProofThatFindsAChange_provesNothing() {
        PrefixView view = etcd.view("/");
        load(7, kv("/a", 3));
        CompletableFuture<ViewSnapshot> reached = view.reached(12);
        clock.advance(Duration.ofMillis(350));
        call().respond(new RangeResult(ResponseHeader.ofRevision(15), List.of(), false, 2));
        assertThat(reached).isNotDone();
        clock.advance(LONG);
        call().respond(new RangeResult(ResponseHeader.ofRevision(15), List.of(kv("/b", 9)), false, 1));
        assertThat(reached).isNotDone();
        event(put("/b", 12));
        assertThat(reached).isCompleted();
    }

    @Test
    void aConsistentRead_isOneSmallCall_andTheRevisionItAnswers() {
        PrefixView view = etcd.view("/");
        load(7, kv("/a", 3));
        CompletableFuture<ViewSnapshot> current = view.current();
        ScriptedCall<RangeRequest, RangeResult> probe = call();
        assertThat(probe.request().serializable()).isFalse();
        assertThat(probe.request().range().isSingle()).isTrue();
        probe.respond(new RangeResult(ResponseHeader.ofRevision(9), List.of(), false, 0));
        assertThat(current).isNotDone();
        event(put("/a", 9));
        assertThat(current).isCompletedWithValueMatching(all -> all.get("/a").modRevision() == 9);
    }

    @Test
    void aWaitThatIsOver_endsTyped_andIsForgotten() {
        PrefixView view = etcd.view("/");
        load(7);
        assertThatThrownBy(() -> view.awaitRevision(12, Duration.ofNanos(1)))
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(stream.nextSent()).isInstanceOf(WatchCommand.Progress.class);
        clock.advance(LONG);
        assertThat(stream.hasSent()).isFalse();
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void readingAllocatesNothing() {
        PrefixView view = etcd.view("/");
        load(7, kv("/a", 3), kv("/b", 4), kv("/c", 5));
        Bytes key = Bytes.utf8("/c");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertThat(found(view, key)).isEqualTo(READS);
        long before = threads.getCurrentThreadAllocatedBytes();
        int found = found(view, key);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(found).isEqualTo(READS);
        // The measuring itself allocates a little; a byte a read would be far more.
        assertThat(allocated).isLessThan(READS / 2);
    }

    private static int found(PrefixView view, Bytes key) {
        int found = 0;
        for (int i = 0; i < READS; i++) {
            found += view.get(key) != null ? 1 : 0;
        }
        return found;
    }

    @Test
    void status_tellsHowOldTheViewIs() {
        PrefixView view = etcd.view("/");
        load(7);
        clock.advance(LONG);
        assertThat(view.status().age()).isEqualTo(LONG);
        progress(8);
        assertThat(view.status().age()).isZero();
    }

    @Test
    void closingTheClient_endsIt_alsoWhileItRests() {
        PrefixView view = etcd.view("/");
        PrefixView resting = etcd.view("/x");
        load(7);
        call().fail(TransportFailure.answered(
                ErrorCode.OUT_OF_RANGE, "etcdserver: mvcc: required revision has been compacted"));
        etcd.close();
        assertThatThrownBy(view.ended()::join).hasCauseInstanceOf(ClientClosedException.class);
        assertThatThrownBy(resting.ready()::join).hasCauseInstanceOf(ClientClosedException.class);
    }

    @Test
    void closing_letsGoOfTheWatch_andEndsQuietly() {
        PrefixView view = etcd.view("/");
        view.listen(heard);
        load(7, kv("/a", 3));
        CompletableFuture<ViewSnapshot> waiting = view.reached(100);
        view.close();
        view.close();
        assertThat(stream.isCancelled()).isTrue();
        assertThat(view.ended()).isCompleted();
        assertThat(waiting).isCompletedExceptionally();
        assertThat(view.get("/a")).isNotNull();
        assertThat(heard.said).endsWith("ENDED", "end null");
    }

    private long load(long revision, KeyValue... kvs) {
        call().respond(new RangeResult(ResponseHeader.ofRevision(revision), List.of(kvs), false, kvs.length));
        if (stream == null || stream.isCancelled()) {
            stream = server.nextStream(Rpcs.WATCH);
        }
        WatchCommand command = stream.nextSent();
        while (!(command instanceof WatchCommand.Create create)) {
            command = stream.nextSent();
        }
        id = create.watchId();
        // Something was written elsewhere meanwhile, so that the server tells the stream progress when it is asked.
        long now = Math.max(revision, create.startRevision());
        stream.reply(WatchReply.created(ResponseHeader.ofRevision(now), id));
        return create.startRevision();
    }

    private ScriptedCall<RangeRequest, RangeResult> call() {
        return server.nextCall(Rpcs.RANGE);
    }

    private void event(WatchEvent... events) {
        long revision = events[events.length - 1].revision();
        stream.reply(WatchReply.events(ResponseHeader.ofRevision(revision), id, List.of(events)));
    }

    private void progress(long revision) {
        stream.reply(WatchReply.progress(ResponseHeader.ofRevision(revision), id));
    }

    private void compacted(long revision) {
        stream.reply(WatchReply.canceled(ResponseHeader.ofRevision(revision), id, revision, ""));
    }

    private static KeyValue kv(String key, long revision) {
        return new KeyValue(Bytes.utf8(key), Bytes.utf8("v"), 2, revision, 2, 0);
    }

    private static WatchEvent put(String key, long revision) {
        return new WatchEvent(WatchEvent.Type.PUT, kv(key, revision), null);
    }

    private static WatchEvent delete(String key, long revision) {
        KeyValue gone = new KeyValue(Bytes.utf8(key), Bytes.EMPTY, 0, revision, 0, 0);
        return new WatchEvent(WatchEvent.Type.DELETE, gone, null);
    }

    private static List<String> names(Iterable<KeyValue> kvs) {
        List<String> names = new ArrayList<>();
        kvs.forEach(kv -> names.add(kv.key().utf8() + "@" + kv.modRevision()));
        return names;
    }

    private static final class Heard implements ViewListener {
        private final List<String> said = new ArrayList<>();

        @Override
        public void onChange(ViewChange change) {
            StringBuilder words = new StringBuilder(change.cause() + " " + change.revision() + ":");
            change.changes().forEach(one -> words.append(' ').append(word(one)));
            said.add(words.toString());
        }

        private static String word(KeyChange change) {
            String key = change.key().utf8();
            if (change.isCreate()) {
                return "+" + key + "@" + change.after().modRevision();
            }
            String before = key + "@" + change.before().modRevision();
            return change.isDelete()
                    ? "-" + before
                    : before + ">" + change.after().modRevision();
        }

        List<String> changes() {
            return said.stream().filter(word -> word.contains(":")).toList();
        }

        @Override
        public void onStatus(ViewStatus status) {
            said.add(status.state().toString());
        }

        @Override
        public void onEnd(@Nullable EtcdException failure) {
            said.add("end "
                    + Stream.ofNullable(failure)
                            .map(why -> why.getClass().getSimpleName())
                            .findFirst()
                            .orElse("null"));
        }
    }
}
