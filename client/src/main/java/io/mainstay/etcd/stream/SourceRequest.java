package io.mainstay.etcd.stream;

import io.mainstay.etcd.kv.KeyRange;

/**
 * What a {@link Source} tells. Immutable; each option method returns a changed copy.
 *
 * @param range the keys
 * @param withPrevKv whether changes carry the key as it was before
 * @param failsFast whether the first blip ends it
 * @param relists whether it goes on after lost history, with the difference
 * @param from the first revision of a replay; 0 for a source that follows
 * @param to the last revision of a replay; 0 for the newest when it begins
 */
public record SourceRequest(
        KeyRange range, boolean withPrevKv, boolean failsFast, boolean relists, long from, long to) {
    /**
     * Checks the revisions.
     *
     * @throws IllegalArgumentException when one is negative, or a replay is to end before it begins
     */
    public SourceRequest {
        if (from < 0 || to < 0 || to > 0 && to < from) {
            throw new IllegalArgumentException("a replay goes from 1 or more up to no less: " + from + " to " + to);
        }
    }

    /** Follows keys: a snapshot, then every change. */
    public static SourceRequest of(KeyRange range) {
        return new SourceRequest(range, false, false, false, 0, 0);
    }

    /** Follows every key that starts with a prefix; the empty one means every key there is. */
    public static SourceRequest prefix(String prefix) {
        return of(KeyRange.prefix(prefix));
    }

    /** Other keys. */
    public SourceRequest range(KeyRange keys) {
        return new SourceRequest(keys, withPrevKv, failsFast, relists, from, to);
    }

    /** Changes carry the key as it was before, where it existed and is not compacted. */
    public SourceRequest prevKv() {
        return new SourceRequest(range, true, failsFast, relists, from, to);
    }

    /** The first blip, like a stream that breaks, ends the source with its failure. By default it is resumed. */
    public SourceRequest failFast() {
        return new SourceRequest(range, withPrevKv, true, relists, from, to);
    }

    /**
     * When history is lost, all keys are read again and the exact difference is told, see {@link Burst.Resync}; for
     * that the source holds the keys and their mod revisions. By default it ends with a {@link
     * io.mainstay.etcd.error.CompactedException}. Says nothing for a replay.
     */
    public SourceRequest relist() {
        return new SourceRequest(range, withPrevKv, failsFast, true, from, to);
    }

    /**
     * Replays all changes from a revision on, up to the newest one there is when it begins, and completes.
     *
     * @param first the first revision, at least 1
     */
    public SourceRequest replay(long first) {
        return replay(first, 0);
    }

    /**
     * Replays all changes from one revision to another, and completes. A last revision that is still to come is waited
     * for.
     *
     * @param first the first revision, at least 1
     * @param last the last revision
     */
    public SourceRequest replay(long first, long last) {
        if (first == 0) {
            throw new IllegalArgumentException("revisions begin at 1");
        }
        return new SourceRequest(range, withPrevKv, failsFast, relists, first, last);
    }

    /** Whether this is a replay. */
    public boolean isReplay() {
        return from > 0;
    }
}
