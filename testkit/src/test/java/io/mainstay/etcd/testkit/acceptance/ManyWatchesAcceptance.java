package io.mainstay.etcd.testkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** Ten thousand watches of one client: over a cut, and beside one of them that is flooded. */
abstract class ManyWatchesAcceptance extends Acceptance {
    private static final int MANY = 10_000;
    private static final int IN_A_TRANSACTION = 100;
    private static final int LONG_SECONDS = 120;

    @Test
    void eachSeesItsChangeOnceOverACut() throws Exception {
        AtomicIntegerArray seen = new AtomicIntegerArray(MANY);
        CountDownLatch all = new CountDownLatch(MANY);
        List<Watch> watches = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int mine = i;
            watches.add(etcd.watch(WatchRequest.of(key("k" + i)), batch -> {
                if (seen.addAndGet(mine, batch.events().size()) == 1) {
                    all.countDown();
                }
            }));
        }
        awaitReady(watches);
        write(0, MANY / 2);
        line.block();
        write(MANY / 2, MANY * 3 / 4);
        line.heal();
        write(MANY * 3 / 4, MANY);
        assertThat(all.await(LONG_SECONDS, TimeUnit.SECONDS))
                .as("all see their change")
                .isTrue();
        // What would come a second time had come before the mark, for its key is watched on each stream.
        List<Watch> marks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            marks.add(etcd.watch(key("mark")));
        }
        awaitReady(marks);
        other.kv().put(key("mark"), "");
        for (Watch mark : marks) {
            assertThat(mark.poll(PATIENCE)).isPresent();
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(seen.get(i)).as("watch %d", i).isEqualTo(1);
        }
        assertThat(watches).noneMatch(watch -> watch.ended().isDone());
    }

    @Test
    void aFloodOnOneWhoseReaderHangsReachesTheOthersNot() throws Exception {
        int flood = 3_000;
        CountDownLatch release = new CountDownLatch(1);
        BlockingQueue<Long> flooded = new LinkedBlockingQueue<>();
        try (EtcdClient watching = client().watchQueueEvents(100).build()) {
            List<Watch> watches = new ArrayList<>();
            watches.add(watching.watch(WatchRequest.of(key("k0")), batch -> {
                awaitQuietly(release);
                batch.events().stream().map(WatchEvent::revision).forEach(flooded::add);
            }));
            for (int i = 1; i < MANY; i++) {
                watches.add(watching.watch(key("k" + i)));
            }
            awaitReady(watches);
            List<CompletableFuture<Long>> writes = new ArrayList<>();
            for (int i = 0; i < flood; i++) {
                writes.add(other.kv()
                        .async()
                        .put(key("k0"), "v" + i)
                        .thenApply(put -> put.header().revision()));
            }
            write(1, MANY);
            for (int i = 1; i < MANY; i++) {
                assertThat(watches.get(i).poll(PATIENCE)).as("watch %d", i).isPresent();
            }
            List<Long> written = new ArrayList<>();
            for (CompletableFuture<Long> write : writes) {
                written.add(get(write));
            }
            release.countDown();
            List<Long> came = new ArrayList<>();
            while (came.size() < flood) {
                Long next = flooded.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(next).as("event %d of the flood", came.size()).isNotNull();
                came.add(next);
            }
            assertThat(came).isEqualTo(written.stream().sorted().toList());
        } finally {
            release.countDown();
        }
    }

    private static void awaitReady(List<Watch> watches) throws Exception {
        for (Watch watch : watches) {
            get(watch.ready());
        }
    }

    private void write(int from, int to) throws Exception {
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (int start = from; start < to; start += IN_A_TRANSACTION) {
            List<Op> puts = new ArrayList<>();
            for (int i = start; i < Math.min(to, start + IN_A_TRANSACTION); i++) {
                puts.add(Op.put(key("k" + i), "v"));
            }
            writes.add(other.kv().async().txn(t -> t.then(puts.toArray(Op[]::new))));
        }
        for (CompletableFuture<?> write : writes) {
            get(write);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
