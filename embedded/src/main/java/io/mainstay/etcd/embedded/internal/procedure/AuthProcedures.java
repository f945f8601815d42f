package io.mainstay.etcd.embedded.internal.procedure;

import io.mainstay.etcd.auth.AuthDisableRequest;
import io.mainstay.etcd.auth.AuthEnableRequest;
import io.mainstay.etcd.auth.AuthStatusRequest;
import io.mainstay.etcd.auth.RoleAddRequest;
import io.mainstay.etcd.auth.RoleDeleteRequest;
import io.mainstay.etcd.auth.RoleGetRequest;
import io.mainstay.etcd.auth.RoleListRequest;
import io.mainstay.etcd.auth.UserDeleteRequest;
import io.mainstay.etcd.auth.UserGetRequest;
import io.mainstay.etcd.auth.UserListRequest;
import io.mainstay.etcd.proto.rpc.AuthDisableResponse;
import io.mainstay.etcd.proto.rpc.AuthEnableResponse;
import io.mainstay.etcd.proto.rpc.AuthRoleAddRequest;
import io.mainstay.etcd.proto.rpc.AuthRoleAddResponse;
import io.mainstay.etcd.proto.rpc.AuthRoleDeleteRequest;
import io.mainstay.etcd.proto.rpc.AuthRoleDeleteResponse;
import io.mainstay.etcd.proto.rpc.AuthRoleGetRequest;
import io.mainstay.etcd.proto.rpc.AuthRoleGrantPermissionRequest;
import io.mainstay.etcd.proto.rpc.AuthRoleGrantPermissionResponse;
import io.mainstay.etcd.proto.rpc.AuthRoleListRequest;
import io.mainstay.etcd.proto.rpc.AuthRoleRevokePermissionRequest;
import io.mainstay.etcd.proto.rpc.AuthRoleRevokePermissionResponse;
import io.mainstay.etcd.proto.rpc.AuthUserAddRequest;
import io.mainstay.etcd.proto.rpc.AuthUserAddResponse;
import io.mainstay.etcd.proto.rpc.AuthUserChangePasswordRequest;
import io.mainstay.etcd.proto.rpc.AuthUserChangePasswordResponse;
import io.mainstay.etcd.proto.rpc.AuthUserDeleteRequest;
import io.mainstay.etcd.proto.rpc.AuthUserDeleteResponse;
import io.mainstay.etcd.proto.rpc.AuthUserGetRequest;
import io.mainstay.etcd.proto.rpc.AuthUserGrantRoleRequest;
import io.mainstay.etcd.proto.rpc.AuthUserGrantRoleResponse;
import io.mainstay.etcd.proto.rpc.AuthUserListRequest;
import io.mainstay.etcd.proto.rpc.AuthUserRevokeRoleRequest;
import io.mainstay.etcd.proto.rpc.AuthUserRevokeRoleResponse;
import io.mainstay.etcd.spi.Rpcs;
import java.util.List;
import java.util.stream.Stream;

/** The procedures of the Auth service. */
final class AuthProcedures {
    private AuthProcedures() {}

    static List<Procedure<?, ?>> all() {
        return Stream.of(theSwitch(), users(), roles())
                .flatMap(List::stream)
                .<Procedure<?, ?>>map(procedure -> procedure)
                .toList();
    }

    private static List<Procedure<?, ?>> theSwitch() {
        return List.of(
                Procedure.call(
                        Rpcs.AUTH_ENABLE,
                        io.mainstay.etcd.proto.rpc.AuthEnableRequest.getDefaultInstance(),
                        request -> new AuthEnableRequest(),
                        answer -> AuthEnableResponse.newBuilder()
                                .setHeader(HeaderMap.toProto(answer.header()))
                                .build()),
                Procedure.call(
                        Rpcs.AUTH_DISABLE,
                        io.mainstay.etcd.proto.rpc.AuthDisableRequest.getDefaultInstance(),
                        request -> new AuthDisableRequest(),
                        answer -> AuthDisableResponse.newBuilder()
                                .setHeader(HeaderMap.toProto(answer.header()))
                                .build()),
                Procedure.call(
                        Rpcs.AUTH_STATUS,
                        io.mainstay.etcd.proto.rpc.AuthStatusRequest.getDefaultInstance(),
                        request -> new AuthStatusRequest(),
                        AuthMap::toProto),
                Procedure.call(
                        Rpcs.AUTHENTICATE,
                        io.mainstay.etcd.proto.rpc.AuthenticateRequest.getDefaultInstance(),
                        AuthMap::toValue,
                        AuthMap::toProto));
    }

