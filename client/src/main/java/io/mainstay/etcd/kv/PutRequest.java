package io.mainstay.etcd.kv;

/**
 * A write of one key. Immutable; each option method returns a changed copy.
 *
 * @param key the key; must not be empty
 * @param value the new value
 * @param lease the lease to hang the key on; 0 (the default) takes it off any lease
 * @param prevKv whether to return what was there before
 * @param ignoreValue whether to keep the present value, so that only the lease changes; the key must exist and {@code
 *     value} be empty
 * @param ignoreLease whether to keep the present lease; the key must exist and {@code lease} be 0
 */
public record PutRequest(Bytes key, Bytes value, long lease, boolean prevKv, boolean ignoreValue, boolean ignoreLease)
        implements Op {

    /** A plain write. */
    public static PutRequest of(Bytes key, Bytes value) {
        return new PutRequest(key, value, 0, false, false, false);
    }

    /** Hangs the key on a lease. */
    public PutRequest lease(long id) {
        return new PutRequest(key, value, id, prevKv, ignoreValue, ignoreLease);
    }

    /** Also returns what was there before. */
    public PutRequest withPrevKv() {
        return new PutRequest(key, value, lease, true, ignoreValue, ignoreLease);
    }

    /** Keeps the present value; the value given here is dropped. */
    public PutRequest keepValue() {
        return new PutRequest(key, Bytes.EMPTY, lease, prevKv, true, ignoreLease);
    }

    /** Keeps the present lease. */
    public PutRequest keepLease() {
        return new PutRequest(key, value, lease, prevKv, ignoreValue, true);
    }
}
