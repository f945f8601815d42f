package io.mainstay.etcd.cluster;

/**
 * A request to make a learner a voting member; answered with all members.
 *
 * @param id the learner (an unsigned number)
 */
public record MemberPromoteRequest(long id) {}
