package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Cursor;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.KeyVersion;
import io.mainstay.etcd.kv.KeyVersion.Compacted;
import io.mainstay.etcd.kv.KeyVersion.Deleted;
import io.mainstay.etcd.kv.KeyVersion.Put;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** The history of a key, on a server of its own for each test because compaction is for all. */
public abstract class HistoryContract extends ContractSuite {
    @Test
    void tellsEveryVersionOfEveryLifeNewestFirst() {
        try (Target fresh = target().fresh();
                EtcdClient etcd = fresh.client().build()) {
            if (!target().tellsProgressWhenAsked()) {
                assertOlderLivesEndTyped(fresh);
                return;
            }
            List<Long> revisions = new ArrayList<>();
            revisions.add(0, put(etcd, "1"));
            revisions.add(0, put(etcd, "2"));
            revisions.add(0, delete(etcd));
            etcd.kv().put("other", "x");
            revisions.add(0, put(etcd, "3"));
            revisions.add(0, delete(etcd));
            revisions.add(0, put(etcd, "4"));
            revisions.add(0, put(etcd, "5"));
            revisions.add(0, put(etcd, "6"));

            List<KeyVersion> history = all(etcd, "k");
            assertThat(history.stream().map(HistoryContract::word))
                    .containsExactly("6", "5", "4", "-", "3", "-", "2", "1");
            assertThat(history.stream().map(KeyVersion::revision)).containsExactlyElementsOf(revisions);
            KeyValue second = ((Put) history.get(6)).kv();
            assertThat(second.version()).isEqualTo(2);
            assertThat(second.createRevision()).isEqualTo(revisions.get(7));

            delete(etcd);
            assertThat(all(etcd, "k").stream().map(HistoryContract::word))
                    .containsExactly("-", "6", "5", "4", "-", "3", "-", "2", "1");
            assertThat(all(etcd, "never")).isEmpty();
            BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
            etcd.kv().async().history(Bytes.utf8("k")).subscribe(new Words(signals));
            for (String word : List.of("-", "6", "5", "4", "-", "3", "-", "2", "1", "complete")) {
                assertThat(Waiting.take(signals)).isEqualTo(word);
            }
        }
    }

    @Test
    void endsWhereHistoryWasCompacted() {
        try (Target fresh = target().fresh();
                EtcdClient etcd = fresh.client().build()) {
            if (!target().tellsProgressWhenAsked()) {
                assertOlderLivesEndTyped(fresh);
                return;
            }
            put(etcd, "1");
            delete(etcd);
            put(etcd, "2");
            long third = put(etcd, "3");
            long other = etcd.kv().put("other", "x").header().revision();
            put(etcd, "4");
            etcd.kv().compact(other);

            List<KeyVersion> history = all(etcd, "k");
            assertThat(history.stream().map(HistoryContract::word)).containsExactly("4", "3", "compacted");
            assertThat(history.get(1).revision()).isEqualTo(third);
            assertThat(history.get(2)).isEqualTo(new Compacted(other));
            assertThat(all(etcd, "never")).containsExactly(new Compacted(other));

            delete(etcd);
            put(etcd, "5");
            assertThat(all(etcd, "k").stream().map(HistoryContract::word))
                    .containsExactly("5", "-", "4", "3", "compacted");
            long newest = delete(etcd);
            etcd.kv().compact(newest);
            assertThat(all(etcd, "k").stream().map(HistoryContract::word))
                    .last()
                    .isEqualTo("compacted");
        }
    }

    @Test
    void isLazyAndBlindToWhatComesLater() {
        try (Target fresh = target().fresh();
                EtcdClient etcd = fresh.client().build()) {
            for (int i = 1; i <= 50; i++) {
                put(etcd, "" + i);
            }
            try (Cursor<KeyVersion> history = etcd.kv().history("k")) {
                Iterator<KeyVersion> versions = history.iterator();
                assertThat(word(versions.next())).isEqualTo("50");
                put(etcd, "51");
                delete(etcd);
                for (int i = 49; i > 0; i--) {
                    assertThat(word(versions.next())).isEqualTo("" + i);
                }
                assertThat(versions.hasNext()).isFalse();
            }
            Cursor<KeyVersion> left = etcd.kv().history("k");
            Iterator<KeyVersion> versions = left.iterator();
            assertThat(word(versions.next())).isEqualTo("-");
            left.close();
            assertThat(versions.hasNext()).isFalse();
        }
    }

    /** Where a watch cannot be asked for its progress, nobody can say that a life was the first. */
    private static void assertOlderLivesEndTyped(Target fresh) {
        try (EtcdClient hasty =
                fresh.client().callTimeout(Duration.ofSeconds(1)).build()) {
            put(hasty, "1");
            Throwable thrown = catchThrowable(() -> all(hasty, "k"));
            assertThat(thrown).isExactlyInstanceOf(DeadlineExceededException.class);
        }
    }

    private static long put(EtcdClient etcd, String value) {
        return etcd.kv().put("k", value).header().revision();
    }

    private static long delete(EtcdClient etcd) {
        return etcd.kv().delete("k").header().revision();
    }

    private static List<KeyVersion> all(EtcdClient etcd, String key) {
        try (Cursor<KeyVersion> history = etcd.kv().history(key)) {
            return history.stream().toList();
        }
    }

    private static String word(KeyVersion version) {
        if (version instanceof Put put) {
            return put.kv().value().utf8();
        }
        return version instanceof Deleted ? "-" : "compacted";
    }

    /** Asks for one version after the other. */
    private static final class Words implements Flow.Subscriber<KeyVersion> {
        private final BlockingQueue<Object> signals;
        private Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long more) {}

            @Override
            public void cancel() {}
        };

        Words(BlockingQueue<Object> signals) {
            this.signals = signals;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(KeyVersion version) {
            signals.add(word(version));
            subscription.request(1);
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
