package io.mainstay.etcd.kv;

import java.util.List;

/**
 * The answer to a {@link DeleteRequest}.
 *
 * @param header the header; its revision moved only when something was deleted
 * @param deleted how many keys were deleted
 * @param prevKvs what was deleted, in key order, when it was asked for
 */
public record DeleteResult(ResponseHeader header, long deleted, List<KeyValue> prevKvs) implements OpResult {}
