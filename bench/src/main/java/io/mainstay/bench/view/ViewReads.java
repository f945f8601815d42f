package io.mainstay.bench.view;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.view.PrefixView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reads of single keys, in an order drawn once by chance: from a view that is kept current by an embedded etcd, from an
 * ordered and from an unordered map of the JDK with the same keys. One thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ViewReads {
    private static final int ASKED = 1 << 16;
    private static final long SEED = 1;

    /** How many keys there are. */
    @Param({"1000", "100000"})
    public int keys;

    private final EmbeddedEtcd etcd = EmbeddedEtcd.start();
    private final EtcdClient client =
            EtcdClient.builder().transport(etcd.transports()).build();
    private final PrefixView view = client.view("/bench/");
    private final Map<Bytes, KeyValue> skipList = new ConcurrentSkipListMap<>();
    private final Map<Bytes, KeyValue> hashMap = new ConcurrentHashMap<>();
    private final Bytes[] asked = new Bytes[ASKED];
    private int next;

    /** For JMH. */
    public ViewReads() {}

    /** Fills the store, and from the view the maps. */
    @Setup
    public void fill() {
        List<PutRequest> puts = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            puts.add(PutRequest.of(Bytes.utf8(String.format("/bench/some/path/%012d", i)), Bytes.utf8("value " + i)));
        }
        Collections.shuffle(puts, new Random(SEED));
        client.kv().bulk(o -> o.chunked()).putAll(puts);
        for (KeyValue kv : view.awaitCurrent(Duration.ofMinutes(1))) {
            skipList.put(kv.key(), kv);
            hashMap.put(kv.key(), kv);
        }
        Random random = new Random(SEED);
        for (int i = 0; i < ASKED; i++) {
            // Keys of its own, as a program has them that was not given its keys by the view.
            asked[i] = Bytes.of(puts.get(random.nextInt(keys)).key().toByteArray());
        }
    }

    /** Lets go of it all. */
    @TearDown
    public void close() {
        view.close();
        client.close();
        etcd.close();
    }

    private Bytes key() {
        next = (next + 1) & (ASKED - 1);
        return asked[next];
    }

    /** From the view. */
    @Benchmark
    public @Nullable KeyValue view() {
        return view.get(key());
    }

    /** From an ordered map of the JDK. */
    @Benchmark
    public @Nullable KeyValue skipListMap() {
        return skipList.get(key());
    }

    /** From an unordered map of the JDK, which has no snapshots, no order and no revision. */
    @Benchmark
    public @Nullable KeyValue hashMap() {
        return hashMap.get(key());
    }
}
