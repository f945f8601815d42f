package io.mainstay.etcd.cluster;

import io.mainstay.etcd.kv.ResponseHeader;
import java.util.List;

/**
 * The members of the cluster.
 *
 * @param header the header; its revision is 0
 * @param members the members
 */
public record MemberListResult(ResponseHeader header, List<Member> members) {}
