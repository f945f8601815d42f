package io.mainstay.etcd.cluster;

import java.util.List;

/**
 * A request to change where the other members reach one; answered with all members.
 *
 * @param id the member (an unsigned number)
 * @param peerUrls where they reach it from now on; at least one
 */
public record MemberUpdateRequest(long id, List<String> peerUrls) {}
