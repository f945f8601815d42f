package io.mainstay.etcd.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.Cursor;
import io.mainstay.etcd.stream.Burst;
import io.mainstay.etcd.stream.Sink;
import io.mainstay.etcd.stream.SinkException;
import io.mainstay.etcd.stream.SinkOptions;
import io.mainstay.etcd.stream.Write;
import io.mainstay.etcd.stream.WriteBurst;
import io.mainstay.etcd.testing.FakeClock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an adapter of etcd to a graph of streams does for its users, as its own tests have it. */
class StreamAdapterTest extends StreamAdapter {
    /** A port that nobody listens on. */
    private static final String NOWHERE = "http://127.0.0.1:1";

    @Test
    void aRefusedConnectionEndsASourceAndASinkThatAreNotPatient() {
        try (EtcdClient nowhere = EtcdClient.builder()
                .endpoints(NOWHERE)
                .callTimeout(Duration.ofMillis(300))
                .build()) {
            assertThatThrownBy(() -> nowhere.source("/in/", o -> o.failFast())
                            .cursor()
                            .iterator()
                            .hasNext())
                    .isInstanceOf(EtcdException.class);
            Sink sink = nowhere.sink(o -> o.patience(Duration.ZERO));
            SinkException why = catchThrowableOfType(SinkException.class, () -> sink.write(put("/out/a", "1")));
            assertThat(why.result().notWritten()).isEqualTo(1);
            assertThat(why.maybeApplied()).isFalse();
            sink.close();
        }
    }

    @Test
    void anEmptySnapshot_thenALiveWrite_thenAnUpdate_thenADelete() {
        try (Cursor<Burst> cursor = etcd.source("/in/").cursor()) {
            Iterator<Burst> bursts = cursor.iterator();
            assertThat(untilComplete(bursts)).isEmpty();
            etcd.kv().put("/in/a", "1");
            etcd.kv().put("/in/a", "2");
            etcd.kv().put("/other/a", "no");
            etcd.kv().delete("/in/a");
            TreeMap<String, String> state = new TreeMap<>();
            assertThat(apply(state, List.of(bursts.next()))).containsEntry("/in/a", "1");
            assertThat(apply(state, List.of(bursts.next()))).containsEntry("/in/a", "2");
            assertThat(apply(state, List.of(bursts.next()))).isEmpty();
        }
    }

    @Test
    void aSnapshotHoldsTheKeysThatAreThere() {
        etcd.kv().put("/in/a", "1");
        etcd.kv().put("/in/b", "2");
        try (Cursor<Burst> cursor = etcd.source("/in/").cursor()) {
            assertThat(apply(new TreeMap<>(), untilComplete(cursor.iterator())))
                    .containsOnlyKeys("/in/a", "/in/b")
                    .containsValues("1", "2");
        }
    }

