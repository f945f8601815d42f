package io.mainstay.etcd.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Cursor;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.stream.Burst;
import io.mainstay.etcd.stream.Sink;
import io.mainstay.etcd.stream.SinkException;
import io.mainstay.etcd.stream.SourceRequest;
import io.mainstay.etcd.stream.Write;
import io.mainstay.etcd.stream.WriteBurst;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedCall;
import io.mainstay.etcd.testing.ScriptedTransport;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.proxy.TcpProxy;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The stream adapter's flaws by their number; {@link HandoffTest} has the fourth under load. */
class StreamAdapterFlawsTest extends StreamAdapter {
    @Test
    void flaw01ABlipIsResumedAfterTheLastRevision_unlessTheFirstIsToEndIt() {
        try (TcpProxy proxy = TcpProxy.to(server.endpoint());
                EtcdClient client = EtcdClient.connect(proxy.endpoint());
                Cursor<Burst> patient = client.source("/in/").cursor();
                Cursor<Burst> hasty = client.source("/in/", o -> o.failFast()).cursor()) {
            Iterator<Burst> bursts = patient.iterator();
            Iterator<Burst> first = hasty.iterator();
            untilComplete(bursts);
            untilComplete(first);
            etcd.kv().put("/in/a", "0");
            assertThat(bursts.next()).isInstanceOf(Burst.Live.class);
            assertThat(first.next()).isInstanceOf(Burst.Live.class);
            TreeMap<String, String> state = new TreeMap<>();
            for (int i = 1; i <= 5; i++) {
                proxy.cut();
                etcd.kv().put("/in/a", "" + i);
                assertThat(apply(state, List.of(bursts.next()))).containsEntry("/in/a", "" + i);
            }
            assertThatThrownBy(() -> first.forEachRemaining(burst -> {})).isInstanceOf(EtcdException.class);
        }
    }

    @Test
    void flaw02ARefusedReadingEndsTyped_notInSilence() {
        try (RealEtcd real = RealEtcd.start(RealEtcdOptions.of(Requirement.realEtcd("3.6")));
                EtcdClient admin = EtcdClient.connect(real.endpoint());
                EtcdClient nobody = EtcdClient.builder()
                        .endpoints(real.endpoint())
                        .user("nobody", Secret.of("n"))
                        .build()) {
            admin.auth().userAdd("root", Secret.of("r"));
            admin.auth().userGrantRole("root", "root");
            admin.auth().userAdd("nobody", Secret.of("n"));
            admin.auth().enable();
            assertThatThrownBy(() -> read(nobody, SourceRequest.prefix("/in/")))
                    .isInstanceOf(PermissionDeniedException.class);
            assertThatThrownBy(() -> read(nobody, SourceRequest.prefix("/in/").replay(1, 9)))
                    .isInstanceOf(PermissionDeniedException.class);
            Sink sink = nobody.sink();
            assertThatThrownBy(() -> sink.write(put("/out/a", "1")))
                    .isInstanceOf(SinkException.class)
                    .hasCauseInstanceOf(PermissionDeniedException.class);
            sink.close();
        }
    }

    private static List<Burst> read(EtcdClient client, SourceRequest request) {
        try (Cursor<Burst> cursor = client.source(request).cursor()) {
            List<Burst> bursts = new ArrayList<>();
            cursor.forEach(bursts::add);
            return bursts;
        }
    }

    @Test
    void flaw03LostHistoryIsTyped_orReadAgainWithTheExactDifference() {
        for (String key : List.of("a", "b", "c", "d")) {
            etcd.kv().put("/in/" + key, "old");
        }
        try (TcpProxy proxy = TcpProxy.to(server.endpoint());
                EtcdClient client = EtcdClient.connect(proxy.endpoint());
                Cursor<Burst> plain = client.source("/in/").cursor();
                Cursor<Burst> relisting = client.source("/in/", o -> o.relist()).cursor()) {
            Iterator<Burst> ends = plain.iterator();
            Iterator<Burst> goesOn = relisting.iterator();
            untilComplete(ends);
            TreeMap<String, String> state = apply(new TreeMap<>(), untilComplete(goesOn));
            proxy.refuse();
            proxy.cut();
            etcd.kv().delete("/in/a");
            etcd.kv().put("/in/b", "new");
            etcd.kv().put("/in/e", "new");
            long revision = etcd.kv().put("/elsewhere", "").header().revision();
            etcd.kv().compact(revision);
            proxy.heal();
            CompactedException why = catchThrowableOfType(CompactedException.class, ends::hasNext);
            assertThat(why.compactRevision()).isEqualTo(revision);

            List<Burst> difference = untilComplete(goesOn);
            assertThat(difference).allMatch(burst -> burst instanceof Burst.Resync);
            List<WatchEvent> events = difference.stream()
                    .flatMap(burst -> ((Burst.Resync) burst).events().stream())
                    .toList();
            assertThat(events.stream().map(event -> event.type() + event.key().utf8()))
                    .containsExactly("PUT/in/b", "PUT/in/e", "DELETE/in/a");
            apply(state, difference);
            assertThat(state)
                    .containsOnlyKeys("/in/b", "/in/c", "/in/d", "/in/e")
                    .containsEntry("/in/b", "new");
            etcd.kv().put("/in/f", "live");
            assertThat(goesOn.next()).isInstanceOf(Burst.Live.class);
        }
    }

