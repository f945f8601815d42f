package io.mainstay.etcd.grpc;

import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.lock.LockResult;
import io.mainstay.etcd.lock.UnlockRequest;
import io.mainstay.etcd.lock.UnlockResult;
import io.mainstay.etcd.proto.lock.LockResponse;
import io.mainstay.etcd.proto.lock.UnlockResponse;

/** The lock service: requests from value to proto, answers from proto to value. */
final class LockMap {
    private LockMap() {}

    static io.mainstay.etcd.proto.lock.LockRequest toProto(LockRequest request) {
        return io.mainstay.etcd.proto.lock.LockRequest.newBuilder()
                .setName(BytesMap.toProto(request.name()))
                .setLease(request.lease())
                .build();
    }

    static LockResult toValue(LockResponse answer) {
        return new LockResult(HeaderMap.toValue(answer.getHeader()), BytesMap.toValue(answer.getKey()));
    }

    static io.mainstay.etcd.proto.lock.UnlockRequest toProto(UnlockRequest request) {
        return io.mainstay.etcd.proto.lock.UnlockRequest.newBuilder()
                .setKey(BytesMap.toProto(request.key()))
                .build();
    }

    static UnlockResult toValue(UnlockResponse answer) {
        return new UnlockResult(HeaderMap.toValue(answer.getHeader()));
    }
}
