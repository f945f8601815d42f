package io.mainstay.etcd.kv;

/**
 * A request to forget history up to a revision.
 *
 * @param revision the oldest revision that stays readable
 * @param physical whether to wait until the space is given back inside the database
 */
public record CompactRequest(long revision, boolean physical) {}