    @Test
    void flaw05BigSnapshotsComeInParts_withBinaryKeysMetadataAndPreviousValues() {
        Bytes one = Bytes.of((byte) '/', (byte) 0xff);
        Bytes two = Bytes.of((byte) '/', (byte) 0xfe);
        etcd.kv().put(one, Bytes.utf8("1"));
        etcd.kv().put(two, Bytes.utf8("2"));
        Bytes big = Bytes.utf8("x".repeat(100_000));
        List<PutRequest> puts = IntStream.range(0, 100)
                .mapToObj(i -> PutRequest.of(Bytes.utf8("/big/" + i), big))
                .toList();
        etcd.kv().bulk(o -> o.chunked()).putAll(puts);
        SourceRequest all = SourceRequest.of(KeyRange.prefix("/")).prevKv();
        try (EtcdClient client = EtcdClient.connect(server.endpoint());
                Cursor<Burst> cursor = client.source(all).cursor()) {
            Iterator<Burst> bursts = cursor.iterator();
            List<KeyValue> kvs = untilComplete(bursts).stream()
                    .flatMap(burst -> ((Burst.Snapshot) burst).kvs().stream())
                    .toList();
            assertThat(kvs)
                    .hasSize(102)
                    .extracting(KeyValue::key)
                    .contains(one, two)
                    .doesNotHaveDuplicates();
            assertThat(kvs.stream().filter(kv -> kv.key().equals(one)).toList())
                    .isEqualTo(etcd.kv().get(one).stream().toList());
            etcd.kv().delete(DeleteRequest.of(one));
            WatchEvent deleted = ((Burst.Live) bursts.next()).events().get(0);
            assertThat(deleted.previous().orElseThrow().value().utf8()).isEqualTo("1");
        }
    }

    @Test
    void flaw06TheEventsOfARevisionAreOneBurst() {
        try (Cursor<Burst> cursor = etcd.source("/in/").cursor()) {
            Iterator<Burst> bursts = cursor.iterator();
            untilComplete(bursts);
            for (int round = 0; round < 20; round++) {
                Op[] puts = IntStream.range(0, 100)
                        .mapToObj(i -> Op.put("/in/" + i, "x"))
                        .toArray(Op[]::new);
                long revision = etcd.kv().txn(t -> t.then(puts)).header().revision();
                Burst.Live burst = (Burst.Live) bursts.next();
                assertThat(burst.revision()).isEqualTo(revision);
                assertThat(burst.events()).hasSize(100).allMatch(event -> event.revision() == revision);
            }
        }
    }

    @Test
    void flaw07HistoryIsReplayedBetweenTwoRevisions_twiceTheSame() {
        long from = etcd.kv().put("/in/a", "1").header().revision();
        etcd.kv().put("/in/a", "2");
        etcd.kv().delete("/in/a");
        long to = etcd.kv().put("/in/b", "3").header().revision();
        etcd.kv().put("/in/b", "4");
        SourceRequest window = SourceRequest.prefix("/in/").replay(from, to);
        List<List<WatchEvent>> once = read(etcd, window).stream()
                .map(burst -> ((Burst.Live) burst).events())
                .toList();
        assertThat(once).hasSize(4);
        assertThat(read(etcd, window).stream()
                        .map(burst -> ((Burst.Live) burst).events())
                        .toList())
                .isEqualTo(once);
    }

