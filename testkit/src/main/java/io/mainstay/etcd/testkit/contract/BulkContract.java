package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mainstay.etcd.error.CallCancelledException;
import io.mainstay.etcd.error.TooLargeException;
import io.mainstay.etcd.kv.BulkException;
import io.mainstay.etcd.kv.BulkProgress;
import io.mainstay.etcd.kv.BulkResult;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Writing and deleting many keys. */
public abstract class BulkContract extends ContractSuite {
    @Test
    void isAtomicWithinTheLimits() {
        long lease = lease();
        List<PutRequest> puts = puts(100, "v");
        puts.set(0, puts.get(0).lease(lease));
        BulkResult result = etcd().kv().bulk().putAll(puts);
        assertThat(result.done()).isEqualTo(100);
        assertThat(result.revisions()).containsExactly(revision());
        assertThat(all()).hasSize(100).allMatch(kv -> kv.modRevision() == result.revision() && kv.version() == 1);
        assertThat(read("000").lease()).isEqualTo(lease);

        assertThat(etcd().kv()
                        .bulk()
                        .putAll(Map.of(key("x"), "1", key("y"), "2"))
                        .done())
                .isEqualTo(2);
        BulkResult deleted = etcd().kv().bulk().deleteAll(key("x"), key("y"), key("none"));
        assertThat(deleted.done()).isEqualTo(3);
        assertThat(deleted.deleted()).isEqualTo(2);
        assertThat(Waiting.get(etcd().kv().async().bulk(o -> o).deleteAll(keys(100)))
                        .deleted())
                .isEqualTo(100);
        assertThat(all()).isEmpty();
    }

