package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.crypto.EncryptionKey;
import io.mainstay.etcd.crypto.KeyRing;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.internal.encryption.EncryptedTransport;
import io.mainstay.etcd.internal.namespace.Namespace;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random requests through a layer of the client, on a store with the keys of others, against the same requests on a
 * bare store: but for the hash of the store, every answer must be equal. {@code -Dmainstay.seed=N} runs one seed alone.
 */
@ExtendWith(LeakGate.class)
class LayersDifferentialTest {
    private static final int OPERATIONS = 10_000;
    private static final Set<AllowedDifference> ALLOWED = EnumSet.of(
            AllowedDifference.WHO_ANSWERED, AllowedDifference.TIME_LEFT, AllowedDifference.WHAT_A_LAYER_CHANGES);

    /** Where keys of others lie: before, inside of what a careless prefix would reach, and behind. */
    private static final List<Bytes> NEIGHBOURS = List.of(
            Bytes.ZERO, Bytes.utf8("a"), Bytes.utf8("app"), Bytes.utf8("app0"), Bytes.utf8("b"), Bytes.fromHex("ff"));

    @Test
    void aNamespaceIsLikeAStoreOfItsOwn() throws Exception {
        for (String prefix : List.of("6170702f", "61ff", "ffff", "00", "0000")) {
            Namespace namespace = new Namespace(Bytes.fromHex(prefix));
            long seed = Long.getLong("mainstay.seed", new Random().nextLong());
            System.out.println("namespace " + prefix + ", seed " + seed);
            try (EmbeddedEtcd bare = EmbeddedEtcd.start();
                    EmbeddedEtcd shared = EmbeddedEtcd.start();
                    Line reference = new Line("a store of its own", bare.transport());
                    Line raw = new Line("the whole store", shared.transport());
                    Line inside = new Line("namespace " + prefix, namespace.around(shared.transport()))) {
                List<KeyValue> neighbours = settle(raw, reference, namespace);
                Comparison comparison = new Comparison(reference, List.of(inside), new Verdict(ALLOWED), seed);
                comparison.run(OPERATIONS);
                assertThat(comparison.counts()).containsKeys("KV/Txn", "KV/Txn refused", "KV/DeleteRange");
                assertThat(outside(raw, namespace)).isEqualTo(neighbours);
            }
        }
    }

    /** But for what the layer refuses because the server cannot order what it cannot read. */
    @Test
    void encryptedValuesAreAnsweredLikePlainOnes() throws Exception {
        Encryption encryption = Encryption.of(KeyRing.of(1, EncryptionKey.random()));
        long seed = Long.getLong("mainstay.seed", new Random().nextLong());
        System.out.println("encryption, seed " + seed);
        try (EmbeddedEtcd bare = EmbeddedEtcd.start();
                EmbeddedEtcd encrypted = EmbeddedEtcd.start();
                Line reference = new Line("plain", bare.transport());
                Line sealing = new Line("encrypted", new EncryptedTransport(encrypted.transport(), encryption))) {
            Operations stream = new Operations(seed);
            Verdict verdict = new Verdict(ALLOWED);
            int compared = 0;
            for (int step = 1; step <= OPERATIONS; step++) {
                Operation<?, ?> operation = stream.next();
                if (ordersValues(operation.request()) || operation.rpc() == (Object) Rpcs.HASH_KV) {
                    continue;
                }
                Answer expected = ask(reference, operation);
                stream.learn(operation, expected);
                boolean compares = comparesValues(operation.request());
                if (compares && expected instanceof Answer.Refused) {
                    // A fault in the branch that does not run is not seen where values decide which one runs.
                    continue;
                }
                compared += compares ? 1 : 0;
                Answer given = ask(sealing, operation);
                assertThat(verdict.same(operation, expected, given))
                        .as(
                                "seed %d, step %d: %s%n  plain: %s%n  encrypted: %s",
                                seed, step, operation, expected, given)
                        .isTrue();
            }
            assertThat(compared).as("transactions that compare values").isGreaterThan(100);
        }
    }

    private static boolean ordersValues(Object request) {
        if (request instanceof RangeRequest range) {
            return range.sort().target() == Sort.Target.VALUE;
        }
        return request instanceof TxnRequest txn
                && (txn.compares().stream()
                                .anyMatch(compare -> compare.target() == Compare.Target.VALUE
                                        && !compare.range().isSingle())
                        || Stream.concat(txn.success().stream(), txn.failure().stream())
                                .anyMatch(LayersDifferentialTest::ordersValues));
    }

    private static boolean comparesValues(Object request) {
        return request instanceof TxnRequest txn
                && (txn.compares().stream().anyMatch(compare -> compare.target() == Compare.Target.VALUE)
                        || Stream.concat(txn.success().stream(), txn.failure().stream())
                                .anyMatch(LayersDifferentialTest::comparesValues));
    }

    /** Puts the keys of others into the whole store, and makes as many revisions in the other one. */
    private static List<KeyValue> settle(Line raw, Line reference, Namespace namespace) throws Exception {
        for (Bytes neighbour : NEIGHBOURS) {
            if (!neighbour.startsWith(namespace.prefix())) {
                ask(raw, new Operation<>(Rpcs.PUT, PutRequest.of(neighbour, Bytes.utf8("not yours"))));
                ask(reference, new Operation<>(Rpcs.PUT, PutRequest.of(Bytes.utf8("gone"), Bytes.EMPTY)));
            }
        }
        ask(reference, new Operation<>(Rpcs.DELETE_RANGE, DeleteRequest.of(Bytes.utf8("gone"))));
        Answer last =
                ask(raw, new Operation<>(Rpcs.PUT, PutRequest.of(namespace.prefix(), Bytes.utf8("the name itself"))));
        long revision = ((PutResult) ((Answer.Done) last).value()).header().revision();
        for (Line line : List.of(raw, reference)) {
            // What was done so far is no history that a request could find.
            ask(line, new Operation<>(Rpcs.COMPACT, new CompactRequest(revision, true)));
        }
        return outside(raw, namespace);
    }

    private static List<KeyValue> outside(Line raw, Namespace namespace) throws Exception {
        Answer all = ask(raw, new Operation<>(Rpcs.RANGE, RangeRequest.of(KeyRange.all())));
        return ((RangeResult) ((Answer.Done) all).value())
                .kvs().stream()
                        .filter(kv ->
                                kv.key().equals(namespace.prefix()) || !kv.key().startsWith(namespace.prefix()))
                        .toList();
    }

    private static Answer ask(Line line, Operation<?, ?> operation) throws Exception {
        return line.ask(operation).get(10, TimeUnit.SECONDS);
    }
}
