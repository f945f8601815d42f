package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.InvalidRequestException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What all contract suites share: one server and one client for all tests of a suite, a key prefix for each test, and
 * the leases of a test revoked after it. After the suite nothing may be left of either, see {@link LeakGate}.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(LeakGate.class)
public abstract class ContractSuite {
    /** The longest that anything a test waits for may take. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Long enough for a lease that must not expire during a test. */
    static final Duration LONG_TTL = Duration.ofMinutes(10);

    private final List<Long> leases = new ArrayList<>();
    private @Nullable Target target;
    private @Nullable EtcdClient client;
    private int tests;

    /** Only for suites of this package. */
    ContractSuite() {}

    /** Opens the server for all tests of this suite; the suite closes it. */
    protected abstract Target open();

    @BeforeAll
    final void openTarget() {
        Target opened = open();
        target = opened;
        client = opened.client().build();
    }

    @AfterAll
    final void closeTarget() {
        Target opened = target;
        if (opened == null) {
            return;
        }
        try (opened) {
            etcd().close();
            opened.gauges().ifPresent(LeakGate::awaitQuiet);
        }
    }

    @BeforeEach
    final void takeNextPrefix() {
        tests++;
    }

    @AfterEach
    final void revokeLeases() {
        for (long lease : leases) {
            try {
                etcd().leases().revoke(lease);
            } catch (LeaseNotFoundException gone) {
                // What the test itself has ended needs no end.
            }
        }
        leases.clear();
    }

    final Target target() {
        return Objects.requireNonNull(target);
    }

    final EtcdClient etcd() {
        return Objects.requireNonNull(client);
    }

    /** What all keys of the running test begin with. */
    final String prefix() {
        return "/contract/" + getClass().getSimpleName() + "/" + tests + "/";
    }

    final String key(String name) {
        return prefix() + name;
    }

    final Bytes bytesKey(String name) {
        return Bytes.utf8(key(name));
    }

    /** The keys of an answer in its order, without the prefix of the test. */
    final List<String> names(RangeResult result) {
        return result.kvs().stream().map(this::name).toList();
    }

    final String name(KeyValue kv) {
        String text = kv.key().utf8();
        return text.startsWith(prefix()) ? text.substring(prefix().length()) : text;
    }

    /** A lease that is revoked after the test. */
    final long lease() {
        return lease(LONG_TTL);
    }

    final long lease(Duration ttl) {
        return revokeLater(etcd().leases().grant(ttl).id());
    }

    final long revokeLater(long id) {
        leases.add(id);
        return id;
    }

    /** Writes keys with their names as values. */
    final void putAll(String... names) {
        for (String name : names) {
            etcd().kv().put(key(name), name);
        }
    }

    final KeyValue read(String name) {
        return etcd().kv().get(key(name)).orElseThrow(() -> new AssertionError("no key " + key(name)));
    }

    /** The store's revision now. */
    final long revision() {
        return etcd().kv().range(prefix(), o -> o.countOnly()).header().revision();
    }

    /** Runs what sorts or compares ranges by value; where that cannot be, it must be refused, and typed. */
    final void whereValuesHaveAnOrder(Runnable test) {
        if (target().ordersValues()) {
            test.run();
        } else {
            assertThatThrownBy(test::run).isInstanceOf(InvalidRequestException.class);
        }
    }

    /** Whether the server is of this line, like {@code 3.7}, or a later one. */
    final boolean serverIsAtLeast(int major, int minor) {
        String[] parts = etcd().cluster().status().version().split("[.-]", -1);
        int serverMajor = Integer.parseInt(parts[0]);
        return serverMajor > major || serverMajor == major && Integer.parseInt(parts[1]) >= minor;
    }
}
