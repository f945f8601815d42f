package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.crypto.DecryptFailedException;
import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.crypto.EncryptionKey;
import io.mainstay.etcd.crypto.KeyRing;
import io.mainstay.etcd.crypto.PlainValues;
import io.mainstay.etcd.crypto.ReencryptProgress;
import io.mainstay.etcd.crypto.ReencryptRequest;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changing keys: the new one is promoted, all values are sealed anew while others go on writing, the old one goes. */
public abstract class ReencryptionContract extends ContractSuite {
    private static final int KEYS = 300;

    private KeyRing ring = KeyRing.of(1, EncryptionKey.random());
    private Encryption encryption = Encryption.of(ring);

    @BeforeEach
    final void takeNewRing() {
        ring = KeyRing.of(1, EncryptionKey.random());
        encryption = Encryption.of(ring);
    }

    @Test
    void changesKeysWithoutLosingAValue() {
        try (EtcdClient etcd = client("changed/", encryption)) {
            long lease = lease();
            etcd.kv().put("leased", "on a lease", o -> o.lease(lease));
            fill(etcd);
            ring.add(2, EncryptionKey.random()).promote(2);
            etcd.kv().put("k0007", "after the change");
            List<ReencryptProgress> told = new ArrayList<>();
            ReencryptProgress end = etcd.reencrypt(everything(), told::add);
            assertThat(end)
                    .isEqualTo(new ReencryptProgress(KEYS + 1, KEYS, 1, 0, 0, Bytes.utf8("leased")))
                    .isEqualTo(told.get(told.size() - 1));
            assertThat(told).hasSizeGreaterThan(3);
            ring.remove(1);
            Map<String, String> all = values(etcd);
            assertThat(all).hasSize(KEYS + 1).containsEntry("k0008", "8").containsEntry("k0007", "after the change");
            KeyValue leased = etcd.kv().get("leased").orElseThrow();
            assertThat(leased.lease()).isEqualTo(lease);
            assertThat(leased.version()).isEqualTo(2);
            assertThat(etcd.reencrypt(everything(), progress -> {}).current()).isEqualTo(KEYS + 1);
            assertThat(etcd.kv().get("leased")).map(KeyValue::version).contains(2L);
        }
    }

