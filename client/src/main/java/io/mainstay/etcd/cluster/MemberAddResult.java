package io.mainstay.etcd.cluster;

import io.mainstay.etcd.kv.ResponseHeader;
import java.util.List;

/**
 * The answer to a {@link MemberAddRequest}.
 *
 * @param header the header; its revision is 0
 * @param member the new member; its name is empty until it has started
 * @param members all members with the new one
 */
public record MemberAddResult(ResponseHeader header, Member member, List<Member> members) {}
