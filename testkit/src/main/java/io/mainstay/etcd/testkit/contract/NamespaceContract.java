package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A client with a namespace among the keys of others: it sees, counts, changes, deletes and watches its own and nothing
 * else, also where the namespace ends at 0xff. Each namespace has a server of its own.
 */
public abstract class NamespaceContract extends ContractSuite {
    /** An ordinary one; two whose end is not the next letter; and the one that begins before all others. */
    private static final List<String> NAMESPACES = List.of("2f6170702f", "61ff", "ffff", "00");

    @Test
    void readsCountsAndDeletesItsOwnOnly() {
        inEach(world -> {
            EtcdClient inside = world.inside();
            inside.kv().put("a", "1");
            inside.kv().put("b", "2");
            assertThat(world.raw().kv().get(world.namespace().concat(Bytes.utf8("a"))))
                    .isPresent();
            assertThat(world.names(RangeRequest.of(KeyRange.all()))).containsExactly("a", "b");
            assertThat(world.names(RangeRequest.of(KeyRange.from(Bytes.utf8("b")))))
                    .containsExactly("b");
            assertThat(world.names(RangeRequest.of(KeyRange.prefix("")))).containsExactly("a", "b");
            assertThat(inside.kv().range("", o -> o.prefix().countOnly()).count())
                    .isEqualTo(2);
            assertThat(inside.kv()
                            .delete(DeleteRequest.of(KeyRange.all()).withPrevKv())
                            .prevKvs())
                    .extracting(kv -> kv.key().utf8())
                    .containsExactly("a", "b");
        });
    }

    @Test
    void transactionsTouchItsOwnOnly() {
        inEach(world -> {
            world.inside().kv().put("a", "1");
            TxnResult result = world.inside()
                    .kv()
                    .txn(TxnRequest.EMPTY
                            .when(
                                    Compare.version(KeyRange.all()).is(1),
                                    Compare.value("a").is("1"))
                            .then(
                                    Op.get(Bytes.utf8("a")),
                                    Op.put("b", "2", PutRequest::withPrevKv),
                                    Op.txn(t -> t.when(Compare.exists("a"))
                                            .then(
                                                    Op.put("a", "3", PutRequest::withPrevKv),
                                                    RangeRequest.of(KeyRange.all()))),
                                    DeleteRequest.of(KeyRange.between(Bytes.utf8("c"), Bytes.utf8("z")))));
            assertThat(result.succeeded()).isTrue();
            assertThat(result.range(0).kvs()).extracting(kv -> kv.key().utf8()).containsExactly("a");
            TxnResult nested = (TxnResult) result.results().get(2);
            assertThat(Objects.requireNonNull(nested.put(0).prevKv()).key()).isEqualTo(Bytes.utf8("a"));
            assertThat(nested.range(1).kvs()).extracting(kv -> kv.key().utf8()).containsExactly("a", "b");
            assertThat(result.delete(3).deleted()).isZero();
        });
    }

    @Test
    void watchesItsOwnOnly() {
        inEach(world -> {
            EtcdClient inside = world.inside();
            try (Watch everything =
                    Waiting.ready(inside.watch(WatchRequest.of("").prefix().withPrevKv()))) {
                world.raw().kv().put("seen by nobody", "x");
                world.raw().kv().delete("seen by nobody");
                inside.kv().put("a", "1");
                inside.kv().put("a", "2");
                inside.kv().delete("a");
                List<WatchEvent> events = Waiting.events(everything, 3);
                assertThat(events).extracting(event -> event.key().utf8()).containsExactly("a", "a", "a");
                assertThat(events.get(2).isDelete()).isTrue();
                assertThat(events.get(2).previous()).map(KeyValue::key).contains(Bytes.utf8("a"));
            }
        });
    }

    @Test
    void aLeaseShowsItsOwnKeysOnly() {
        inEach(world -> {
            long lease = world.inside().leases().grant(LONG_TTL).id();
            world.inside().kv().put("a", "1", o -> o.lease(lease));
            world.raw().kv().put("outside", "1", o -> o.lease(lease));
            assertThat(world.inside().leases().timeToLiveWithKeys(lease).keys()).containsExactly(Bytes.utf8("a"));
            assertThat(world.raw().leases().timeToLiveWithKeys(lease).keys()).hasSize(2);
            world.raw().leases().revoke(lease);
            assertThat(world.inside().kv().get("a")).isEmpty();
        });
    }

    private void inEach(Consumer<World> test) {
        for (String namespace : NAMESPACES) {
            try (World world = new World(target().fresh(), Bytes.fromHex(namespace))) {
                test.accept(world);
                assertThat(world.outside())
                        .as("the neighbours of namespace " + namespace)
                        .isEqualTo(world.neighbours());
            }
        }
    }

    /** A server, a client inside a namespace, and one that sees all, among it the keys around the namespace. */
    private static final class World implements AutoCloseable {
        private final Target target;
        private final Bytes namespace;
        private final EtcdClient raw;
        private final EtcdClient inside;
        private final List<KeyValue> neighbours;

        World(Target target, Bytes namespace) {
            this.target = target;
            this.namespace = namespace;
            this.raw = target.bareClient().build();
            this.inside = target.client().namespace(namespace).build();
            raw.kv().put(namespace, Bytes.utf8("the name itself"));
            raw.kv().put("m", "somewhere");
            Bytes end = namespace.prefixEnd();
            if (!end.equals(Bytes.ZERO)) {
                raw.kv().put(end, Bytes.utf8("just behind"));
                raw.kv().put(Bytes.fromHex("ffffffff"), Bytes.utf8("the last"));
            }
            neighbours = outside();
        }

        /** All keys but those of the namespace; a test may add one of its own, which starts with "outside". */
        List<KeyValue> outside() {
            return raw.kv().range(RangeRequest.of(KeyRange.all())).kvs().stream()
                    .filter(kv -> kv.key().equals(namespace) || !kv.key().startsWith(namespace))
                    .filter(kv -> !kv.key().equals(Bytes.utf8("outside")))
                    .toList();
        }

        List<KeyValue> neighbours() {
            return neighbours;
        }

        List<String> names(RangeRequest request) {
            return inside.kv().range(request).kvs().stream()
                    .map(kv -> kv.key().utf8())
                    .toList();
        }

        Bytes namespace() {
            return namespace;
        }

        EtcdClient raw() {
            return raw;
        }

        EtcdClient inside() {
            return inside;
        }

        @Override
        public void close() {
            try (target) {
                inside.close();
                raw.close();
                target.gauges().ifPresent(LeakGate::awaitQuiet);
            }
        }
    }
}
