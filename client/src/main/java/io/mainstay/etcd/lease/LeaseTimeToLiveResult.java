package io.mainstay.etcd.lease;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.ResponseHeader;
import java.time.Duration;
import java.util.List;

/**
 * What a server knows of a lease.
 *
 * @param header the header
 * @param id the lease
 * @param ttl what is left, cut to whole seconds; -1 s when there is no such lease
 * @param grantedTtl what a keep-alive brings it back to; zero when there is no such lease
 * @param keys the keys that hang on it, in key order, when they were asked for
 */
public record LeaseTimeToLiveResult(
        ResponseHeader header, long id, Duration ttl, Duration grantedTtl, List<Bytes> keys) {
    /** Whether the lease exists. */
    public boolean exists() {
        return !ttl.isNegative();
    }
}
