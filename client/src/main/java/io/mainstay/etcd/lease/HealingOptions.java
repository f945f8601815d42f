package io.mainstay.etcd.lease;

import java.time.Duration;

/**
 * How a {@link HealingLease} is to be. Immutable; each method returns a changed copy.
 *
 * @param ttl how long a lease lives without a renewal, in whole seconds (a fraction is rounded up); the server raises it
 *     to its minimum
 * @param overwrites whether a key that is somebody else's is replaced when it is put, or put again in a healing; false
 *     by default. What somebody puts later, while the lease lives, is left alone in either case: two who do this to each
 *     other would never end.
 * @param watches whether the keys are watched, so that one that somebody deletes is put again at once; true by default.
 *     It costs a watch a key, and needs the permission to read it.
 * @param closeTimeout how long closing waits for the server to revoke the lease; 5 s by default
 * @param listener hears what happens
 */
public record HealingOptions(
        Duration ttl, boolean overwrites, boolean watches, Duration closeTimeout, HealingListener listener) {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** Checks the times. */
    public HealingOptions {
        if (ttl.isZero() || ttl.isNegative()) {
            throw new IllegalArgumentException("a lease's ttl must be positive: " + ttl);
        }
        if (closeTimeout.isZero() || closeTimeout.isNegative()) {
            throw new IllegalArgumentException("closeTimeout must be positive: " + closeTimeout);
        }
    }

    /** The defaults, with this time to live. */
    public static HealingOptions of(Duration ttl) {
        return new HealingOptions(ttl, false, true, CLOSE_TIMEOUT, event -> {});
    }

    /** Replaces what is somebody else's when a key is put, or put again in a healing. */
    public HealingOptions overwrite() {
        return new HealingOptions(ttl, true, watches, closeTimeout, listener);
    }

    /** Does not watch the keys. */
    public HealingOptions unwatched() {
        return new HealingOptions(ttl, overwrites, false, closeTimeout, listener);
    }

    /** Has a listener told what happens. */
    public HealingOptions listener(HealingListener other) {
        return new HealingOptions(ttl, overwrites, watches, closeTimeout, other);
    }

    /** Waits for this long, at the most, for the lease to be revoked. */
    public HealingOptions closeTimeout(Duration timeout) {
        return new HealingOptions(ttl, overwrites, watches, timeout, listener);
    }
}
