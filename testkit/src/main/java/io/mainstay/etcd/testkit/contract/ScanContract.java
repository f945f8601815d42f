package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.CallCancelledException;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyPattern;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Scan;
import io.mainstay.etcd.kv.Sort;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reading much: lazily, in order, all at one revision, whatever the server offers for it. */
public abstract class ScanContract extends ContractSuite {
    private static final int MANY = 2_500;

    @Test
    void readsEveryKeyInOrderAtOneRevision() {
        fill(MANY, "v");
        long before = revision();
        List<KeyValue> seen = new ArrayList<>();
        try (Scan scan = etcd().kv().scan(prefix(), o -> o.prefix())) {
            for (KeyValue kv : scan) {
                if (seen.isEmpty()) {
                    etcd().kv().put(key(number(0)), "new");
                    etcd().kv().put(key(number(MANY - 1)), "new");
                    etcd().kv().put(key("later"), "new");
                }
                seen.add(kv);
            }
            assertThat(scan.revision()).isEqualTo(before);
        }
        assertThat(seen.stream().map(this::name)).containsExactlyElementsOf(numbers(MANY));
        assertThat(seen)
                .isEqualTo(etcd().kv()
                        .range(prefix(), o -> o.prefix().revision(before))
                        .kvs());
    }

    @Test
    void respectsLimitRevisionAndProjection() {
        fill(300, "v");
        long before = revision();
        fill(300, "w");
        assertThat(all(scan().limit(70))).extracting(this::name).containsExactlyElementsOf(numbers(70));
        assertThat(all(scan().limit(16))).hasSize(16);
        assertThat(all(scan().revision(before)))
                .hasSize(300)
                .allMatch(kv -> kv.value().utf8().equals("v"));
        assertThat(all(scan().keysOnly()))
                .hasSize(300)
                .allMatch(kv -> kv.value().isEmpty() && kv.version() == 2);
        assertThat(all(scan().asSerializable())).hasSize(300);
        assertThat(all(scan().sort(Sort.Target.KEY, Sort.Order.ASCENDING))).hasSize(300);
        assertThat(all(RangeRequest.of(KeyRange.between(bytesKey(number(10)), bytesKey(number(250))))))
                .extracting(this::name)
                .containsExactlyElementsOf(numbers(250).subList(10, 250));
        assertThat(all(RangeRequest.of(bytesKey(number(7)))))
                .extracting(this::name)
                .containsExactly(number(7));
        assertThat(all(RangeRequest.of(bytesKey("none")).prefix())).isEmpty();
    }

