package io.mainstay.etcd.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.crypto.DecryptFailedException;
import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.crypto.EncryptionKey;
import io.mainstay.etcd.crypto.KeyRing;
import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.FutureRevisionException;
import io.mainstay.etcd.error.InvalidRequestException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.error.TooLargeException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.MoveRequest;
import io.mainstay.etcd.kv.MoveResult;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The provider's flaws by their number, apart from 6, which {@link GoProviderLocksTest} has. */
class GoProviderFlawsTest extends GoProvider {
    @Test
    void flaw01CompareAndSwapWorksUnderEncryption() {
        encrypted.kv().put(key("k"), "old");
        assertThat(encrypted.kv().compareAndSwap(key("k"), "old", "new").succeeded())
                .isTrue();
        assertThat(encrypted.kv().compareAndSwap(key("k"), "old", "newer").succeeded())
                .isFalse();
        assertThat(encrypted.kv().get(key("k"))).map(kv -> kv.value().utf8()).contains("new");
    }

    @Test
    void flaw02NoncesDoNotRepeatOverClientsAndValuesAreBoundToTheirKey() {
        byte[] material = new byte[32];
        Set<Bytes> sealed = new HashSet<>();
        for (int client = 0; client < 50; client++) {
            try (KeyRing ring = KeyRing.of(1, EncryptionKey.of(material))) {
                Encryption fresh = Encryption.of(ring);
                for (int i = 0; i < 20; i++) {
                    sealed.add(fresh.seal(Bytes.utf8("k"), Bytes.utf8("v")));
                }
            }
        }
        assertThat(sealed).hasSize(1_000);
        encrypted.kv().put(key("a"), "of a");
        etcd.kv()
                .put(Bytes.utf8(key("b")), etcd.kv().get(key("a")).orElseThrow().value());
        assertThatThrownBy(() -> encrypted.kv().get(key("b"))).hasMessageContaining(key("b"));
    }

