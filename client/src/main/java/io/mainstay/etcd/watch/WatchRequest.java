package io.mainstay.etcd.watch;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import java.util.EnumSet;
import java.util.Set;

/**
 * What to watch. Immutable; each option method returns a changed copy.
 *
 * @param range the keys to watch
 * @param startRevision the first revision to see; 0 (the default) means whatever comes after the watch is ready
 * @param prevKv whether events carry the key as it was before
 * @param progressNotify whether a quiet watch is told now and then how far it is complete (by default each 10 minutes)
 * @param filters kinds of events that the server leaves out
 * @param overflow what becomes of the watch when its queue is full; by default it pauses
 */
public record WatchRequest(
        KeyRange range,
        long startRevision,
        boolean prevKv,
        boolean progressNotify,
        Set<WatchFilter> filters,
        WatchOverflow overflow) {

    /**
     * Copies the filters.
     *
     * @throws IllegalArgumentException when the start revision is negative
     */
    public WatchRequest {
        if (startRevision < 0) {
            throw new IllegalArgumentException("startRevision must not be negative: " + startRevision);
        }
        filters = Set.copyOf(filters);
    }

    /** A watch of one key from now on. */
    public static WatchRequest of(Bytes key) {
        return of(KeyRange.single(key));
    }

    /** A watch of one key from now on. */
    public static WatchRequest of(String key) {
        return of(Bytes.utf8(key));
    }

    /** A watch of a range from now on. */
    public static WatchRequest of(KeyRange range) {
        return new WatchRequest(range, 0, false, false, Set.of(), WatchOverflow.PAUSE);
    }

    /** Every key that starts with the key; the empty key means every key there is. */
    public WatchRequest prefix() {
        return range(KeyRange.prefix(range.key()));
    }

    /** Every key from the key on; the empty key means every key there is. */
    public WatchRequest fromKey() {
        return range(KeyRange.from(range.key()));
    }

    /** The keys from the key up to, but without, {@code end}. */
    public WatchRequest until(Bytes end) {
        return range(KeyRange.between(range.key(), end));
    }

    /** Another range of keys. */
    public WatchRequest range(KeyRange keys) {
        return new WatchRequest(keys, startRevision, prevKv, progressNotify, filters, overflow);
    }

    /**
     * The first revision to see; 0 means from now on. A compacted one ends the watch with a typed error. One that does
     * not exist yet is waited for; what lies more than one revision ahead keeps etcd from telling the other watches
     * beside it how far they are, until then.
     */
    public WatchRequest startRevision(long revision) {
        return new WatchRequest(range, revision, prevKv, progressNotify, filters, overflow);
    }

    /** Events carry the key as it was before. */
    public WatchRequest withPrevKv() {
        return new WatchRequest(range, startRevision, true, progressNotify, filters, overflow);
    }

    /** A quiet watch is told now and then how far it is complete. */
    public WatchRequest withProgressNotify() {
        return new WatchRequest(range, startRevision, prevKv, true, filters, overflow);
    }

    /** Leaves out a kind of event. */
    public WatchRequest without(WatchFilter filter) {
        Set<WatchFilter> more = EnumSet.of(filter);
        more.addAll(filters);
        return new WatchRequest(range, startRevision, prevKv, progressNotify, more, overflow);
    }

    /** What becomes of the watch when its queue is full. */
    public WatchRequest onOverflow(WatchOverflow then) {
        return new WatchRequest(range, startRevision, prevKv, progressNotify, filters, then);
    }
}
