package io.mainstay.etcd.kv;

/**
 * A set of keys that lie together, in etcd's encoding.
 *
 * <p>An empty {@code end} means the single key {@code key}; an end of {@link Bytes#ZERO} means every key from {@code
 * key} on; any other end is exclusive. An end at or before the key is not an error: the range holds nothing.
 *
 * @param key the first key
 * @param end the exclusive end, with the two special meanings above
 */
public record KeyRange(Bytes key, Bytes end) {
    private static final KeyRange ALL = new KeyRange(Bytes.ZERO, Bytes.ZERO);

    /** Just one key. */
    public static KeyRange single(Bytes key) {
        return new KeyRange(key, Bytes.EMPTY);
    }

    /** Every key that starts with {@code prefix}; the empty prefix means every key there is. */
    public static KeyRange prefix(Bytes prefix) {
        return prefix.isEmpty() ? ALL : new KeyRange(prefix, prefix.prefixEnd());
    }

    /** {@link #prefix(Bytes)} for UTF-8 text. */
    public static KeyRange prefix(String prefix) {
        return prefix(Bytes.utf8(prefix));
    }

    /** Every key from {@code key} on; the empty key means every key there is. */
    public static KeyRange from(Bytes key) {
        return key.isEmpty() ? ALL : new KeyRange(key, Bytes.ZERO);
    }

    /** Every key there is. */
    public static KeyRange all() {
        return ALL;
    }

    /** The keys from {@code key} up to, but without, {@code end}. */
    public static KeyRange between(Bytes key, Bytes end) {
        return new KeyRange(key, end);
    }

    /** Whether this is one key and no more. */
    public boolean isSingle() {
        return end.isEmpty();
    }

    /** Whether the range has no end. */
    public boolean isOpenEnded() {
        return end.equals(Bytes.ZERO);
    }

    /** Whether a key lies in this range. */
    public boolean contains(Bytes candidate) {
        if (isSingle()) {
            return candidate.equals(key);
        }
        return candidate.compareTo(key) >= 0 && (isOpenEnded() || candidate.compareTo(end) < 0);
    }
}
