package io.mainstay.etcd.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyPattern;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the provider's users have beside locks: {@link GoProviderLocksTest} has those. */
class GoProviderTest extends GoProvider {
    @Test
    void aClientWithDefaultsConnects() {
        try (EtcdClient client = EtcdClient.connect(endpoint())) {
            assertThat(client.cluster().status().version()).startsWith("3.6");
        }
    }

    @Test
    void aClientWithOptionsConnects() {
        try (EtcdClient client = EtcdClient.builder()
                .endpoints(endpoint())
                .callTimeout(Duration.ofSeconds(5))
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            assertThat(client.kv().count(prefix())).isZero();
        }
    }

    @Test
    void aClientWithNonsenseIsRefusedWhenItIsBuilt() {
        assertThatThrownBy(() -> EtcdClient.builder().endpoints("http://"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EtcdClient.builder().callTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("callTimeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "", "with spaces and ümläuts", "{\"json\": true}", "line\nbreak\u0000nul"})
    void whatIsPutIsGot(String value) {
        etcd.kv().put(key("k"), value);
        assertThat(etcd.kv().get(key("k"))).map(kv -> kv.value().utf8()).contains(value);
    }

    @Test
    void encryptionGoesRoundAndTheRawValueDiffers() {
        encrypted.kv().put(key("k"), "secret");
        assertThat(encrypted.kv().get(key("k"))).map(kv -> kv.value().utf8()).contains("secret");
        Bytes raw = etcd.kv().get(key("k")).orElseThrow().value();
        assertThat(raw).isNotEqualTo(Bytes.utf8("secret"));
        assertThat(new String(raw.toByteArray(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
    }

    @Test
    void aMissingKeyIsEmpty() {
        assertThat(etcd.kv().get(key("missing"))).isEmpty();
        assertThat(encrypted.kv().get(key("missing"))).isEmpty();
    }

    @Test
    void aPrefixIsListedWithAndWithoutValues() {
        put("a", "b", "c");
        assertThat(names(etcd.kv().keys(prefix()))).containsExactly("a", "b", "c");
        RangeResult all = etcd.kv().range(prefix(), o -> o.prefix());
        assertThat(all.kvs()).extracting(kv -> kv.value().utf8()).containsExactly("a", "b", "c");
    }

    @Test
    void aDeleteTellsHowMany() {
        put("a");
        assertThat(etcd.kv().delete(key("a")).deleted()).isEqualTo(1);
        assertThat(etcd.kv().delete(key("a")).deleted()).isZero();
    }

    @Test
    void aPrefixIsDeleted() {
        put("a", "b", "c");
        assertThat(etcd.kv().delete(prefix(), o -> o.prefix()).deleted()).isEqualTo(3);
        assertThat(etcd.kv().count(prefix())).isZero();
    }

    @Test
    void aWatchOfAKeySeesPutsAndDeletes() throws Exception {
        try (Watch watch = etcd.watch(key("k"))) {
            ready(watch);
            put("k", "other");
            etcd.kv().delete(key("k"));
            assertThat(events(watch, 2))
                    .extracting(WatchEvent::type)
                    .containsExactly(WatchEvent.Type.PUT, WatchEvent.Type.DELETE);
        }
    }

    @Test
    void aWatchOfAPrefixSeesAllOfIt() throws Exception {
        try (Watch watch = etcd.watch(prefix(), o -> o.prefix())) {
            ready(watch);
            put("a", "b", "c");
            assertThat(events(watch, 3))
                    .extracting(event -> event.key().utf8())
                    .containsExactly(key("a"), key("b"), key("c"));
        }
    }

    @Test
    void aTransactionTakesEitherBranch() {
        put("k");
        TxnResult then = etcd.kv()
                .txn(t -> t.when(Compare.value(key("k")).is("k"))
                        .then(Op.put(key("k"), "then"))
                        .otherwise(Op.put(key("k"), "else")));
        assertThat(then.succeeded()).isTrue();
        TxnResult otherwise = etcd.kv()
                .txn(t -> t.when(Compare.value(key("k")).is("k"))
                        .then(Op.put(key("k"), "then"))
                        .otherwise(Op.put(key("k"), "else")));
        assertThat(otherwise.succeeded()).isFalse();
        assertThat(etcd.kv().get(key("k"))).map(kv -> kv.value().utf8()).contains("else");
    }

    @Test
    void aLeaseIsGrantedKeptAndRevoked() throws Exception {
        KeptLease lease = etcd.leases().grantAndKeep(Duration.ofSeconds(5));
        etcd.kv().put(key("k"), "v", o -> o.lease(lease.id()));
        assertThat(etcd.leases().keepAliveOnce(lease.id()).ttl()).isEqualTo(lease.ttl());
        lease.revoke().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(etcd.kv().get(key("k"))).isEmpty();
        assertThatThrownBy(() -> etcd.leases().keepAliveOnce(lease.id())).isInstanceOf(LeaseNotFoundException.class);
    }

    @Test
    void aKeyGoesWithItsLease() {
        LeaseGrantResult lease = etcd.leases().grant(Duration.ofSeconds(60));
        etcd.kv().put(key("k"), "v", o -> o.lease(lease.id()));
        etcd.leases().revoke(lease.id());
        assertThat(etcd.kv().exists(key("k"))).isFalse();
    }

    @Test
    void manyAreWrittenAndDeletedAtOnce() {
        Map<String, String> values = values(100);
        assertThat(etcd.kv().bulk().putAll(values).revisions()).hasSize(1);
        assertThat(etcd.kv().count(prefix())).isEqualTo(100);
        assertThat(etcd.kv()
                        .bulk()
                        .deleteAll(values.keySet().toArray(String[]::new))
                        .deleted())
                .isEqualTo(100);
    }

    @Test
    void manyAreWrittenEncrypted() {
        encrypted.kv().bulk().putAll(values(20));
        assertThat(encrypted.kv().range(prefix(), o -> o.prefix()).kvs())
                .extracting(kv -> kv.value().utf8())
                .containsExactlyElementsOf(values(20).values());
        assertThat(etcd.kv().range(prefix(), o -> o.prefix()).kvs())
                .extracting(KeyValue::value)
                .doesNotContain(Bytes.utf8("value 1"));
    }

    @Test
    void existenceIsTold() {
        assertThat(etcd.kv().exists(key("a"))).isFalse();
        put("a");
        assertThat(etcd.kv().exists(key("a"))).isTrue();
    }

    @Test
    void keysAreCounted() {
        put("a", "b");
        assertThat(etcd.kv().count(prefix())).isEqualTo(2);
    }

    @Test
    void aPutIfAbsentWritesOnce() {
        assertThat(etcd.kv().putIfAbsent(key("k"), "first").succeeded()).isTrue();
        assertThat(etcd.kv().putIfAbsent(key("k"), "second").succeeded()).isFalse();
        assertThat(etcd.kv().get(key("k"))).map(kv -> kv.value().utf8()).contains("first");
    }

    @Test
    void aCompareAndSwapSwapsWhatItExpects() {
        put("k");
        assertThat(etcd.kv().compareAndSwap(key("k"), "k", "new").succeeded()).isTrue();
        assertThat(etcd.kv().compareAndSwap(key("k"), "k", "newer").succeeded()).isFalse();
        assertThat(etcd.kv().compareAndSwap(key("absent"), "k", "new").succeeded())
                .isFalse();
    }

    @Test
    void aRangeIsHalfOpen() {
        put("a", "b", "c");
        RangeResult range = etcd.kv().range(key("a"), o -> o.until(Bytes.utf8(key("c"))));
        assertThat(names(range)).containsExactly("a", "b");
    }

    @Test
    void aKeyIsMoved() {
        put("from");
        assertThat(etcd.kv().move(key("from"), key("to")).moved()).isTrue();
        assertThat(etcd.kv().exists(key("from"))).isFalse();
        assertThat(etcd.kv().get(key("to"))).map(kv -> kv.value().utf8()).contains("from");
    }

    @Test
    void keysAreListedUpToALimit() {
        put("a", "b", "c");
        RangeResult two = etcd.kv().range(prefix(), o -> o.prefix().keysOnly().limit(2));
        assertThat(names(two)).containsExactly("a", "b");
        assertThat(two.more()).isTrue();
    }

    @Test
    void keysAreFoundByPattern() {
        put("user-1", "order-1", "user-2");
        List<String> found = new ArrayList<>();
        try (var scan = etcd.kv().scan(KeyPattern.containing(prefix(), "user"))) {
            scan.forEach(kv -> found.add(kv.key().utf8()));
        }
        assertThat(found).containsExactly(key("user-1"), key("user-2"));
    }

    @Test
    void theStatusOfAMemberIsTold() {
        assertThat(etcd.cluster().status().db().total()).isPositive();
    }

    @Test
    void membersAreListed() {
        assertThat(etcd.cluster().members()).extracting(Member::clientUrls).containsExactly(List.of(endpoint()));
    }

    @Test
    void aCallToASilentServerTimesOut() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EtcdClient client = EtcdClient.builder()
                        .endpoints("http://127.0.0.1:" + silent.getLocalPort())
                        .callTimeout(Duration.ofMillis(300))
                        .build()) {
            assertThatThrownBy(() -> client.kv().get("k")).isInstanceOf(DeadlineExceededException.class);
        }
    }

    @Test
    void tenPutsAtOnceAllArrive() {
        CompletableFuture<?>[] puts = IntStream.range(0, 10)
                .mapToObj(i -> etcd.kv().async().put(key("k" + i), "v"))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(puts).join();
        assertThat(etcd.kv().count(prefix())).isEqualTo(10);
    }

    @Test
    void anOldRevisionIsRead() {
        long then = etcd.kv().put(key("k"), "old").header().revision();
        etcd.kv().put(key("k"), "new");
        assertThat(etcd.kv().getAt(key("k"), then)).map(kv -> kv.value().utf8()).contains("old");
        assertThat(etcd.kv().getAt(key("k"), then - 1)).isEmpty();
    }

    @Test
    void compactionForgets() {
        long then = etcd.kv().put(key("k"), "old").header().revision();
        long now = etcd.kv().put(key("k"), "new").header().revision();
        etcd.kv().compact(now);
        assertThatThrownBy(() -> etcd.kv().getAt(key("k"), then)).isInstanceOf(CompactedException.class);
    }

    private void put(String... names) {
        for (String name : names) {
            etcd.kv().put(key(name), name);
        }
    }

    private Map<String, String> values(int number) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < number; i++) {
            values.put(key(String.format("%04d", i)), "value " + i);
        }
        return values;
    }

    private List<String> names(RangeResult result) {
        return result.kvs().stream()
                .map(kv -> kv.key().utf8().substring(prefix().length()))
                .toList();
    }

    private static void ready(Watch watch) throws Exception {
        watch.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static List<WatchEvent> events(Watch watch, int number) {
        List<WatchEvent> events = new ArrayList<>();
        while (events.size() < number) {
            WatchBatch batch = watch.poll(PATIENCE).orElseThrow();
            events.addAll(batch.events());
        }
        return events;
    }
}