    @Test
    void losesNothingThatOthersWriteMeanwhile() {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (EtcdClient etcd = client("busy/", encryption)) {
            fill(etcd);
            ring.add(3, EncryptionKey.random()).promote(3);
            List<CompletableFuture<Map<String, String>>> writers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int mine = i;
                writers.add(CompletableFuture.supplyAsync(() -> write(etcd, mine, over), pool));
            }
            ReencryptProgress end = etcd.reencrypt(everything(), progress -> {});
            over.set(true);
            Map<String, String> expected = new TreeMap<>();
            for (int i = 0; i < KEYS; i++) {
                expected.put(name(i), String.valueOf(i));
            }
            writers.forEach(writer -> expected.putAll(Waiting.get(writer)));
            assertThat(end.seen()).isEqualTo(KEYS);
            assertThat(end.rewritten() + end.current() + end.changed()).isEqualTo(KEYS);
            assertThat(values(etcd)).isEqualTo(expected);
            assertThat(raw("busy/"))
                    .allMatch(kv -> Encryption.keyIdOf(kv.value()).orElse(-1) == 3);
        } finally {
            over.set(true);
            pool.shutdownNow();
        }
    }

    @Test
    void sealsPlainValuesWhenAsked() {
        try (EtcdClient bare =
                        target().bareClient().namespace(prefix() + "plain/").build();
                EtcdClient etcd = client("plain/", encryption)) {
            bare.kv().put("a", "plain");
            etcd.kv().put("b", "sealed");
            assertThat(etcd.reencrypt(everything(), progress -> {}))
                    .isEqualTo(new ReencryptProgress(2, 0, 1, 1, 0, Bytes.utf8("b")));
            assertThatThrownBy(() -> etcd.kv().get("a")).isInstanceOf(DecryptFailedException.class);
            assertThat(etcd.reencrypt(everything().withPlainValues(), progress -> {})
                            .rewritten())
                    .isEqualTo(1);
            assertThat(values(etcd)).isEqualTo(Map.of("a", "plain", "b", "sealed"));
        }
    }

    @Test
    void goesOnWhereItWasBrokenOff() {
        try (EtcdClient etcd = client("broken/", encryption)) {
            fill(etcd);
            ring.add(4, EncryptionKey.random()).promote(4);
            List<ReencryptProgress> told = new ArrayList<>();
            assertThatThrownBy(() -> etcd.reencrypt(everything(), progress -> {
                        told.add(progress);
                        throw new IllegalStateException("enough for today");
                    }))
                    .hasMessage("enough for today");
            ReencryptProgress first = told.get(0);
            assertThat(first.seen()).isBetween(1L, KEYS - 1L);
            ReencryptProgress rest = etcd.reencrypt(everything().after(first.last()), progress -> {});
            assertThat(first.rewritten() + rest.rewritten()).isEqualTo(KEYS);
            assertThat(rest.current()).isZero();
        }
    }

    @Test
    void stopsAtAValueThatDoesNotOpenAndNamesItsKey() {
        Encryption passing = encryption.plainValues(PlainValues.PASS);
        try (EtcdClient bare =
                        target().bareClient().namespace(prefix() + "bad/").build();
                EtcdClient etcd = client("bad/", passing)) {
            Bytes stranger =
                    Encryption.of(KeyRing.of(99, EncryptionKey.random())).seal(Bytes.utf8("elsewhere"), Bytes.EMPTY);
            bare.kv().put(Bytes.utf8("a"), stranger);
            assertThatThrownBy(() -> etcd.reencrypt(everything(), progress -> {}))
                    .isInstanceOfSatisfying(
                            DecryptFailedException.class,
                            why -> assertThat(why.key()).isEqualTo(bytesKey("bad/a")));
            assertThat(bare.kv().get("a")).map(KeyValue::value).contains(stranger);
        }
    }

    @Test
    void aClientWithoutEncryptionHasNothingToSealWith() {
        try (EtcdClient bare = target().bareClient().build()) {
            assertThatThrownBy(() -> bare.reencrypt(everything(), progress -> {}))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private Map<String, String> write(EtcdClient etcd, int writer, AtomicBoolean over) {
        Map<String, String> written = new TreeMap<>();
        for (int i = 0; !over.get(); i++) {
            String key = name((i * 7 + writer) % KEYS / 2 * 2 + writer);
            String value = writer + "/" + i;
            etcd.kv().put(key, value);
            written.put(key, value);
        }
        return written;
    }

    private void fill(EtcdClient etcd) {
        for (int i = 0; i < KEYS; i++) {
            etcd.kv().put(name(i), String.valueOf(i));
        }
    }

    private static String name(int i) {
        return String.format("k%04d", i);
    }

    private static ReencryptRequest everything() {
        return ReencryptRequest.of(KeyRange.all());
    }

    private Map<String, String> values(EtcdClient etcd) {
        Map<String, String> values = new TreeMap<>();
        etcd.kv()
                .range(RangeRequest.of(KeyRange.all()))
                .kvs()
                .forEach(kv -> values.put(kv.key().utf8(), kv.value().utf8()));
        return values;
    }

    private List<KeyValue> raw(String namespace) {
        try (EtcdClient bare = target().bareClient().build()) {
            return bare.kv().range(prefix() + namespace, o -> o.prefix()).kvs();
        }
    }

    private EtcdClient client(String namespace, Encryption with) {
        return target().bareClient()
                .namespace(prefix() + namespace)
                .encryption(with)
                .build();
    }
}
