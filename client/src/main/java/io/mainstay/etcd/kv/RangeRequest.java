package io.mainstay.etcd.kv;

/**
 * A read of one key or of a range of keys. Immutable; each option method returns a changed copy.
 *
 * @param range the keys to read
 * @param revision the revision to read at; 0 or less (the default) means the newest
 * @param limit the most keys to return; 0 or less (the default) means all
 * @param sort the order of the answer; by default the order of the keys
 * @param filter which keys to return by their revisions; by default all
 * @param projection how much of each key to return; by default all of it
 * @param serializable whether the member asked may answer by itself, faster but perhaps stale; by default the read is
 *     linearizable
 */
public record RangeRequest(
        KeyRange range,
        long revision,
        long limit,
        Sort sort,
        RevisionFilter filter,
        Projection projection,
        boolean serializable)
        implements Op {

    /** How much of each key an answer holds. */
    public enum Projection {
        /** Keys, values and revisions. */
        ALL,
        /** Everything but the values. */
        KEYS_ONLY,
        /** Only how many keys there are. */
        COUNT_ONLY
    }

    /** A read of one key, at the newest revision, linearizable. */
    public static RangeRequest of(Bytes key) {
        return of(KeyRange.single(key));
    }

    /** A read of a range, at the newest revision, linearizable. */
    public static RangeRequest of(KeyRange range) {
        return new RangeRequest(range, 0, 0, Sort.NONE, RevisionFilter.NONE, Projection.ALL, false);
    }

    /** Every key that starts with the key; the empty key means every key there is. */
    public RangeRequest prefix() {
        return range(KeyRange.prefix(range.key()));
    }

    /** Every key from the key on; the empty key means every key there is. */
    public RangeRequest fromKey() {
        return range(KeyRange.from(range.key()));
    }

    /** The keys from the key up to, but without, {@code end}. */
    public RangeRequest until(Bytes end) {
        return range(KeyRange.between(range.key(), end));
    }

    /** Another range of keys. */
    public RangeRequest range(KeyRange keys) {
        return new RangeRequest(keys, revision, limit, sort, filter, projection, serializable);
    }

    /** Reads at a revision; 0 means the newest. */
    public RangeRequest revision(long at) {
        return new RangeRequest(range, at, limit, sort, filter, projection, serializable);
    }

    /** Returns at most this many keys; 0 means all. */
    public RangeRequest limit(long most) {
        return new RangeRequest(range, revision, most, sort, filter, projection, serializable);
    }

    /** Orders the answer. */
    public RangeRequest sort(Sort.Target target, Sort.Order order) {
        return new RangeRequest(range, revision, limit, new Sort(target, order), filter, projection, serializable);
    }

    /** Returns only keys whose revisions pass a filter. */
    public RangeRequest filter(RevisionFilter revisions) {
        return new RangeRequest(range, revision, limit, sort, revisions, projection, serializable);
    }

    /** Leaves the values out. */
    public RangeRequest keysOnly() {
        return new RangeRequest(range, revision, limit, sort, filter, Projection.KEYS_ONLY, serializable);
    }

    /** Returns only the number of keys. */
    public RangeRequest countOnly() {
        return new RangeRequest(range, revision, limit, sort, filter, Projection.COUNT_ONLY, serializable);
    }

    /** Lets the member asked answer by itself: faster, also without a quorum, but perhaps stale. */
    public RangeRequest asSerializable() {
        return new RangeRequest(range, revision, limit, sort, filter, projection, true);
    }
}
