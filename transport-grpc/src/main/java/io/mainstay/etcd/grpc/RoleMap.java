package io.mainstay.etcd.grpc;

import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.auth.RoleAddRequest;
import io.mainstay.etcd.auth.RoleDeleteRequest;
import io.mainstay.etcd.auth.RoleGetRequest;
import io.mainstay.etcd.auth.RoleGetResult;
import io.mainstay.etcd.auth.RoleGrantPermissionRequest;
import io.mainstay.etcd.auth.RoleListRequest;
import io.mainstay.etcd.auth.RoleListResult;
import io.mainstay.etcd.auth.RoleRevokePermissionRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.proto.rpc.AuthRoleAddRequest;
import io.mainstay.etcd.proto.rpc.AuthRoleDeleteRequest;
import io.mainstay.etcd.proto.rpc.AuthRoleGetRequest;
import io.mainstay.etcd.proto.rpc.AuthRoleGetResponse;
import io.mainstay.etcd.proto.rpc.AuthRoleGrantPermissionRequest;
import io.mainstay.etcd.proto.rpc.AuthRoleListRequest;
import io.mainstay.etcd.proto.rpc.AuthRoleListResponse;
import io.mainstay.etcd.proto.rpc.AuthRoleRevokePermissionRequest;
import java.util.List;

/** Roles and what they may touch: requests from value to proto, answers from proto to value. */
final class RoleMap {
    private RoleMap() {}

    static AuthRoleAddRequest toProto(RoleAddRequest request) {
        return AuthRoleAddRequest.newBuilder().setName(request.name()).build();
    }

    static AuthRoleGetRequest toProto(RoleGetRequest request) {
        return AuthRoleGetRequest.newBuilder().setRole(request.role()).build();
    }

    static RoleGetResult toValue(AuthRoleGetResponse answer) {
        List<Permission> permissions =
                answer.getPermList().stream().map(RoleMap::toValue).toList();
        return new RoleGetResult(HeaderMap.toValue(answer.getHeader()), permissions);
    }

    static AuthRoleListRequest toProto(RoleListRequest request) {
        return AuthRoleListRequest.getDefaultInstance();
    }

    static RoleListResult toValue(AuthRoleListResponse answer) {
        return new RoleListResult(HeaderMap.toValue(answer.getHeader()), List.copyOf(answer.getRolesList()));
    }

    static AuthRoleDeleteRequest toProto(RoleDeleteRequest request) {
        return AuthRoleDeleteRequest.newBuilder().setRole(request.role()).build();
    }

    /** Never without its permission, which would crash an etcd before 3.5. */
    static AuthRoleGrantPermissionRequest toProto(RoleGrantPermissionRequest request) {
        return AuthRoleGrantPermissionRequest.newBuilder()
                .setName(request.role())
                .setPerm(toProto(request.permission()))
                .build();
    }

    static AuthRoleRevokePermissionRequest toProto(RoleRevokePermissionRequest request) {
        return AuthRoleRevokePermissionRequest.newBuilder()
                .setRole(request.role())
                .setKey(BytesMap.toProto(request.range().key()))
                .setRangeEnd(BytesMap.toProto(request.range().end()))
                .build();
    }

    private static io.mainstay.etcd.proto.auth.Permission toProto(Permission permission) {
        return io.mainstay.etcd.proto.auth.Permission.newBuilder()
                .setPermType(toProto(permission.type()))
                .setKey(BytesMap.toProto(permission.range().key()))
                .setRangeEnd(BytesMap.toProto(permission.range().end()))
                .build();
    }

    private static io.mainstay.etcd.proto.auth.Permission.Type toProto(Permission.Type type) {
        return switch (type) {
            case READ -> io.mainstay.etcd.proto.auth.Permission.Type.READ;
            case WRITE -> io.mainstay.etcd.proto.auth.Permission.Type.WRITE;
            case READWRITE -> io.mainstay.etcd.proto.auth.Permission.Type.READWRITE;
        };
    }

    private static Permission toValue(io.mainstay.etcd.proto.auth.Permission permission) {
        Permission.Type type = switch (permission.getPermType()) {
            case READ, UNRECOGNIZED -> Permission.Type.READ;
            case WRITE -> Permission.Type.WRITE;
            case READWRITE -> Permission.Type.READWRITE;
        };
        return new Permission(
                type, new KeyRange(BytesMap.toValue(permission.getKey()), BytesMap.toValue(permission.getRangeEnd())));
    }
}
