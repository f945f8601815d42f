package io.mainstay.etcd.stream;

import java.util.List;

/**
 * Changes that belong together, as a {@link Sink} takes them: made in this order, and by one transaction if they fit
 * into one and name no key twice.
 *
 * @param writes the changes; none means that there is nothing to do
 */
public record WriteBurst(List<Write> writes) {
    /** Copies the list. */
    public WriteBurst {
        writes = List.copyOf(writes);
    }

    /** A burst of these changes. */
    public static WriteBurst of(Write... writes) {
        return new WriteBurst(List.of(writes));
    }
}
