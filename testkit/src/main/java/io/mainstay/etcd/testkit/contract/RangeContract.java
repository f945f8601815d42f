package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which keys a read finds: single keys, prefixes, ranges of every shape, old revisions; and what an answer holds. */
public abstract class RangeContract extends ContractSuite {
    private static final byte FF = (byte) 0xff;

    @Test
    void findsOneKey() {
        putAll("a", "ab");
        RangeResult result = etcd().kv().range(RangeRequest.of(bytesKey("a")));
        assertThat(names(result)).containsExactly("a");
        assertThat(result.count()).isEqualTo(1);
        assertThat(result.more()).isFalse();
        assertThat(result.first()).map(kv -> kv.value().utf8()).contains("a");
    }

    @Test
    void findsNothing() {
        RangeResult result = etcd().kv().range(RangeRequest.of(bytesKey("missing")));
        assertThat(result.kvs()).isEmpty();
        assertThat(result.count()).isZero();
        assertThat(result.more()).isFalse();
        assertThat(etcd().kv().get(key("missing"))).isEmpty();
    }

    @Test
    void tellsTheHistoryOfAKey() {
        long lease = lease();
        long first = etcd().kv().put(key("a"), "1").header().revision();
        long second =
                etcd().kv().put(key("a"), "2", o -> o.lease(lease)).header().revision();
        assertThat(read("a")).isEqualTo(new KeyValue(bytesKey("a"), Bytes.utf8("2"), first, second, 2, lease));
    }

    @Test
    void headerNamesTheClusterAndTheNewestRevision() {
        long old = etcd().kv().put(key("a"), "1").header().revision();
        long now = etcd().kv().put(key("a"), "2").header().revision();
        RangeResult result = etcd().kv().range(key("a"), o -> o.revision(old));
        assertThat(result.header().revision()).isEqualTo(now);
        assertThat(result.header().clusterId()).isNotZero();
        assertThat(result.header().memberId()).isNotZero();
        assertThat(result.header().raftTerm()).isPositive();
    }

    @Test
    void findsAPrefixInTheOrderOfUnsignedBytes() {
        putAll("p/b", "p/a", "p", "p0", "p/", "p/\u00e9", "p/Z");
        RangeResult result = etcd().kv().range(key("p/"), o -> o.prefix());
        assertThat(names(result)).containsExactly("p/", "p/Z", "p/a", "p/b", "p/\u00e9");
        assertThat(result.count()).isEqualTo(5);
    }

    @Test
    void findsARangeWithoutItsEnd() {
        putAll("a", "b", "c", "d");
        assertThat(names(etcd().kv().range(key("b"), o -> o.until(bytesKey("d")))))
                .containsExactly("b", "c");
    }

    @Test
    void reversedAndEmptyRangesHoldNothing() {
        putAll("a", "b", "c");
        for (String end : List.of("a", "b")) {
            RangeResult result = etcd().kv().range(key("b"), o -> o.until(bytesKey(end)));
            assertThat(result.kvs()).as("b until " + end).isEmpty();
            assertThat(result.count()).as("b until " + end).isZero();
        }
    }

    @Test
    void findsEverythingFromAKeyOn() {
        putAll("a", "b", "c");
        Bytes beyond = Bytes.of(FF, FF).concat(bytesKey("z"));
        etcd().kv().put(beyond, Bytes.EMPTY);
        RangeResult result = etcd().kv().range(key("b"), o -> o.fromKey());
        assertThat(names(result)).startsWith("b", "c").doesNotContain("a");
        assertThat(result.kvs()).extracting(KeyValue::key).contains(beyond).isSorted();
        assertThat(result.count()).isEqualTo(result.kvs().size());
    }

    @Test
    void findsEveryKeyThereIs() {
        putAll("a", "b");
        Bytes lowest = Bytes.ZERO;
        etcd().kv().put(lowest, Bytes.EMPTY);
        for (RangeRequest all : List.of(
                RangeRequest.of(KeyRange.all()),
                RangeRequest.of(Bytes.EMPTY).prefix(),
                RangeRequest.of(Bytes.EMPTY).fromKey())) {
            RangeResult result = etcd().kv().range(all);
            assertThat(result.kvs()).extracting(KeyValue::key).contains(lowest, bytesKey("a"), bytesKey("b"));
        }
    }

