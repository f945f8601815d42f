package io.mainstay.etcd.cluster;

/** A request for a member's database, which comes as a stream of {@link SnapshotChunk}s. */
public record SnapshotRequest() {}