    private static List<Procedure<?, ?>> users() {
        return List.of(
                Procedure.call(
                        Rpcs.USER_ADD,
                        AuthUserAddRequest.getDefaultInstance(),
                        AuthMap::toValue,
                        answer -> AuthUserAddResponse.newBuilder()
                                .setHeader(HeaderMap.toProto(answer.header()))
                                .build()),
                Procedure.call(
                        Rpcs.USER_GET,
                        AuthUserGetRequest.getDefaultInstance(),
                        request -> new UserGetRequest(request.getName()),
                        AuthMap::toProto),
                Procedure.call(
                        Rpcs.USER_LIST,
                        AuthUserListRequest.getDefaultInstance(),
                        request -> new UserListRequest(),
                        AuthMap::toProto),
                Procedure.call(
                        Rpcs.USER_DELETE,
                        AuthUserDeleteRequest.getDefaultInstance(),
                        request -> new UserDeleteRequest(request.getName()),
                        answer -> AuthUserDeleteResponse.newBuilder()
                                .setHeader(HeaderMap.toProto(answer.header()))
                                .build()),
                Procedure.call(
                        Rpcs.USER_CHANGE_PASSWORD,
                        AuthUserChangePasswordRequest.getDefaultInstance(),
                        AuthMap::toValue,
                        answer -> AuthUserChangePasswordResponse.newBuilder()
                                .setHeader(HeaderMap.toProto(answer.header()))
                                .build()),
                Procedure.call(
                        Rpcs.USER_GRANT_ROLE,
                        AuthUserGrantRoleRequest.getDefaultInstance(),
                        AuthMap::toValue,
                        answer -> AuthUserGrantRoleResponse.newBuilder()
                                .setHeader(HeaderMap.toProto(answer.header()))
                                .build()),
                Procedure.call(
                        Rpcs.USER_REVOKE_ROLE,
                        AuthUserRevokeRoleRequest.getDefaultInstance(),
                        AuthMap::toValue,
                        answer -> AuthUserRevokeRoleResponse.newBuilder()
                                .setHeader(HeaderMap.toProto(answer.header()))
                                .build()));
    }

    private static List<Procedure<?, ?>> roles() {
        return List.of(
                Procedure.call(
                        Rpcs.ROLE_ADD,
                        AuthRoleAddRequest.getDefaultInstance(),
                        request -> new RoleAddRequest(request.getName()),
                        answer -> AuthRoleAddResponse.newBuilder()
                                .setHeader(HeaderMap.toProto(answer.header()))
                                .build()),
                Procedure.call(
                        Rpcs.ROLE_GET,
                        AuthRoleGetRequest.getDefaultInstance(),
                        request -> new RoleGetRequest(request.getRole()),
                        RoleMap::toProto),
                Procedure.call(
                        Rpcs.ROLE_LIST,
                        AuthRoleListRequest.getDefaultInstance(),
                        request -> new RoleListRequest(),
                        RoleMap::toProto),
                Procedure.call(
                        Rpcs.ROLE_DELETE,
                        AuthRoleDeleteRequest.getDefaultInstance(),
                        request -> new RoleDeleteRequest(request.getRole()),
                        answer -> AuthRoleDeleteResponse.newBuilder()
                                .setHeader(HeaderMap.toProto(answer.header()))
                                .build()),
                Procedure.call(
                        Rpcs.ROLE_GRANT_PERMISSION,
                        AuthRoleGrantPermissionRequest.getDefaultInstance(),
                        RoleMap::toValue,
                        answer -> AuthRoleGrantPermissionResponse.newBuilder()
                                .setHeader(HeaderMap.toProto(answer.header()))
                                .build()),
                Procedure.call(
                        Rpcs.ROLE_REVOKE_PERMISSION,
                        AuthRoleRevokePermissionRequest.getDefaultInstance(),
                        RoleMap::toValue,
                        answer -> AuthRoleRevokePermissionResponse.newBuilder()
                                .setHeader(HeaderMap.toProto(answer.header()))
                                .build()));
    }
}
