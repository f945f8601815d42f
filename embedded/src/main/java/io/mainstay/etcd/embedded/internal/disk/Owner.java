package io.mainstay.etcd.embedded.internal.disk;

/**
 * Whose files they are; it stands in each of them.
 *
 * @param clusterId the cluster
 * @param memberId the member
 */
public record Owner(long clusterId, long memberId) {}
