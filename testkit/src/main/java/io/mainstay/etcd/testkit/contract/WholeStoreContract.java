package io.mainstay.etcd.testkit.contract;

import static io.mainstay.etcd.testkit.contract.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.FutureRevisionException;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What concerns all keys of a store: first revision, compaction, hash. Each test has a server of its own. */
public abstract class WholeStoreContract extends ContractSuite {
    private static final String COMPACTED = "mvcc: required revision has been compacted";

    private @Nullable Target own;
    private @Nullable EtcdClient client;

    @BeforeEach
    final void openOwnServer() {
        Target fresh = target().fresh();
        own = fresh;
        client = fresh.client().build();
    }

    @AfterEach
    final void closeOwnServer() {
        try (Target closing = own;
                EtcdClient closingFirst = client) {
            if (closing != null && closingFirst != null) {
                closingFirst.close();
                closing.gauges().ifPresent(LeakGate::awaitQuiet);
            }
        }
    }

    @Test
    void aNewStoreIsAtRevisionOneAndTheFirstWriteAtTwo() {
        assertThat(own().kv().range(RangeRequest.of(KeyRange.all())).kvs()).isEmpty();
        assertThat(own().kv().get("a")).isEmpty();
        assertThat(own().kv().range("a", o -> o).header().revision()).isEqualTo(1);
        assertThat(own().kv().put("a", "1").header().revision()).isEqualTo(2);
    }

    @Test
    void deletesEveryKey() {
        putSix();
        assertThat(own().kv().delete(DeleteRequest.of(KeyRange.all())).deleted())
                .isEqualTo(2);
        assertThat(own().kv().range(RangeRequest.of(KeyRange.all())).count()).isZero();
    }

    @Test
    void compactionForgetsWhatIsOlder() {
        putSix();
        assertThat(own().kv().compact(5).header().revision())
                .as("compaction makes no revision")
                .isEqualTo(7);
        compacted(() -> own().kv().range("a", o -> o.revision(4)));
        compacted(() -> own().kv().range("", o -> o.prefix().revision(1)));
        compacted(() -> own().kv().txn(t -> t.then(Op.get("a", o -> o.revision(4)))));
        assertThat(own().kv()
                        .range("a", o -> o.revision(5))
                        .first()
                        .orElseThrow()
                        .value()
                        .utf8())
                .isEqualTo("4");
        assertThat(own().kv()
                        .range("a", o -> o.revision(6))
                        .first()
                        .orElseThrow()
                        .value()
                        .utf8())
                .isEqualTo("4");
        assertThat(own().kv()
                        .range("a", o -> o.revision(7))
                        .first()
                        .orElseThrow()
                        .value()
                        .utf8())
                .isEqualTo("6");
    }

    @Test
    void compactionKeepsTheNumbersOfLiveKeys() {
        putSix();
        own().kv().compact(new CompactRequest(7, true));
        KeyValue a = own().kv().get("a").orElseThrow();
        assertThat(a.createRevision()).isEqualTo(2);
        assertThat(a.modRevision()).isEqualTo(7);
        assertThat(a.version()).isEqualTo(4);
        assertThat(own().kv().get("b")).map(KeyValue::modRevision).contains(6L);
    }

    @Test
    void compactionRefusesWhatIsDoneAlreadyAndWhatIsNotThereYet() {
        putSix();
        own().kv().compact(5);
        compacted(() -> own().kv().compact(5));
        compacted(() -> own().kv().compact(4));
        compacted(() -> own().kv().compact(0));
        assertRefused(
                () -> own().kv().compact(8),
                FutureRevisionException.class,
                ErrorCode.OUT_OF_RANGE,
                "mvcc: required revision is a future revision");
        own().kv().compact(7);
    }

    @Test
    void compactionOfDeletedKeysLeavesNothing() {
        own().kv().put("a", "1");
        long deleted = own().kv().delete("a").header().revision();
        own().kv().put("b", "1");
        own().kv().compact(new CompactRequest(deleted + 1, true));
        assertThat(own().kv().range("", o -> o.prefix()).kvs())
                .extracting(kv -> kv.key().utf8())
                .containsExactly("b");
        assertThat(own().kv().put("a", "2", o -> o.withPrevKv()).previous()).isEmpty();
    }

    @Test
    void filtersByRevisionAlsoAfterCompaction() {
        putSix();
        own().kv().compact(7);
        List<KeyValue> found = own().kv()
                .range("", o -> o.prefix().filter(RevisionFilter.modified(0, 6)))
                .kvs();
        assertThat(found).extracting(kv -> kv.key().utf8()).containsExactly("b");
    }

