package io.mainstay.etcd.view;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;

/**
 * What a view holds. Immutable; each option method returns a changed copy.
 *
 * @param range the keys
 * @param listenerQueue how many changes of keys may wait for a slow listener before they are joined; by default 10,000
 */
public record ViewRequest(KeyRange range, int listenerQueue) {
    private static final int QUEUE = 10_000;

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException when the queue is not positive
     */
    public ViewRequest {
        if (listenerQueue < 1) {
            throw new IllegalArgumentException("listenerQueue must be at least 1: " + listenerQueue);
        }
    }

    /** Every key that starts with {@code prefix}; the empty prefix means every key there is. */
    public static ViewRequest prefix(String prefix) {
        return of(KeyRange.prefix(prefix));
    }

    /** Every key that starts with {@code prefix}; the empty prefix means every key there is. */
    public static ViewRequest prefix(Bytes prefix) {
        return of(KeyRange.prefix(prefix));
    }

    /** The keys of a range. */
    public static ViewRequest of(KeyRange range) {
        return new ViewRequest(range, QUEUE);
    }

    /** How many changes of keys may wait for a slow listener before they are joined into one difference. */
    public ViewRequest listenerQueue(int changes) {
        return new ViewRequest(range, changes);
    }
}
