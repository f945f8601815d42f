package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import org.junit.jupiter.api.Test;

/** What a put does to a key, its numbers, its value and its lease. */
public abstract class PutContract extends ContractSuite {
    @Test
    void makesARevision() {
        long before = revision();
        PutResult first = etcd().kv().put(key("a"), "1");
        PutResult second = etcd().kv().put(key("b"), "1");
        assertThat(first.header().revision()).isEqualTo(before + 1);
        assertThat(second.header().revision()).isEqualTo(before + 2);
        assertThat(first.previous()).isEmpty();
    }

    @Test
    void theSameValueMakesARevisionToo() {
        etcd().kv().put(key("a"), "1");
        KeyValue before = read("a");
        etcd().kv().put(key("a"), "1");
        KeyValue after = read("a");
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.modRevision()).isEqualTo(before.modRevision() + 1);
        assertThat(after.createRevision()).isEqualTo(before.createRevision());
    }

    @Test
    void startsANewLifeAfterADelete() {
        etcd().kv().put(key("a"), "1");
        etcd().kv().put(key("a"), "2");
        etcd().kv().delete(key("a"));
        long created = etcd().kv().put(key("a"), "3").header().revision();
        assertThat(read("a")).isEqualTo(new KeyValue(bytesKey("a"), Bytes.utf8("3"), created, created, 1, 0));
    }

    @Test
    void returnsWhatWasThereBeforeWhenAsked() {
        assertThat(etcd().kv().put(key("a"), "1", o -> o.withPrevKv()).previous())
                .isEmpty();
        KeyValue before = read("a");
        assertThat(etcd().kv().put(key("a"), "2", o -> o.withPrevKv()).previous())
                .contains(before);
        assertThat(etcd().kv().put(key("a"), "3").previous()).isEmpty();
        etcd().kv().delete(key("a"));
        assertThat(etcd().kv().put(key("a"), "4", o -> o.withPrevKv()).previous())
                .isEmpty();
    }

    @Test
    void hangsAKeyOnALeaseAndTakesItOffAgain() {
        long lease = lease();
        etcd().kv().put(key("a"), "1", o -> o.lease(lease));
        assertThat(read("a").lease()).isEqualTo(lease);
        assertThat(etcd().leases().timeToLiveWithKeys(lease).keys()).containsExactly(bytesKey("a"));
        etcd().kv().put(key("a"), "2");
        assertThat(read("a").lease()).isZero();
        assertThat(etcd().leases().timeToLiveWithKeys(lease).keys()).isEmpty();
    }

    @Test
    void movesAKeyFromLeaseToLease() {
        long first = lease();
        long second = lease();
        etcd().kv().put(key("a"), "1", o -> o.lease(first));
        etcd().kv().put(key("a"), "2", o -> o.lease(second));
        assertThat(etcd().leases().timeToLiveWithKeys(first).keys()).isEmpty();
        assertThat(etcd().leases().timeToLiveWithKeys(second).keys()).containsExactly(bytesKey("a"));
        etcd().leases().revoke(first);
        assertThat(read("a").value().utf8()).isEqualTo("2");
    }

    @Test
    void keepsTheLeaseWhenAsked() {
        long lease = lease();
        etcd().kv().put(key("a"), "1", o -> o.lease(lease));
        etcd().kv().put(key("a"), "2", o -> o.keepLease());
        assertThat(read("a").lease()).isEqualTo(lease);
        assertThat(read("a").value().utf8()).isEqualTo("2");
        assertThat(etcd().leases().timeToLiveWithKeys(lease).keys()).containsExactly(bytesKey("a"));
    }

    @Test
    void keepsNoLeaseWhenThereIsNone() {
        etcd().kv().put(key("a"), "1");
        etcd().kv().put(key("a"), "2", o -> o.keepLease());
        assertThat(read("a").lease()).isZero();
    }

    @Test
    void keepsTheValueWhenAsked() {
        etcd().kv().put(key("a"), "1");
        etcd().kv().put(PutRequest.of(bytesKey("a"), Bytes.EMPTY).keepValue());
        assertThat(read("a").value().utf8()).isEqualTo("1");
        assertThat(read("a").version()).isEqualTo(2);
    }

    @Test
    void changesOnlyTheLeaseWhenTheValueIsKept() {
        long lease = lease();
        etcd().kv().put(key("a"), "1");
        etcd().kv().put(key("a"), "", o -> o.keepValue().lease(lease));
        assertThat(read("a").value().utf8()).isEqualTo("1");
        assertThat(read("a").lease()).isEqualTo(lease);
        etcd().kv().put(key("a"), "", o -> o.keepValue());
        assertThat(read("a").lease()).isZero();
    }

    @Test
    void keepsValueAndLease() {
        long lease = lease();
        etcd().kv().put(key("a"), "1", o -> o.lease(lease));
        PutResult result =
                etcd().kv().put(key("a"), "", o -> o.keepValue().keepLease().withPrevKv());
        assertThat(result.previous().orElseThrow().version()).isEqualTo(1);
        assertThat(read("a").value().utf8()).isEqualTo("1");
        assertThat(read("a").lease()).isEqualTo(lease);
        assertThat(read("a").version()).isEqualTo(2);
    }

    @Test
    void takesAValueOfAMegabyte() {
        byte[] large = new byte[1 << 20];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        etcd().kv().put(bytesKey("large"), Bytes.of(large));
        assertThat(read("large").value()).isEqualTo(Bytes.of(large));
        etcd().kv().delete(key("large"));
    }
}
