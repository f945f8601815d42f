package io.mainstay.etcd.cluster;

/**
 * A request to remove a member; answered with the members that are left.
 *
 * @param id the member (an unsigned number)
 */
public record MemberRemoveRequest(long id) {}