    @Test
    void whatIsWrittenIsRead_alsoFromAnotherThreadMeanwhile() {
        try (Cursor<Burst> cursor = etcd.source("/x/").cursor();
                Sink sink = etcd.sink()) {
            Iterator<Burst> bursts = cursor.iterator();
            untilComplete(bursts);
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 100; i++) {
                    sink.write(put("/x/a", "" + i));
                }
            });
            for (int i = 0; i < 100; i++) {
                assertThat(apply(new TreeMap<>(), List.of(bursts.next()))).containsEntry("/x/a", "" + i);
            }
            other.join();
        }
    }

    @Test
    void keysWithoutALeaseStay_thoseWithOneGoWhenItIsRevoked() {
        try (Sink plain = etcd.sink();
                Sink leased = etcd.sink(o -> o.lease(Duration.ofSeconds(30)))) {
            plain.write(put("/k/plain", "1"));
            leased.write(put("/k/leased", "1"));
            assertThat(etcd.kv().count("/k/")).isEqualTo(2);
        }
        assertThat(etcd.kv().get("/k/plain")).isPresent();
        assertThat(etcd.kv().count("/k/")).isEqualTo(1);
        assertThat(server.leaseCount()).isZero();
    }

    @Test
    void theLeaseIsKept_farBeyondItsTimeToLive() {
        FakeClock clock = new FakeClock();
        try (EmbeddedEtcd timed = EmbeddedEtcd.builder().clock(clock).start();
                EtcdClient client = EtcdClient.builder()
                        .transport(timed.transports())
                        .endpoints("embedded://here")
                        .clock(clock)
                        .build();
                Sink sink = client.sink(o -> o.lease(Duration.ofSeconds(30)))) {
            sink.write(put("/k", "1"));
            long other = client.leases().grant(Duration.ofHours(1)).id();
            for (int second = 0; second < 100; second++) {
                clock.advance(Duration.ofSeconds(1));
                // Answers come in order, so after this one the client has seen those to its own renewals.
                client.leases().keepAliveOnce(other);
            }
            assertThat(client.kv().get("/k")).isPresent();
        }
    }

    @Test
    void forceOverwrites_andWithoutItAKeyThatIsThereIsNamedAndKept() {
        etcd.kv().put("/k", "old");
        Sink polite = etcd.sink(o -> o.force(false));
        assertThat(polite.write(put("/new", "1"))).isPositive();
        assertThatThrownBy(() -> polite.write(put("/k", "new")))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("/k");
        polite.close();
        assertThat(etcd.kv().get("/k").orElseThrow().value().utf8()).isEqualTo("old");
        try (Sink sink = etcd.sink()) {
            sink.write(put("/k", "new"));
        }
        assertThat(etcd.kv().get("/k").orElseThrow().value().utf8()).isEqualTo("new");
    }

    @Test
    void aConflictInTheVeryLastWriteIsNotLost() {
        etcd.kv().put("/k", "old");
        Sink sink = etcd.sink(o -> o.force(false));
        CompletableFuture<Long> last = sink.send(put("/k", "new"));
        assertThatThrownBy(sink::close).isInstanceOf(SinkException.class).hasMessageContaining("/k");
        assertThatThrownBy(() -> last.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(SinkException.class);
    }

    @Test
    void defaultsArePinned_andNothingIsSentBeforeItIsNeeded() {
        SinkOptions defaults = SinkOptions.DEFAULT;
        assertThat(defaults.lease()).isEmpty();
        assertThat(defaults.overwrites()).isTrue();
        assertThat(defaults.isAtomic()).isFalse();
        assertThat(defaults.limits()).isEqualTo(new SinkOptions.Limits(128, 3 << 19, 1, 256));
        try (EtcdClient nowhere = EtcdClient.connect(NOWHERE);
                Sink sink = nowhere.sink(o -> o.lease(Duration.ofSeconds(5)));
                Cursor<Burst> cursor = nowhere.source("/in/").cursor()) {
            assertThat(sink.finish().isComplete()).isTrue();
            assertThat(cursor).isNotNull();
        }
    }

    @Test
    void badInputIsRefusedWithWords() {
        assertThatThrownBy(() -> Write.put("", "v")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Write.delete("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Write.compareAndSet("k", -1, "v")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SinkOptions.DEFAULT.lease(Duration.ZERO))
                .hasMessageContaining("lease must be positive");
        assertThatThrownBy(() -> SinkOptions.DEFAULT.queue(0)).hasMessageContaining("queue must be positive");
        assertThat(WriteBurst.of(Write.put("k", "secret")).toString()).doesNotContain("secret");
    }

    @Test
    void aServiceIsRegistered_foundByWhoeverWatches_refusedToASecond_andGoneWithItsOwner() {
        try (Cursor<Burst> cursor = etcd.source("/services/").cursor()) {
            Iterator<Burst> lookup = cursor.iterator();
            assertThat(untilComplete(lookup)).as("not found").isEmpty();
            TreeMap<String, String> found = new TreeMap<>();
            try (Sink owner = etcd.sink(o -> o.lease(Duration.ofSeconds(30)).force(false))) {
                owner.write(put("/services/prices", "10.0.0.7:5555"));
                apply(found, List.of(lookup.next()));
                assertThat(found).containsEntry("/services/prices", "10.0.0.7:5555");
                Sink second = etcd.sink(o -> o.lease(Duration.ofSeconds(30)).force(false));
                assertThatThrownBy(() -> second.write(put("/services/prices", "10.0.0.8:5555")))
                        .hasMessageContaining("/services/prices");
                second.close();
            }
            assertThat(apply(found, List.of(lookup.next()))).isEmpty();
        }
    }
}
