package io.mainstay.etcd.cluster;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.ResponseHeader;

/**
 * A piece of a member's database. The last one is the SHA-256 of all bytes before it, 32 bytes long.
 *
 * @param header the header; etcd leaves it empty
 * @param remainingBytes how many bytes of the database follow after this piece
 * @param blob the piece
 * @param version the version of the storage, like {@code 3.6.0}; empty before 3.6
 */
public record SnapshotChunk(ResponseHeader header, long remainingBytes, Bytes blob, String version) {}