    /** The server is played by hand, so that nothing is answered before its time. */
    @Test
    void flaw08NoMoreIsTakenThanTheQueueHolds_andWhatWaitsSharesATransaction() {
        ScriptedTransport played = new ScriptedTransport();
        AtomicLong asked = new AtomicLong();
        try (EtcdClient client = EtcdClient.builder()
                        .transport(played)
                        .clock(new FakeClock())
                        .executor(Runnable::run)
                        .build();
                Sink sink = client.sink(o -> o.queue(10))) {
            sink.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long bursts) {
                    asked.addAndGet(bursts);
                }

                @Override
                public void cancel() {
                    throw new AssertionError("nobody cancels");
                }
            });
            sink.onNext(put("/0", "v"));
            played.nextCall(Rpcs.RANGE).respond(new RangeResult(ResponseHeader.ofRevision(7), List.of(), false, 0));
            IntStream.range(1, 10).forEach(i -> sink.onNext(put("/" + i, "v")));
            assertThat(asked).hasValue(10);
            answer(played.nextCall(Rpcs.TXN), 1, 8);
            assertThat(asked).as("before half of them are written").hasValue(10);
            answer(played.nextCall(Rpcs.TXN), 9, 9);
            assertThat(asked).hasValue(20);
            assertThat(played.hasCall()).isFalse();
            sink.onComplete();
            assertThat(sink.finish().written()).isEqualTo(10);
        }
    }

    private static void answer(ScriptedCall<TxnRequest, TxnResult> call, int changes, long revision) {
        assertThat(call.request().success()).hasSize(changes);
        call.respond(new TxnResult(ResponseHeader.ofRevision(revision), true, List.of()));
    }

    @Test
    void flaw09ABurstIsWrittenWhollyOrNotAtAll_andMayDeleteAndCompare() {
        etcd.kv().put("/k/last", "there");
        long seen = etcd.kv().get("/k/last").orElseThrow().modRevision();
        Sink polite = etcd.sink(o -> o.force(false));
        WriteBurst burst = WriteBurst.of(Write.put("/k/first", "1"), Write.put("/k/last", "1"));
        SinkException why = catchThrowableOfType(SinkException.class, () -> polite.write(burst));
        assertThat(why.conflict()).contains(Bytes.utf8("/k/last"));
        assertThat(etcd.kv().get("/k/first")).isEmpty();
        polite.close();
        try (Sink sink = etcd.sink(o -> o.atomic())) {
            sink.write(WriteBurst.of(
                    Write.put("/k/first", "1"), Write.compareAndSet("/k/last", seen, "2"), Write.delete("/k/none")));
            sink.write(WriteBurst.of(Write.delete("/k/first"), Write.put("/k/second", "1")));
        }
        assertThat(etcd.kv().range("/k/", o -> o.prefix()).kvs().stream()
                        .map(kv -> kv.key().utf8()))
                .containsExactly("/k/last", "/k/second");
    }

    @Test
    void flaw10ALostLeaseIsTold_andItsTimeIsNotCutOff() {
        Sink sink = etcd.sink(o -> o.lease(Duration.ofMillis(2_900)));
        sink.write(put("/k", "1"));
        assertThat(sink.lease().orElseThrow().ttl()).isEqualTo(Duration.ofSeconds(3));
        server.expireLease(sink.lease().orElseThrow().id());
        assertThatThrownBy(() -> sink.write(put("/k", "2")))
                .isInstanceOf(SinkException.class)
                .hasCauseInstanceOf(LeaseNotFoundException.class);
        sink.close();
    }

    @Test
    void flaw11AnEtcdOutOfReachDoesNotHoldUpTheEnd_andWhatIsDroppedIsCounted() {
        try (TcpProxy proxy = TcpProxy.to(server.endpoint());
                EtcdClient client = EtcdClient.connect(proxy.endpoint())) {
            Sink sink = client.sink(o -> o.lease(Duration.ofMinutes(5)).closeTimeout(Duration.ofMillis(500)));
            sink.write(put("/k/0", "v"));
            long lease = sink.lease().orElseThrow().id();
            proxy.refuse();
            proxy.cut();
            List<WriteBurst> given = new ArrayList<>();
            for (int i = 1; i <= 5; i++) {
                given.add(put("/k/" + i, "v"));
                assertThat(sink.send(given.get(i - 1))).isNotNull();
            }
            SinkException why = catchThrowableOfType(SinkException.class, sink::finish);
            assertThat(why.result().written()).isEqualTo(1);
            assertThat(why.result().unknown() + why.result().notWritten()).isEqualTo(5);
            assertThat(why.result().leaseLeft()).isEqualTo(lease);
            List<WriteBurst> rest = new ArrayList<>(why.unknown());
            rest.addAll(why.notWritten());
            assertThat(rest).isEqualTo(given);
            sink.close();
        }
    }

    @Test
    void flaw12ASecondOwnerIsRefused_andALookupThatWatchesSeesTheAddressChange() {
        try (Cursor<Burst> lookup = etcd.source("/services/a/").cursor();
                Sink owner = etcd.sink(o -> o.lease(Duration.ofSeconds(30)).force(false))) {
            Iterator<Burst> bursts = lookup.iterator();
            untilComplete(bursts);
            long at = owner.write(put("/services/a/1", "10.0.0.1:80"));
            Sink second = etcd.sink(o -> o.force(false));
            assertThatThrownBy(() -> second.write(put("/services/a/1", "10.0.0.2:80")))
                    .hasMessageContaining("/services/a/1");
            second.close();
            owner.write(WriteBurst.of(Write.compareAndSet("/services/a/1", at, "10.0.0.9:80")));
            TreeMap<String, String> found = new TreeMap<>();
            apply(found, List.of(bursts.next()));
            assertThat(apply(found, List.of(bursts.next()))).containsEntry("/services/a/1", "10.0.0.9:80");
        }
    }
}
