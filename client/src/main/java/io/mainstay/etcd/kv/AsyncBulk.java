package io.mainstay.etcd.kv;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Writes and deletes of many keys that answer through a future; apart from that the same as {@link Bulk}. */
public interface AsyncBulk {
    /** Writes keys; {@link PutRequest#prevKv()} is ignored. */
    CompletableFuture<BulkResult> putAll(Collection<PutRequest> puts);

    /** Deletes keys, those that exist. */
    CompletableFuture<BulkResult> deleteAll(Collection<Bytes> keys);

    /** Writes keys. */
    default CompletableFuture<BulkResult> putAll(Map<String, String> values) {
        return putAll(requests(values));
    }

    /** The writes that a map stands for, in its order. */
    static List<PutRequest> requests(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> PutRequest.of(Bytes.utf8(entry.getKey()), Bytes.utf8(entry.getValue())))
                .toList();
    }
}
