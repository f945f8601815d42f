package io.mainstay.etcd.grpc;

import io.mainstay.etcd.kv.ResponseHeader;

/** The header of answers, from proto to value. */
final class HeaderMap {
    private HeaderMap() {}

    /** The header's value; an answer without one counts as one with an empty one. */
    static ResponseHeader toValue(io.mainstay.etcd.proto.rpc.ResponseHeader header) {
        return new ResponseHeader(
                header.getClusterId(), header.getMemberId(), header.getRevision(), header.getRaftTerm());
    }
}
