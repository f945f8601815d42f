package io.mainstay.etcd.cluster;

/**
 * A request for the hash of a member's keys, for comparing members.
 *
 * @param revision up to which revision; 0 means the newest
 */
public record HashKvRequest(long revision) {}
