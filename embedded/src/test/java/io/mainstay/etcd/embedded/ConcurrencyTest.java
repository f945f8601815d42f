package io.mainstay.etcd.embedded;

import static io.mainstay.etcd.embedded.Caller.watch;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many at once: writers move an amount between two keys, so that whoever sees one without the other would notice. */
class ConcurrencyTest {
    private static final int WRITERS = 4;
    private static final int WRITES = 1500;
    private static final KeyRange PAIR = KeyRange.prefix("pair/");

    private final EmbeddedEtcd etcd = EmbeddedEtcd.start();
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 4);
    private final AtomicBoolean done = new AtomicBoolean();

    @AfterEach
    void close() throws InterruptedException {
        done.set(true);
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        etcd.close();
    }

    @Test
    void everyReadIsOfOneRevisionAndEveryWatchSeesEachOnce() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("ConcurrencyTest seed " + seed);
        Caller caller = new Caller(etcd);
        Recorder<WatchCommand, WatchReply> early = Recorder.open(caller.transport(), Rpcs.WATCH);
        early.ask(watch("pair/", 0));
        List<Future<?>> readers = new ArrayList<>();
        readers.add(threads.submit(() -> read(seed)));
        readers.add(threads.submit(() -> read(seed + 1)));
        readers.add(threads.submit(this::compact));
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            long own = seed + 2 + i;
            writers.add(threads.submit(() -> write(own)));
        }
        Future<?> joining = threads.submit(this::joinWatches);
        for (Future<?> writer : writers) {
            writer.get(120, TimeUnit.SECONDS);
        }
        done.set(true);
        for (Future<?> reader : readers) {
            reader.get(60, TimeUnit.SECONDS);
        }
        joining.get(60, TimeUnit.SECONDS);
        assertThat(etcd.revision()).isEqualTo(1 + WRITERS * WRITES);
        assertSeesEveryRevision(early, 2, etcd.revision());
    }

    private void write(long seed) {
        Random random = new Random(seed);
        Caller caller = new Caller(etcd);
        for (int i = 0; i < WRITES; i++) {
            int amount = random.nextInt(1000);
            caller.ask(
                    Rpcs.TXN,
                    TxnRequest.EMPTY.then(Op.put("pair/a", "" + amount), Op.put("pair/b", "" + (1000 - amount))));
        }
    }

    private void read(long seed) {
        Random random = new Random(seed);
        Caller caller = new Caller(etcd);
        long last = 0;
        while (!done.get()) {
            RangeResult now = caller.ask(Rpcs.RANGE, RangeRequest.of(PAIR));
            assertThat(now.header().revision()).as("never back in time").isGreaterThanOrEqualTo(last);
            last = now.header().revision();
            assertWhole(now.kvs());
            long back = Math.max(2, last - random.nextInt(50));
            if (last > 2) {
                assertWhole(caller.ask(Rpcs.RANGE, RangeRequest.of(PAIR).revision(back))
                        .kvs());
            }
        }
    }

    /** Compacts what readers have long left behind. */
    private void compact() {
        long last = 0;
        while (!done.get()) {
            long at = etcd.revision() - 3000;
            if (at > last) {
                etcd.compact(at);
                last = at;
            }
        }
    }

    /** Starts watches at revisions near now, while everything moves. */
    private void joinWatches() {
        Caller caller = new Caller(etcd);
        try {
            for (int i = 0; i < 20; i++) {
                long from = Math.max(2, etcd.revision() - i);
                Recorder<WatchCommand, WatchReply> stream = Recorder.open(caller.transport(), Rpcs.WATCH);
                stream.ask(watch("pair/", from));
                assertSeesEveryRevision(stream, from, Math.max(from, etcd.revision()));
                stream.exchange().cancel();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertWhole(List<KeyValue> kvs) {
        if (!kvs.isEmpty()) {
            assertThat(kvs).hasSize(2);
            assertThat(kvs.get(0).modRevision()).isEqualTo(kvs.get(1).modRevision());
            assertThat(kvs.stream()
                            .mapToInt(kv -> Integer.parseInt(kv.value().utf8()))
                            .sum())
                    .isEqualTo(1000);
        }
    }

    private static void assertSeesEveryRevision(Recorder<WatchCommand, WatchReply> stream, long from, long to)
            throws InterruptedException {
        long next = from;
        while (next <= to) {
            List<WatchEvent> events = stream.next().events();
            assertThat(events.size() % 2).as("both keys of each revision").isZero();
            for (int i = 0; i < events.size(); i += 2) {
                assertThat(events.get(i).revision()).isEqualTo(next);
                assertThat(events.get(i + 1).revision()).isEqualTo(next);
                next++;
            }
        }
    }
}