    @Test
    void respectsARevisionFilterWithALimit() {
        fill(200, "v");
        long second = revision() + 1;
        for (int i = 0; i < 200; i += 2) {
            etcd().kv().put(key(number(i)), "w");
        }
        assertThat(all(scan().filter(RevisionFilter.modified(second, 0)))).hasSize(100);
        assertThat(all(scan().filter(RevisionFilter.modified(0, second - 1)).limit(30)))
                .extracting(this::name)
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(i -> number(2 * i + 1)).toList());
    }

    @Test
    void refusesWhatCannotBeReadInParts() {
        assertThatThrownBy(() -> etcd().kv().scan(scan().sort(Sort.Target.KEY, Sort.Order.DESCENDING)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("range()");
        assertThatThrownBy(() -> etcd().kv().scan(scan().countOnly()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count()");
    }

    @Test
    void picksKeysByPattern() {
        putAll("a/1/conf", "a/2/conf", "a/2/deep/conf", "b/1/conf", "ä/conf");
        assertThat(matching(KeyPattern.glob(key("a/*/conf")))).containsExactly("a/1/conf", "a/2/conf");
        assertThat(matching(KeyPattern.glob(key("**/conf"))))
                .containsExactly("a/1/conf", "a/2/conf", "a/2/deep/conf", "b/1/conf", "ä/conf");
        assertThat(matching(KeyPattern.glob(key("?/conf")))).containsExactly("ä/conf");
        assertThat(matching(KeyPattern.glob(key("b/1/conf")))).containsExactly("b/1/conf");
        assertThat(matching(KeyPattern.containing(prefix(), "deep"))).containsExactly("a/2/deep/conf");
        BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
        etcd().kv().async().scan(KeyPattern.glob(key("a/*/conf"))).subscribe(new Collecting(signals, Long.MAX_VALUE));
        assertThat(name((KeyValue) Waiting.take(signals))).isEqualTo("a/1/conf");
        assertThat(name((KeyValue) Waiting.take(signals))).isEqualTo("a/2/conf");
        assertThat(Waiting.take(signals)).isEqualTo("complete");
    }

    @Test
    void aSubscriberGetsWhatItAsksForAndNoMore() {
        fill(500, "v");
        BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
        Collecting subscriber = new Collecting(signals, 3);
        Flow.Publisher<KeyValue> publisher = etcd().kv().async().scan(scan());
        publisher.subscribe(subscriber);
        for (int i = 0; i < 3; i++) {
            assertThat(name((KeyValue) Waiting.take(signals))).isEqualTo(number(i));
        }
        Waiting.get(subscriber.subscription).request(497);
        for (int i = 3; i < 500; i++) {
            assertThat(name((KeyValue) Waiting.take(signals))).isEqualTo(number(i));
        }
        assertThat(Waiting.take(signals)).as("the end, without more demand").isEqualTo("complete");

        BlockingQueue<Object> again = new LinkedBlockingQueue<>();
        publisher.subscribe(new Collecting(again, 1));
        assertThat(name((KeyValue) Waiting.take(again))).isEqualTo(number(0));
    }

    @Test
    void aRevisionThatIsCompactedMeanwhileEndsItTyped() {
        String big = "x".repeat(256 << 10);
        for (int i = 0; i < 64; i++) {
            etcd().kv().put(key(number(i)), big);
        }
        try (Scan scan = etcd().kv().scan(scan())) {
            Iterator<KeyValue> keys = scan.iterator();
            assertThat(name(keys.next())).isEqualTo(number(0));
            for (int i = 0; i < 64; i++) {
                etcd().kv().put(key(number(i)), "y");
            }
            etcd().kv().compact(revision());
            assertThatThrownBy(() -> keys.forEachRemaining(
                            kv -> assertThat(kv.value().size()).isEqualTo(256 << 10)))
                    .isInstanceOf(CompactedException.class);
        }
        long gone = revision() - 10;
        assertThatThrownBy(() -> all(scan().revision(gone))).isInstanceOf(CompactedException.class);
    }

    @Test
    void isReadOnceAndMayBeLeftEarly() {
        fill(300, "v");
        Scan scan = etcd().kv().scan(scan());
        try (Stream<KeyValue> stream = scan.stream()) {
            assertThat(stream.limit(5).map(this::name)).containsExactlyElementsOf(numbers(5));
        }
        assertThatThrownBy(scan::iterator).isInstanceOf(IllegalStateException.class);

        Scan closed = etcd().kv().scan(scan());
        Iterator<KeyValue> keys = closed.iterator();
        keys.next();
        closed.close();
        closed.close();
        keys.forEachRemaining(kv -> {});
        assertThat(keys.hasNext()).isFalse();
    }

    @Test
    void anInterruptAndTheClientsCloseEndIt() {
        fill(300, "v");
        Iterator<KeyValue> interrupted = etcd().kv().scan(scan()).iterator();
        Thread.currentThread().interrupt();
        Throwable thrown = catchThrowable(interrupted::next);
        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        if (thrown != null) {
            assertThat(thrown).isExactlyInstanceOf(CallCancelledException.class);
            assertThat(interrupted.hasNext()).isFalse();
        }

        EtcdClient client = target().client().build();
        Iterator<KeyValue> keys = client.kv().scan(scan()).iterator();
        keys.next();
        client.close();
        assertThatThrownBy(() -> client.kv().scan(scan()).iterator().hasNext())
                .isInstanceOf(ClientClosedException.class);
    }

    private RangeRequest scan() {
        return RangeRequest.of(KeyRange.prefix(prefix()));
    }

    private List<KeyValue> all(RangeRequest request) {
        try (Scan scan = etcd().kv().scan(request)) {
            return scan.stream().toList();
        }
    }

    private List<String> matching(KeyPattern pattern) {
        try (Scan scan = etcd().kv().scan(pattern)) {
            return scan.stream().map(this::name).toList();
        }
    }

    private static String number(int i) {
        return String.format("%06d", i);
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(ScanContract::number).toList();
    }

    private void fill(int count, String value) {
        for (int from = 0; from < count; from += 100) {
            Op[] puts = IntStream.range(from, Math.min(count, from + 100))
                    .mapToObj(i -> Op.put(bytesKey(number(i)), Bytes.utf8(value)))
                    .toArray(Op[]::new);
            etcd().kv().txn(t -> t.then(puts));
        }
    }

    /** Keeps every signal; asks for some elements at first. */
    private static final class Collecting implements Flow.Subscriber<KeyValue> {
        private final BlockingQueue<Object> signals;
        private final long first;
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

        Collecting(BlockingQueue<Object> signals, long first) {
            this.signals = signals;
            this.first = first;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.complete(given);
            given.request(first);
        }

        @Override
        public void onNext(KeyValue kv) {
            signals.add(kv);
        }

        @Override
        public void onError(Throwable thrown) {
            signals.add(thrown);
        }

        @Override
        public void onComplete() {
            signals.add("complete");
        }
    }
}
