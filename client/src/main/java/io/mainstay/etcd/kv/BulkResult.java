package io.mainstay.etcd.kv;

import java.util.List;

/**
 * What a bulk write or delete has done.
 *
 * @param done how many keys are done
 * @param deleted how many keys a delete found; a transaction whose answer was lost may have found more than it tells
 * @param bytes how many bytes of keys and values are done
 * @param revisions the revision of each transaction that is done, in the order of the input
 */
public record BulkResult(long done, long deleted, long bytes, List<Long> revisions) {
    /** Nothing done. */
    public static final BulkResult NOTHING = new BulkResult(0, 0, 0, List.of());

    /** The revision after which everything that is done can be read; 0 when nothing is. */
    public long revision() {
        return revisions.stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
