package io.mainstay.etcd.embedded.internal.metrics;

/**
 * How often keys were read and deleted for one request, and whether etcd calls that a transaction. Puts are counted by
 * themselves.
 *
 * @param ranges reads
 * @param deletes deletions, each of a key or a range
 * @param txns times that more than one operation was done at once
 */
public record Tally(long ranges, long deletes, long txns) {
    /** One read. */
    public static final Tally READ = new Tally(1, 0, 0);

    /** One deletion. */
    public static final Tally DELETE = new Tally(0, 1, 0);

    /** One write after a read of what it replaces. */
    public static Tally afterRead(long deletes) {
        return new Tally(1, deletes, 1);
    }

    /** So many deletions at once. */
    public static Tally deletions(long keys) {
        return new Tally(0, keys, keys > 1 ? 1 : 0);
    }
}