    @Test
    void refusesBeforeItSendsWhatIsBeyondTheLimits() {
        long before = revision();
        assertThatThrownBy(() -> etcd().kv().bulk().putAll(puts(129, "v")))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("chunked()");
        assertThatThrownBy(() -> etcd().kv().bulk().deleteAll(keys(129))).isInstanceOf(TooLargeException.class);
        assertThatThrownBy(() -> etcd().kv().bulk().putAll(puts(100, "x".repeat(16 << 10))))
                .isInstanceOf(TooLargeException.class);
        List<PutRequest> oneTooBig = puts(300, "v");
        oneTooBig.set(200, PutRequest.of(bytesKey("big"), Bytes.utf8("x".repeat(2 << 20))));
        assertThatThrownBy(() -> etcd().kv().bulk(o -> o.chunked()).putAll(oneTooBig))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("position 200");
        List<PutRequest> twice = puts(300, "v");
        twice.set(250, twice.get(3));
        assertThatThrownBy(() -> etcd().kv().bulk(o -> o.chunked()).putAll(twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positions 3 and 250");
        assertThat(revision()).isEqualTo(before);
        assertThat(etcd().kv().bulk().putAll(List.of())).isEqualTo(BulkResult.NOTHING);
        assertThat(etcd().kv().bulk(o -> o.chunked()).putAll(List.of())).isEqualTo(BulkResult.NOTHING);
    }

    @Test
    void goesInChunksWithProgress() {
        List<BulkProgress> told = new CopyOnWriteArrayList<>();
        BulkResult result =
                etcd().kv().bulk(o -> o.chunked().onProgress(told::add)).putAll(puts(1_000, "value"));
        assertThat(result.done()).isEqualTo(1_000);
        assertThat(result.revisions()).hasSize(8);
        assertThat(all()).hasSize(1_000).allMatch(kv -> kv.version() == 1);
        assertThat(told).hasSize(8);
        assertThat(told.stream().map(BulkProgress::done)).isSorted().last().isEqualTo(1_000L);
        assertThat(told).allMatch(progress -> progress.total() == 1_000);
        assertThat(told.get(7).bytes()).isEqualTo(result.bytes());
        assertThat(told.stream().map(BulkProgress::revision)).containsExactlyInAnyOrderElementsOf(result.revisions());

        BulkResult again = Waiting.get(
                etcd().kv().async().bulk(o -> o.chunked().maxOps(50)).putAll(puts(1_000, "w")));
        assertThat(again.revisions()).hasSize(20);
        assertThat(all()).hasSize(1_000).allMatch(kv -> kv.version() == 2);

        List<Bytes> some = new ArrayList<>(keys(1_000));
        some.add(bytesKey("none"));
        BulkResult deleted = etcd().kv().bulk(o -> o.chunked()).deleteAll(some);
        assertThat(deleted.done()).isEqualTo(1_001);
        assertThat(deleted.deleted()).isEqualTo(1_000);
        assertThat(all()).isEmpty();
    }

    @Test
    void chunksFollowTheirBytesToo() {
        BulkResult result = etcd().kv().bulk(o -> o.chunked()).putAll(puts(40, "x".repeat(100_000)));
        assertThat(result.revisions()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(all()).hasSize(40).allMatch(kv -> kv.version() == 1);
    }

    @Test
    void othersWhoWriteTheSameKeysDoNotStopIt() {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            for (int i = 0; !enough.get(); i = (i + 97) % 1_000) {
                etcd().kv().put(key(number(i)), "other");
            }
        });
        try {
            BulkResult result =
                    etcd().kv().bulk(o -> o.chunked().maxOps(20).inFlight(2)).putAll(puts(1_000, "v"));
            assertThat(result.done()).isEqualTo(1_000);
        } finally {
            enough.set(true);
            Waiting.get(other);
        }
    }

    @Test
    void aChunkThatFailsEndsItAndTellsWhatWasDone() {
        List<PutRequest> puts = puts(500, "v");
        puts.set(300, puts.get(300).lease(12345));
        BulkException failed = catchThrowableOfType(
                BulkException.class,
                () -> etcd().kv().bulk(o -> o.chunked().inFlight(1)).putAll(puts));
        assertThat(failed).hasMessageContaining("lease not found").hasMessageContaining("256 of 500");
        assertThat(failed.maybeApplied()).isFalse();
        assertThat(failed.result().done()).isEqualTo(256);
        assertThat(failed.done()).containsExactlyElementsOf(keys(500).subList(0, 256));
        assertThat(failed.unknown()).isEmpty();
        assertThat(failed.notDone()).containsExactlyElementsOf(keys(500).subList(256, 500));
        assertThat(all().stream().map(KeyValue::key)).containsExactlyElementsOf(failed.done());
    }

    @Test
    void anInterruptEndsItAfterWhatIsUnderWay() {
        Thread waiting = Thread.currentThread();
        BulkException ended = catchThrowableOfType(
                BulkException.class,
                () -> etcd().kv()
                        .bulk(o -> o.chunked().maxOps(10).inFlight(1).onProgress(progress -> {
                            if (progress.done() == 100) {
                                waiting.interrupt();
                            }
                        }))
                        .putAll(puts(20_000, "v")));
        assertThat(Thread.interrupted()).isTrue();
        if (ended == null) {
            // Where calls are answered at once the run is over before it can be interrupted.
            assertThat(all()).hasSize(20_000);
            return;
        }
        assertThat(ended.getCause()).isInstanceOf(CallCancelledException.class);
        assertThat(ended.unknown()).isEmpty();
        assertThat(all().stream().map(KeyValue::key)).containsExactlyElementsOf(ended.done());
    }

    private List<KeyValue> all() {
        return etcd().kv().range(prefix(), o -> o.prefix()).kvs();
    }

    private static String number(int i) {
        return String.format("%03d", i);
    }

    private List<Bytes> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> bytesKey(number(i))).toList();
    }

    private List<PutRequest> puts(int count, String value) {
        return new ArrayList<>(keys(count).stream()
                .map(key -> PutRequest.of(key, Bytes.utf8(value)))
                .toList());
    }
}
