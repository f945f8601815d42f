package io.mainstay.etcd.embedded.internal.procedure;

import io.mainstay.etcd.kv.ResponseHeader;

/** The header of answers, from value to proto. */
final class HeaderMap {
    private HeaderMap() {}

    static io.mainstay.etcd.proto.rpc.ResponseHeader toProto(ResponseHeader header) {
        return io.mainstay.etcd.proto.rpc.ResponseHeader.newBuilder()
                .setClusterId(header.clusterId())
                .setMemberId(header.memberId())
                .setRevision(header.revision())
                .setRaftTerm(header.raftTerm())
                .build();
    }
}
