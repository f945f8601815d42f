package io.mainstay.etcd.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Cursor;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.stream.Burst;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Several clients write while a source starts, again and again: each revision is either in the snapshot or told after
 * it, exactly once and whole.
 */
class HandoffTest {
    private static final int WRITERS = 3;
    private static final int KEYS = 40;

    private final long seed = new Random().nextLong();
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);

    @Test
    void thousandsOfHandoffsInProcess() throws Exception {
        try (EmbeddedEtcd server = EmbeddedEtcd.start()) {
            List<EtcdClient> clients = IntStream.rangeClosed(0, WRITERS)
                    .mapToObj(i -> StreamAdapter.client(server))
                    .toList();
            rounds(clients, 3_000, 12);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void someHandoffsOnARealServer() throws Exception {
        try (RealEtcd server =
                RealEtcd.start(RealEtcdOptions.of(Requirement.realEtcd("3.6")).withFlags("--unsafe-no-fsync"))) {
            List<EtcdClient> clients = IntStream.rangeClosed(0, WRITERS)
                    .mapToObj(i -> EtcdClient.connect(server.endpoint()))
                    .toList();
            rounds(clients, 100, 30);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The first client reads, the others write. */
    private void rounds(List<EtcdClient> clients, int rounds, int writes) throws Exception {
        try {
            int inSnapshot = 0;
            int told = 0;
            for (int round = 0; round < rounds; round++) {
                Round one = new Round(clients, "/handoff/" + round + "/", new Random(seed + round));
                one.run(writes);
                inSnapshot += one.inSnapshot;
                told += one.told;
            }
            assertThat(inSnapshot).as("writes before the cut, seed " + seed).isPositive();
            assertThat(told).as("writes after the cut, seed " + seed).isPositive();
        } finally {
            clients.forEach(EtcdClient::close);
        }
    }

    private final class Round {
        private final List<EtcdClient> clients;
        private final String prefix;
        private final Random random;
        private final EtcdClient reader;

        /** What each revision wrote: keys with their values, or with null when they were deleted. */
        private final Map<Long, Map<String, String>> written = new ConcurrentSkipListMap<>();

        private int inSnapshot;
        private int told;

        Round(List<EtcdClient> clients, String prefix, Random random) {
            this.clients = clients;
            this.prefix = prefix;
            this.random = random;
            this.reader = clients.get(0);
        }

        void run(int writes) throws InterruptedException, ExecutionException, TimeoutException {
            long before = fill();
            Phaser start = new Phaser(WRITERS + 1);
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int i = 1; i <= WRITERS; i++) {
                EtcdClient client = clients.get(i);
                Random own = new Random(random.nextLong());
                writers.add(CompletableFuture.runAsync(
                        () -> {
                            start.arriveAndAwaitAdvance();
                            for (int n = 0; n < writes; n++) {
                                write(client, own, n);
                            }
                        },
                        threads));
            }
            start.arriveAndAwaitAdvance();
            // From nothing written to nearly all written when the source starts.
            int first = random.nextInt(WRITERS * writes);
            while (written.size() < first) {
                Thread.onSpinWait();
                writers.forEach(writer -> assertThat(writer).isNotCompletedExceptionally());
            }
            try (Cursor<Burst> cursor = reader.source(prefix).cursor()) {
                Iterator<Burst> bursts = cursor.iterator();
                List<Burst> seen = new ArrayList<>();
                seen.add(bursts.next());
                CompletableFuture.allOf(writers.toArray(CompletableFuture<?>[]::new))
                        .get(60, TimeUnit.SECONDS);
                long last = reader.kv().put(prefix + "last", "").header().revision();
                written.put(last, Map.of(prefix + "last", ""));
                while (!(seen.get(seen.size() - 1) instanceof Burst.Live live && live.revision() == last)) {
                    seen.add(bursts.next());
                }
                check(before, seen);
            }
        }

        private long fill() {
            List<PutRequest> puts = IntStream.range(0, KEYS)
                    .mapToObj(i -> PutRequest.of(Bytes.utf8(prefix + i), Bytes.utf8("first")))
                    .toList();
            return reader.kv().bulk().putAll(puts).revision();
        }

        private void write(EtcdClient client, Random own, int n) {
            String key = prefix + own.nextInt(KEYS);
            String other = prefix + "b" + own.nextInt(KEYS);
            String value = Thread.currentThread().getId() + "-" + n;
            Map<String, String> both = new TreeMap<>(Map.of(key, value, other, value));
            long revision = client.kv()
                    .txn(t -> t.then(Op.put(key, value), Op.put(other, value)))
                    .header()
                    .revision();
            written.put(revision, both);
        }

        private void check(long before, List<Burst> seen) {
            String where = "seed " + seed + ", " + prefix;
            int cut = IntStream.range(0, seen.size())
                    .filter(i -> seen.get(i) instanceof Burst.Complete)
                    .findFirst()
                    .orElseThrow();
            long complete = ((Burst.Complete) seen.get(cut)).revision();
            TreeMap<String, String> expected = new TreeMap<>();
            IntStream.range(0, KEYS).forEach(i -> expected.put(prefix + i, "first"));
            Map<Long, Map<String, String>> after = new TreeMap<>();
            written.forEach((revision, keys) -> {
                if (revision <= complete) {
                    expected.putAll(keys);
                } else {
                    after.put(revision, keys);
                }
            });
            assertThat(complete).as(where).isGreaterThanOrEqualTo(before);
            assertThat(StreamAdapter.apply(new TreeMap<>(), seen.subList(0, cut)))
                    .as("the snapshot at " + complete + ", " + where)
                    .isEqualTo(expected);
            List<Burst> live = seen.subList(cut + 1, seen.size());
            assertThat(live.stream().map(burst -> ((Burst.Live) burst).revision()))
                    .as("each later revision once and in order, " + where)
                    .containsExactlyElementsOf(after.keySet());
            for (Burst burst : live) {
                assertThat(StreamAdapter.apply(new TreeMap<>(), Collections.singletonList(burst)))
                        .as("revision " + ((Burst.Live) burst).revision() + " whole, " + where)
                        .isEqualTo(after.get(((Burst.Live) burst).revision()));
            }
            inSnapshot = written.size() - after.size();
            told = after.size();
        }
    }
}