    @Test
    void aWatchFromACompactedRevisionEndsAndSaysFromWhereOnItWouldWork() {
        putSix();
        own().kv().compact(5);
        Watch watch = own().watch("a", o -> o.startRevision(3));
        Throwable failure = Waiting.failure(watch.ended());
        assertThat(failure).isExactlyInstanceOf(CompactedException.class);
        assertThat(((CompactedException) failure).compactRevision()).isEqualTo(5);
        assertThat(((CompactedException) failure).code()).isEqualTo(ErrorCode.OUT_OF_RANGE);
        assertThat(catchThrowable(() -> watch.next())).isSameAs(failure);
        try (Watch again = own().watch("a", o -> o.startRevision(5))) {
            assertThat(Waiting.events(again, 2))
                    .extracting(WatchEvent::revision)
                    .containsExactly(5L, 7L);
        }
    }

    @Test
    void aWatchThatEndedByCompactionDoesNotSilenceTheProgressOfOthers() {
        putSix();
        own().kv().compact(7);
        try (Watch other = Waiting.ready(own().watch("other"))) {
            Waiting.failure(own().watch("a", o -> o.startRevision(3)).ended());
            if (target().tellsProgressWhenAsked()) {
                assertThat(Waiting.progress(other).revision()).isEqualTo(7);
            } else {
                own().kv().put("other", "1");
                assertThat(Waiting.events(other, 1)).hasSize(1);
            }
        }
    }

    @Test
    void aWatchFromTheCompactedRevisionSeesADeleteMadeThere() {
        own().kv().put("a", "1");
        long deleted = own().kv().delete("a").header().revision();
        own().kv().put("a", "2");
        own().kv().compact(deleted);
        try (Watch watch = own().watch("a", o -> o.startRevision(deleted).withPrevKv())) {
            List<WatchEvent> events = Waiting.events(watch, 2);
            assertThat(events.get(0).isDelete()).isTrue();
            assertThat(events.get(0).previous()).as("compacted").isEmpty();
            assertThat(events.get(1).isCreate()).isTrue();
        }
    }

    @Test
    void aWatchThatIsUpToDateSurvivesCompaction() {
        putSix();
        try (Watch watch = Waiting.ready(own().watch("a"))) {
            own().kv().compact(7);
            own().kv().put("a", "7");
            assertThat(Waiting.events(watch, 1))
                    .extracting(WatchEvent::revision)
                    .containsExactly(8L);
        }
    }

    @Test
    void theEmptyKeyOfAWatchMeansEveryKey() {
        try (Watch watch = own().watch(WatchRequest.of("").prefix().startRevision(1))) {
            putSix();
            assertThat(Waiting.events(watch, 6))
                    .extracting(WatchEvent::revision)
                    .containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
        }
    }

    @Test
    void equalHistoriesHaveEqualHashes() {
        // Encryption makes equal values unlike, so both are written bare.
        try (EtcdClient bare = Objects.requireNonNull(own).bareClient().build();
                Target other = target().fresh();
                EtcdClient there = other.bareClient().build()) {
            putSix(bare);
            HashKvResult here = own().cluster().hashKv(0);
            assertThat(here.compactRevision()).isEqualTo(-1);
            putSix(there);
            assertThat(there.cluster().hashKv(0).hash()).isEqualTo(here.hash());
            assertThat(there.cluster().hashKv(5).hash()).isNotEqualTo(here.hash());
            there.kv().put("a", "other");
            assertThat(there.cluster().hashKv(0).hash()).isNotEqualTo(here.hash());
            assertThat(there.cluster().hashKv(7).hash()).isEqualTo(here.hash());
        }
    }

    @Test
    void theHashSaysHowFarItsStoreIsCompacted() {
        putSix();
        own().kv().compact(new CompactRequest(5, true));
        HashKvResult result = own().cluster().hashKv(0);
        assertThat(result.compactRevision()).isEqualTo(5);
        assertThat(result.hashRevision()).isEqualTo(serverIsAtLeast(3, 6) ? 7 : 0);
        compacted(() -> own().cluster().hashKv(4));
    }

    /** Puts whose values are their order, at the revisions 2 to 7; the fifth is of another key. */
    private void putSix() {
        putSix(own());
    }

    private static void putSix(EtcdClient into) {
        into.kv().put("a", "1");
        into.kv().put("a", "2");
        into.kv().put("b", "3");
        into.kv().put("a", "4");
        into.kv().put("b", "5");
        into.kv().put("a", "6");
    }

    private static void compacted(ThrowingCallable call) {
        assertRefused(call, CompactedException.class, ErrorCode.OUT_OF_RANGE, COMPACTED);
    }

    private EtcdClient own() {
        return Objects.requireNonNull(client);
    }
}
