package io.mainstay.etcd.kv;

/**
 * A delete of one key or of a range of keys. Immutable; each option method returns a changed copy.
 *
 * @param range the keys to delete
 * @param prevKv whether to return what was deleted
 */
public record DeleteRequest(KeyRange range, boolean prevKv) implements Op {
    /** A delete of one key. */
    public static DeleteRequest of(Bytes key) {
        return of(KeyRange.single(key));
    }

    /** A delete of a range; {@link KeyRange#all()} is how to say "everything" and mean it. */
    public static DeleteRequest of(KeyRange range) {
        return new DeleteRequest(range, false);
    }

    /**
     * Every key that starts with the key.
     *
     * @throws IllegalArgumentException when the key is empty: that would delete everything, see {@link #allKeys()}
     */
    public DeleteRequest prefix() {
        requireKey("prefix()");
        return new DeleteRequest(KeyRange.prefix(range.key()), prevKv);
    }

    /**
     * Every key from the key on.
     *
     * @throws IllegalArgumentException when the key is empty: that would delete everything, see {@link #allKeys()}
     */
    public DeleteRequest fromKey() {
        requireKey("fromKey()");
        return new DeleteRequest(KeyRange.from(range.key()), prevKv);
    }

    /** The keys from the key up to, but without, {@code end}. */
    public DeleteRequest until(Bytes end) {
        return new DeleteRequest(KeyRange.between(range.key(), end), prevKv);
    }

    /** Every key there is: the explicit form of an empty prefix. */
    public DeleteRequest allKeys() {
        return new DeleteRequest(KeyRange.all(), prevKv);
    }

    /** Also returns what was deleted. */
    public DeleteRequest withPrevKv() {
        return new DeleteRequest(range, true);
    }

    private void requireKey(String option) {
        if (range.key().isEmpty()) {
            throw new IllegalArgumentException(
                    option + " of an empty key would delete every key; if that is meant, say allKeys()");
        }
    }
}
