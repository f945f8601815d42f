package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.error.TooLargeException;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.stream.Sink;
import io.mainstay.etcd.stream.SinkException;
import io.mainstay.etcd.stream.SinkResult;
import io.mainstay.etcd.stream.Write;
import io.mainstay.etcd.stream.WriteBurst;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Writing bursts by a sink. */
public abstract class SinkContract extends ContractSuite {
    @Test
    void writesInOrder_andManyBurstsShareATransaction() {
        try (Sink sink = etcd().sink()) {
            List<CompletableFuture<Long>> written = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                written.add(sink.send(put(number(i), "v")));
            }
            sink.flush();
            List<Long> revisions = written.stream().map(Waiting::get).toList();
            assertThat(revisions).isSorted();
            for (int i = 0; i < 1_000; i++) {
                assertThat(read(number(i)).modRevision()).isEqualTo(revisions.get(i));
            }
            SinkResult result = sink.finish();
            assertThat(result).isEqualTo(new SinkResult(1_000, 0, 0, revisions.get(999), 0));
            assertThat(Waiting.get(sink.ended())).isEqualTo(result);
        }
    }

    @Test
    void laterWritesOfAKeyComeLater() {
        try (Sink sink = etcd().sink(o -> o.inFlight(4))) {
            List<CompletableFuture<Long>> written = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                written.add(sink.send(WriteBurst.of(
                        Write.put(key("a"), "" + i),
                        Write.put(key("a"), i + "+"),
                        Write.put(key("b" + i % 7), "" + i))));
            }
            written.forEach(Waiting::get);
            assertThat(read("a").value().utf8()).isEqualTo("299+");
            assertThat(read("a").version()).isEqualTo(600);
            for (int i = 293; i < 300; i++) {
                assertThat(read("b" + i % 7).value().utf8()).isEqualTo("" + i);
            }
        }
    }

    @Test
    void aBurstIsOneRevision_withDeletesAndComparisons() {
        putAll("old", "compared");
        try (Sink sink = etcd().sink()) {
            long revision = sink.write(WriteBurst.of(
                    Write.put(key("new"), "1"),
                    Write.delete(key("old")),
                    Write.delete(key("never")),
                    Write.compareAndSet(key("compared"), read("compared").modRevision(), "2"),
                    Write.compareAndSet(key("created"), 0, "3")));
            assertThat(all()).hasSize(3).allMatch(kv -> kv.modRevision() == revision);
            assertThat(read("compared").value().utf8()).isEqualTo("2");
        }
    }

    @Test
    void aConflictNamesItsKey_andTheWholeBurstIsNotWritten_butAllBeforeIs() {
        putAll("there");
        Sink sink = etcd().sink(o -> o.force(false));
        CompletableFuture<Long> before = sink.send(WriteBurst.of(Write.put(key("a"), "1"), Write.put(key("b"), "1")));
        WriteBurst refused = WriteBurst.of(Write.put(key("c"), "1"), Write.put(key("there"), "new"));
        SinkException why = catchThrowableOfType(SinkException.class, () -> sink.write(refused));
        assertThat(why.conflict()).contains(bytesKey("there"));
        assertThat(why).hasMessageContaining(key("there"));
        assertThat(why.maybeApplied()).isFalse();
        assertThat(why.notWritten()).containsExactly(refused);
        assertThat(why.result().written()).isEqualTo(2);
        assertThat(why.result().notWritten()).isEqualTo(2);
        assertThat(Waiting.get(before)).isPositive();
        assertThat(all().stream().map(this::name)).containsExactly("a", "b", "there");
        assertThat(read("there").value().utf8()).isEqualTo("there");
        assertThatThrownBy(() -> sink.write(put("later", "1"))).isInstanceOf(SinkException.class);
        sink.close();
    }

    @Test
    void aFailedComparisonEndsIt_andWhatCameBeforeInTheSameTransactionIsWritten() {
        putAll("x");
        long stale = read("x").modRevision() - 1;
        Sink sink = etcd().sink();
        List<CompletableFuture<Long>> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add(sink.send(put(number(i), "v")));
        }
        sent.add(sink.send(WriteBurst.of(Write.compareAndSet(key("x"), stale, "no"))));
        SinkException why = catchThrowableOfType(SinkException.class, sink::finish);
        assertThat(why.conflict()).contains(bytesKey("x"));
        assertThat(why.result().written()).isEqualTo(50);
        assertThat(all()).hasSize(51);
        assertThat(Waiting.failure(sent.get(50))).isInstanceOf(SinkException.class);
        sink.close();
    }

    @Test
    void atomicBurstsHaveARevisionEach_andThoseThatCannotEndIt() {
        Sink sink = etcd().sink(o -> o.atomic().inFlight(8));
        List<Long> revisions = IntStream.range(0, 40)
                .mapToObj(i -> sink.send(WriteBurst.of(Write.put(key("a" + i), "v"), Write.put(key("b" + i), "v"))))
                .toList()
                .stream()
                .map(Waiting::get)
                .toList();
        assertThat(revisions).doesNotHaveDuplicates();
        for (int i = 0; i < 40; i++) {
            assertThat(read("a" + i).modRevision())
                    .isEqualTo(read("b" + i).modRevision())
                    .isEqualTo(revisions.get(i));
        }
        WriteBurst twice = WriteBurst.of(Write.put(key("c"), "1"), Write.put(key("c"), "2"));
        assertThatThrownBy(() -> sink.write(twice))
                .isInstanceOf(SinkException.class)
                .hasCauseInstanceOf(TooLargeException.class)
                .hasMessageContaining("atomic()");
        sink.close();
    }

    @Test
    void aBigBurstIsSplit_unlessItMustNotBe() {
        WriteBurst big = new WriteBurst(IntStream.range(0, 300)
                .<Write>mapToObj(i -> Write.put(key(number(i)), "v"))
                .toList());
        try (Sink sink = etcd().sink()) {
            long last = sink.write(big);
            assertThat(all()).hasSize(300).last().matches(kv -> kv.modRevision() == last);
            assertThat(all().stream().map(KeyValue::modRevision).distinct()).hasSize(3);
        }
        Sink sink = etcd().sink(o -> o.atomic());
        assertThatThrownBy(() -> sink.write(big)).hasCauseInstanceOf(TooLargeException.class);
        assertThat(all()).allMatch(kv -> kv.version() == 1);
        sink.close();
    }

    @Test
    void keysHangOnOneLease_andVanishAtItsEnd() {
        try (Sink sink = etcd().sink(o -> o.lease(Duration.ofMillis(29_001)))) {
            assertThat(sink.lease()).isEmpty();
            sink.write(WriteBurst.of(Write.put(key("a"), "1"), Write.put(key("b"), "1")));
            sink.write(put("c", "1"));
            KeptLease lease = sink.lease().orElseThrow();
            assertThat(lease.ttl()).isEqualTo(Duration.ofSeconds(30));
            assertThat(all()).hasSize(3).allMatch(kv -> kv.lease() == lease.id());
        }
        assertThat(all()).isEmpty();
    }

    @Test
    void anEmptySinkSendsNothing() {
        List<Long> leases = etcd().leases().list();
        long before = revision();
        try (Sink sink = etcd().sink(o -> o.lease(LONG_TTL))) {
            assertThat(sink.write(WriteBurst.of())).isZero();
            assertThat(etcd().leases().list()).isEqualTo(leases);
            assertThat(sink.finish()).isEqualTo(SinkResult.NOTHING);
        }
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void aLostLeaseEndsItTyped() {
        Sink sink = etcd().sink(o -> o.lease(LONG_TTL));
        sink.write(put("a", "1"));
        etcd().leases().revoke(sink.lease().orElseThrow().id());
        SinkException why = catchThrowableOfType(SinkException.class, () -> sink.write(put("b", "1")));
        assertThat(why).hasCauseInstanceOf(LeaseNotFoundException.class);
        assertThat(why.result().written()).isEqualTo(1);
        assertThat(why.result().leaseLeft()).isZero();
        assertThat(all()).isEmpty();
        sink.close();
    }

    @Test
    void subscribesToAPublisher_andEndsWithIt() {
        try (SubmissionPublisher<WriteBurst> publisher = new SubmissionPublisher<>();
                Sink sink = etcd().sink(o -> o.lease(LONG_TTL).queue(10))) {
            publisher.subscribe(sink);
            for (int i = 0; i < 500; i++) {
                publisher.submit(put(number(i), "v"));
            }
            publisher.close();
            SinkResult result = Waiting.get(sink.ended());
            assertThat(result.written()).isEqualTo(500);
            assertThat(all()).isEmpty();
        }
    }

    @Test
    void aPublisherThatFailsFailsIt_afterWhatItGave() {
        Sink sink = etcd().sink();
        CompletableFuture<Long> asked = new CompletableFuture<>();
        sink.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long bursts) {
                asked.complete(bursts);
            }

            @Override
            public void cancel() {
                asked.completeExceptionally(new IllegalStateException("cancelled"));
            }
        });
        assertThat(Waiting.get(asked)).isEqualTo(256);
        sink.onNext(put("a", "1"));
        IllegalStateException broken = new IllegalStateException("no more");
        sink.onError(broken);
        SinkException why = (SinkException) Waiting.failure(sink.ended());
        assertThat(why).hasCause(broken);
        assertThat(why.result().written()).isEqualTo(1);
        assertThat(all()).hasSize(1);
        assertThatThrownBy(sink::close).isSameAs(why);
        sink.close();
    }

    private WriteBurst put(String name, String value) {
        return WriteBurst.of(Write.put(key(name), value));
    }

    private static String number(int i) {
        return String.format("%03d", i);
    }

    private List<KeyValue> all() {
        return etcd().kv().range(prefix(), o -> o.prefix()).kvs();
    }
}
