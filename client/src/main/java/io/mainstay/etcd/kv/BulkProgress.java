package io.mainstay.etcd.kv;

/**
 * How far a chunked run is, told after each of its transactions.
 *
 * @param done how many keys are done
 * @param total how many there are
 * @param bytes how many bytes of keys and values are done
 * @param revision the revision of the transaction that was done just now
 */
public record BulkProgress(long done, long total, long bytes, long revision) {}
