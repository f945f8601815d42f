package io.mainstay.etcd.crypto;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;

/**
 * What to seal anew with the primary key. Immutable; each option method returns a changed copy.
 *
 * @param range the keys
 * @param plainValues whether values that are not sealed are sealed too; if not (the default), they are counted and left
 */
public record ReencryptRequest(KeyRange range, boolean plainValues) {
    /** All values of a range that another key than the primary has sealed. */
    public static ReencryptRequest of(KeyRange range) {
        return new ReencryptRequest(range, false);
    }

    /** Seals plain values too. */
    public ReencryptRequest withPlainValues() {
        return new ReencryptRequest(range, true);
    }

    /** Goes on behind a key: after {@link ReencryptProgress#last()} of a walk that was broken off. */
    public ReencryptRequest after(Bytes last) {
        return new ReencryptRequest(KeyRange.between(last.next(), range.end()), plainValues);
    }
}
