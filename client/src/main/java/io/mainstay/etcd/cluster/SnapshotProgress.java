package io.mainstay.etcd.cluster;

/**
 * How far a snapshot is.
 *
 * @param written the bytes of the database written so far
 * @param total the bytes that the database has, as the member announced
 */
public record SnapshotProgress(long written, long total) {}
