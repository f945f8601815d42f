package io.mainstay.etcd.cluster;

import io.mainstay.etcd.kv.Bytes;

/**
 * A snapshot that was taken.
 *
 * @param size the bytes written: the database and the 32 bytes of its hash
 * @param sha256 the SHA-256 of the database, which etcd sent and which was checked
 * @param version the version of the storage, like {@code 3.6.0}; empty before 3.6
 */
public record SnapshotResult(long size, Bytes sha256, String version) {}
