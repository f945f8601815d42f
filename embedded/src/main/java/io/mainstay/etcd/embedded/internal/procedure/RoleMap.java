package io.mainstay.etcd.embedded.internal.procedure;

import io.grpc.Status;
import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.auth.RoleGetResult;
import io.mainstay.etcd.auth.RoleGrantPermissionRequest;
import io.mainstay.etcd.auth.RoleListResult;
import io.mainstay.etcd.auth.RoleRevokePermissionRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.proto.rpc.AuthRoleGetResponse;
import io.mainstay.etcd.proto.rpc.AuthRoleGrantPermissionRequest;
import io.mainstay.etcd.proto.rpc.AuthRoleListResponse;
import io.mainstay.etcd.proto.rpc.AuthRoleRevokePermissionRequest;

/** Roles and their permissions: requests from proto to value, answers from value to proto. */
final class RoleMap {
    private RoleMap() {}

    static AuthRoleGetResponse toProto(RoleGetResult answer) {
        AuthRoleGetResponse.Builder role =
                AuthRoleGetResponse.newBuilder().setHeader(HeaderMap.toProto(answer.header()));
        for (Permission permission : answer.permissions()) {
            role.addPerm(toProto(permission));
        }
        return role.build();
    }

    static AuthRoleListResponse toProto(RoleListResult answer) {
        return AuthRoleListResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .addAllRoles(answer.roles())
                .build();
    }

    /** Refuses what no value can say: no permission at all, and one of a kind that is not known. */
    static RoleGrantPermissionRequest toValue(AuthRoleGrantPermissionRequest request) {
        if (!request.hasPerm()) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("etcdserver: permission not given")
                    .asRuntimeException();
        }
        io.mainstay.etcd.proto.auth.Permission perm = request.getPerm();
        Permission.Type type = switch (perm.getPermType()) {
            case READ -> Permission.Type.READ;
            case WRITE -> Permission.Type.WRITE;
            case READWRITE -> Permission.Type.READWRITE;
            case UNRECOGNIZED ->
                throw Status.INVALID_ARGUMENT
                        .withDescription("no such type of permission: " + perm.getPermTypeValue())
                        .asRuntimeException();
        };
        KeyRange range = new KeyRange(BytesMap.toValue(perm.getKey()), BytesMap.toValue(perm.getRangeEnd()));
        return new RoleGrantPermissionRequest(request.getName(), new Permission(type, range));
    }

    static RoleRevokePermissionRequest toValue(AuthRoleRevokePermissionRequest request) {
        return new RoleRevokePermissionRequest(
                request.getRole(),
                new KeyRange(BytesMap.toValue(request.getKey()), BytesMap.toValue(request.getRangeEnd())));
    }

    private static io.mainstay.etcd.proto.auth.Permission toProto(Permission permission) {
        return io.mainstay.etcd.proto.auth.Permission.newBuilder()
                .setPermType(
                        switch (permission.type()) {
                            case READ -> io.mainstay.etcd.proto.auth.Permission.Type.READ;
                            case WRITE -> io.mainstay.etcd.proto.auth.Permission.Type.WRITE;
                            case READWRITE -> io.mainstay.etcd.proto.auth.Permission.Type.READWRITE;
                        })
                .setKey(BytesMap.toProto(permission.range().key()))
                .setRangeEnd(BytesMap.toProto(permission.range().end()))
                .build();
    }
}
