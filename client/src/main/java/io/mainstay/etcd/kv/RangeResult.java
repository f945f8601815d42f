package io.mainstay.etcd.kv;

import java.util.List;
import java.util.Optional;

/**
 * The answer to a {@link RangeRequest}.
 *
 * @param header the header
 * @param kvs the keys found, in the order asked for; empty for a count
 * @param more whether a limit left some out
 * @param count how many keys the range holds at that revision, before limit and revision filter
 */
public record RangeResult(ResponseHeader header, List<KeyValue> kvs, boolean more, long count) implements OpResult {
    /** The first key found, for reads of a single key. */
    public Optional<KeyValue> first() {
        return kvs.isEmpty() ? Optional.empty() : Optional.of(kvs.get(0));
    }
}