    @Test
    void flaw03AnEmptyKeyIsRefusedAndNothingGoesRoundTheEncryption() throws Exception {
        assertThatThrownBy(() -> EncryptionKey.of(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        try (Watch watch = encrypted.watch(key("k"))) {
            watch.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            encrypted.kv().txn(t -> t.then(Op.put(key("k"), "secret")));
            assertThat(watch.poll(PATIENCE).orElseThrow().events())
                    .extracting(event -> event.kv().value().utf8())
                    .containsExactly("secret");
        }
        assertThat(etcd.kv().get(key("k")).orElseThrow().value()).isNotEqualTo(Bytes.utf8("secret"));
    }

    @Test
    void flaw04AMoveIsAtomicKeepsTheLeaseAndDestroysNothing() throws Exception {
        long lease = etcd.leases().grant(Duration.ofMinutes(1)).id();
        etcd.kv().put(key("from"), "v", o -> o.lease(lease));
        etcd.kv().put(key("taken"), "theirs");
        assertThat(etcd.kv().move(key("from"), key("taken")).moved()).isFalse();
        assertThatThrownBy(() -> MoveRequest.of(key("from"), key("from"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(etcd.kv().exists(key("from"))).isTrue();

        try (Watch watch = etcd.watch(prefix(), WatchRequest::prefix)) {
            watch.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            MoveResult moved = etcd.kv().move(key("from"), key("to"));
            WatchBatch batch = watch.poll(PATIENCE).orElseThrow();
            assertThat(batch.events())
                    .extracting(WatchEvent::revision)
                    .containsExactly(moved.revision(), moved.revision());
        }
        assertThat(etcd.kv().get(key("to"))).map(KeyValue::lease).contains(lease);
        etcd.leases().revoke(lease);
    }

    @Test
    void flaw05BulkBeyondTheLimitSaysSoBeforeItSendsAndGoesInChunksWhenAsked() {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < 1_000; i++) {
            values.put(key("k" + i), "v");
        }
        assertThatThrownBy(() -> etcd.kv().bulk().putAll(values))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("chunked");
        assertThat(etcd.kv().count(prefix())).isZero();
        List<Long> told = new ArrayList<>();
        etcd.kv()
                .bulk(o -> o.chunked().onProgress(progress -> told.add(progress.done())))
                .putAll(values);
        assertThat(etcd.kv().count(prefix())).isEqualTo(1_000);
        assertThat(told).isSorted().endsWith(1_000L);
    }

    @Test
    void flaw07ErrorsHaveTypes() {
        long revision = etcd.kv().put(key("k"), "1").header().revision();
        assertThatThrownBy(() -> etcd.kv().getAt(key("k"), revision + 1_000))
                .isInstanceOf(FutureRevisionException.class);
        etcd.kv().compact(revision);
        assertThatThrownBy(() -> etcd.kv().getAt(key("k"), revision - 1)).isInstanceOf(CompactedException.class);
        assertThatThrownBy(() -> etcd.leases().revoke(12345)).isInstanceOf(LeaseNotFoundException.class);
        assertThatThrownBy(() -> etcd.kv().put("", "v")).isInstanceOf(InvalidRequestException.class);
        assertThat(etcd.kv().get(key("missing"))).isEmpty();
    }

    @Test
    void flaw08ListsKeepOrderRevisionsAndLeasesHoweverLongTheyAre() {
        String value = "x".repeat(100_000);
        for (int i = 0; i < 60; i++) {
            etcd.kv().put(key(String.format("%02d", i)), value);
        }
        List<KeyValue> all = etcd.kv().range(prefix(), o -> o.prefix()).kvs();
        assertThat(all).hasSize(60);
        assertThat(all).extracting(kv -> kv.key().utf8()).isSorted();
        assertThat(all).extracting(KeyValue::modRevision).isSorted().doesNotContain(0L);
        try (var scan = etcd.kv().scan(prefix(), o -> o.prefix())) {
            assertThat(scan).containsExactlyElementsOf(all);
        }
    }

    @Test
    void flaw09AnEmptyPrefixDeletesNothingByAccident() {
        etcd.kv().put(key("k"), "v");
        assertThatThrownBy(() -> etcd.kv().delete("", o -> o.prefix()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allKeys()");
        assertThat(etcd.kv().exists(key("k"))).isTrue();
        assertThatThrownBy(() -> EtcdClient.builder().endpoints("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void flaw10AWatchEndsTypedAndAClosedKeyRingIsErased() throws Exception {
        long old = etcd.kv().put(key("k"), "1").header().revision();
        long now = etcd.kv().put(key("k"), "2").header().revision();
        etcd.kv().compact(now);
        try (Watch watch = etcd.watch(WatchRequest.of(key("k")).startRevision(old))) {
            assertThatThrownBy(() -> watch.poll(PATIENCE)).isInstanceOf(CompactedException.class);
        }
        KeyRing ring = KeyRing.of(1, EncryptionKey.random());
        Encryption encryption = Encryption.of(ring);
        Bytes sealed = encryption.seal(Bytes.utf8("k"), Bytes.utf8("v"));
        ring.close();
        assertThatThrownBy(() -> encryption.open(Bytes.utf8("k"), sealed)).isInstanceOf(DecryptFailedException.class);
    }

    @Test
    void flaw11WhatWasMissingIsThere() {
        try (EtcdClient namespaced =
                EtcdClient.builder().endpoints(endpoint()).namespace(prefix()).build()) {
            namespaced.kv().put("k", "v");
            assertThat(etcd.kv().exists(key("k"))).isTrue();
        }
        assertThat(etcd.auth().status().enabled()).isFalse();
        assertThat(etcd.cluster().alarms()).isEmpty();
        assertThat(etcd.cluster().hashKv(0).hash()).isNotZero();
        etcd.kv().txn(t -> t.when(Compare.missing(key("x"))).then(Op.put(key("x"), "1")));
        assertThat(etcd.kv().exists(key("x"))).isTrue();
    }
}
