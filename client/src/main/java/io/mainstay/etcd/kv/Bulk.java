package io.mainstay.etcd.kv;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Writes and deletes of many keys.
 *
 * <p>By default all or nothing: one transaction, so one call and one revision. What exceeds the limits of a transaction
 * is refused before anything is sent, with a {@link io.mainstay.etcd.error.TooLargeException}. A key that is given
 * twice is an {@link IllegalArgumentException}.
 *
 * <p>With {@link BulkOptions#chunked()} the keys go in as many transactions as needed, some under way at a time, each
 * atomic and each with the client's call timeout. A transaction whose answer was lost is sent again, and is still
 * applied once: every one is guarded by the condition that none of its keys was changed since the run began, so what
 * was applied makes its repetition fail. Where others write the same keys meanwhile, it is guarded anew. When a
 * repetition is refused, its keys are read: if all of them have the values and leases of the run at one new revision,
 * it was applied; if not, the run ends with a {@link BulkException} that names them as unknown. (What the guard cannot
 * see is that somebody deletes all keys of a transaction between its two attempts; they are then written again.) The
 * guard needs permission to read the keys.
 *
 * <p>A chunked run ends at the first transaction that fails, after those under way, with a {@link BulkException}. A
 * thread that is interrupted ends its run in the same way. Cancelling a future ends the run after what is under way.
 */
public interface Bulk {
    /** The same with futures. */
    AsyncBulk async();

    /** Writes keys; {@link PutRequest#prevKv()} is ignored. */
    BulkResult putAll(Collection<PutRequest> puts);

    /** Deletes keys, those that exist. */
    BulkResult deleteAll(Collection<Bytes> keys);

    /** Writes keys. */
    default BulkResult putAll(Map<String, String> values) {
        return putAll(AsyncBulk.requests(values));
    }

    /** Deletes keys, those that exist. */
    default BulkResult deleteAll(String... keys) {
        return deleteAll(List.of(keys).stream().map(Bytes::utf8).toList());
    }
}
