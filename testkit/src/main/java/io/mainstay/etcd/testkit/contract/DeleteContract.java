package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a delete removes, counts and returns. */
public abstract class DeleteContract extends ContractSuite {
    @Test
    void deletesOneKey() {
        putAll("a", "ab");
        long before = revision();
        DeleteResult result = etcd().kv().delete(key("a"));
        assertThat(result.deleted()).isEqualTo(1);
        assertThat(result.header().revision()).isEqualTo(before + 1);
        assertThat(result.prevKvs()).isEmpty();
        assertThat(remaining()).containsExactly("ab");
    }

    @Test
    void deletingNothingMakesNoRevision() {
        putAll("a");
        long before = revision();
        for (DeleteRequest nothing : List.of(
                DeleteRequest.of(bytesKey("missing")),
                DeleteRequest.of(bytesKey("a")).until(bytesKey("a")),
                DeleteRequest.of(bytesKey("b")).until(bytesKey("a")),
                DeleteRequest.of(bytesKey("missing/")).prefix())) {
            DeleteResult result = etcd().kv().delete(nothing.withPrevKv());
            assertThat(result.deleted()).isZero();
            assertThat(result.prevKvs()).isEmpty();
            assertThat(result.header().revision()).isEqualTo(before);
        }
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void deletesAPrefixInOneRevision() {
        putAll("p/a", "p/b", "q");
        long before = revision();
        DeleteResult result = etcd().kv().delete(key("p/"), o -> o.prefix());
        assertThat(result.deleted()).isEqualTo(2);
        assertThat(result.header().revision()).isEqualTo(before + 1);
        assertThat(remaining()).containsExactly("q");
    }

    @Test
    void deletesARangeWithoutItsEnd() {
        putAll("a", "b", "c", "d");
        assertThat(etcd().kv().delete(key("b"), o -> o.until(bytesKey("d"))).deleted())
                .isEqualTo(2);
        assertThat(remaining()).containsExactly("a", "d");
    }

    @Test
    void deletesEverythingFromAKeyOn() {
        Bytes high = Bytes.of((byte) 0xff, (byte) 0xff, (byte) 0xff).concat(bytesKey(""));
        etcd().kv().put(high.concat(Bytes.utf8("a")), Bytes.EMPTY);
        etcd().kv().put(high.concat(Bytes.utf8("b")), Bytes.EMPTY);
        etcd().kv().put(high.concat(Bytes.utf8("c")), Bytes.EMPTY);
        DeleteRequest fromB = DeleteRequest.of(high.concat(Bytes.utf8("b"))).fromKey();
        assertThat(etcd().kv().delete(fromB).deleted()).isGreaterThanOrEqualTo(2);
        assertThat(etcd().kv().range(RangeRequest.of(high).fromKey()).kvs())
                .extracting(KeyValue::key)
                .containsExactly(high.concat(Bytes.utf8("a")));
        etcd().kv().delete(DeleteRequest.of(high).fromKey());
    }

    @Test
    void returnsWhatWasDeletedInKeyOrderWhenAsked() {
        putAll("c", "a", "b");
        List<KeyValue> before = etcd().kv().range(prefix(), o -> o.prefix()).kvs();
        DeleteResult result = etcd().kv().delete(prefix(), o -> o.prefix().withPrevKv());
        assertThat(result.prevKvs()).isEqualTo(before);
        assertThat(result.deleted()).isEqualTo(3);
        assertThat(remaining()).isEmpty();
    }

    @Test
    void takesKeysOffTheirLease() {
        long lease = lease();
        etcd().kv().put(key("a"), "1", o -> o.lease(lease));
        etcd().kv().delete(key("a"));
        assertThat(etcd().leases().timeToLiveWithKeys(lease).keys()).isEmpty();
        etcd().kv().put(key("a"), "2");
        etcd().leases().revoke(lease);
        assertThat(read("a").value().utf8()).isEqualTo("2");
    }

    private List<String> remaining() {
        return names(etcd().kv().range(prefix(), o -> o.prefix()));
    }
}