    @Test
    void prefixEndingInFfBytesEndsWhereTheNextPrefixBegins() {
        Bytes base = bytesKey("x");
        Bytes prefix = base.concat(Bytes.of(FF, FF));
        Bytes inside = prefix.concat(Bytes.of(FF));
        Bytes before = base.concat(Bytes.of(FF, (byte) 0xfe));
        Bytes after = bytesKey("y");
        for (Bytes key : List.of(prefix, inside, before, after)) {
            etcd().kv().put(key, Bytes.EMPTY);
        }
        RangeResult result = etcd().kv().range(RangeRequest.of(prefix).prefix());
        assertThat(result.kvs()).extracting(KeyValue::key).containsExactly(prefix, inside);
    }

    @Test
    void prefixOfFfBytesOnlyHasNoEnd() {
        Bytes prefix = Bytes.of(FF, FF, FF);
        Bytes key = prefix.concat(bytesKey("a"));
        etcd().kv().put(key, Bytes.utf8("v"));
        RangeResult result = etcd().kv().range(RangeRequest.of(prefix).prefix());
        assertThat(result.kvs()).extracting(KeyValue::key).contains(key).allMatch(k -> k.startsWith(prefix));
    }

    @Test
    void keysAndValuesAreAnyBytes() {
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        Bytes key = bytesKey("every").concat(Bytes.of(every));
        etcd().kv().put(key, Bytes.of(every));
        assertThat(etcd().kv().get(key)).map(KeyValue::value).contains(Bytes.of(every));
        etcd().kv().put(key, Bytes.EMPTY);
        assertThat(etcd().kv().get(key)).map(KeyValue::value).contains(Bytes.EMPTY);
    }

    @Test
    void answersMayBeMuchLargerThanRequests() {
        Bytes large = Bytes.wrap(new byte[700_000]);
        for (int i = 0; i < 8; i++) {
            etcd().kv().put(bytesKey("large" + i), large);
        }
        RangeResult result = etcd().kv().range(key("large"), o -> o.prefix());
        assertThat(result.kvs()).hasSize(8).allMatch(kv -> kv.value().equals(large));
        etcd().kv().delete(key("large"), o -> o.prefix());
    }

    @Test
    void readsOldRevisions() {
        long created = etcd().kv().put(key("a"), "1").header().revision();
        long changed = etcd().kv().put(key("a"), "2").header().revision();
        putAll("b");
        long deleted = etcd().kv().delete(key("a")).header().revision();

        assertThat(valueAt("a", created - 1)).isEmpty();
        assertThat(valueAt("a", created)).contains("1");
        assertThat(valueAt("a", changed)).contains("2");
        assertThat(valueAt("a", deleted - 1)).contains("2");
        assertThat(valueAt("a", deleted)).isEmpty();
        assertThat(valueAt("a", 0)).isEmpty();
        assertThat(names(etcd().kv().range(prefix(), o -> o.prefix().revision(changed))))
                .containsExactly("a");
        assertThat(names(etcd().kv().range(prefix(), o -> o.prefix().revision(deleted - 1))))
                .containsExactly("a", "b");
        assertThat(etcd().kv()
                        .range(prefix(), o -> o.prefix().revision(deleted))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void negativeRevisionMeansTheNewest() {
        putAll("a");
        assertThat(valueAt("a", -1)).contains("a");
    }

    @Test
    void serializableReadsFindTheSameOnASingleMember() {
        putAll("a", "b");
        RangeRequest request = RangeRequest.of(KeyRange.prefix(prefix()));
        assertThat(etcd().kv().range(request.asSerializable()).kvs())
                .isEqualTo(etcd().kv().range(request).kvs());
    }

    private Optional<String> valueAt(String name, long revision) {
        return etcd().kv()
                .range(key(name), o -> o.revision(revision))
                .first()
                .map(kv -> kv.value().utf8());
    }
}
