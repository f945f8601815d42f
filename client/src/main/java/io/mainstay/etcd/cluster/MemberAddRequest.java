package io.mainstay.etcd.cluster;

import java.util.List;

/**
 * A request to add a member. It counts as a member at once, and has to be started then.
 *
 * @param peerUrls where the other members will reach it; at least one
 * @param learner whether it begins as a learner, without a vote
 */
public record MemberAddRequest(List<String> peerUrls, boolean learner) {}
