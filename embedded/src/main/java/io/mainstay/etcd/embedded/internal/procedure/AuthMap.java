package io.mainstay.etcd.embedded.internal.procedure;

import io.mainstay.etcd.auth.AuthStatusResult;
import io.mainstay.etcd.auth.AuthenticateRequest;
import io.mainstay.etcd.auth.AuthenticateResult;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.auth.UserAddRequest;
import io.mainstay.etcd.auth.UserChangePasswordRequest;
import io.mainstay.etcd.auth.UserGetResult;
import io.mainstay.etcd.auth.UserGrantRoleRequest;
import io.mainstay.etcd.auth.UserListResult;
import io.mainstay.etcd.auth.UserRevokeRoleRequest;
import io.mainstay.etcd.proto.rpc.AuthStatusResponse;
import io.mainstay.etcd.proto.rpc.AuthUserAddRequest;
import io.mainstay.etcd.proto.rpc.AuthUserChangePasswordRequest;
import io.mainstay.etcd.proto.rpc.AuthUserGetResponse;
import io.mainstay.etcd.proto.rpc.AuthUserGrantRoleRequest;
import io.mainstay.etcd.proto.rpc.AuthUserListResponse;
import io.mainstay.etcd.proto.rpc.AuthUserRevokeRoleRequest;
import io.mainstay.etcd.proto.rpc.AuthenticateResponse;

/** Sign-in, the switch for it, and users: requests from proto to value, answers from value to proto. */
final class AuthMap {
    private AuthMap() {}

    static AuthStatusResponse toProto(AuthStatusResult answer) {
        return AuthStatusResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setEnabled(answer.enabled())
                .setAuthRevision(answer.authRevision())
                .build();
    }

    static AuthenticateRequest toValue(io.mainstay.etcd.proto.rpc.AuthenticateRequest request) {
        return new AuthenticateRequest(request.getName(), Secret.of(request.getPassword()));
    }

    static AuthenticateResponse toProto(AuthenticateResult answer) {
        return AuthenticateResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setToken(answer.token().reveal())
                .build();
    }

    static UserAddRequest toValue(AuthUserAddRequest request) {
        boolean noPassword = request.getOptions().getNoPassword();
        return new UserAddRequest(request.getName(), noPassword ? null : Secret.of(request.getPassword()));
    }

    static AuthUserGetResponse toProto(UserGetResult answer) {
        return AuthUserGetResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .addAllRoles(answer.roles())
                .build();
    }

    static AuthUserListResponse toProto(UserListResult answer) {
        return AuthUserListResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .addAllUsers(answer.users())
                .build();
    }

    static UserChangePasswordRequest toValue(AuthUserChangePasswordRequest request) {
        return new UserChangePasswordRequest(request.getName(), Secret.of(request.getPassword()));
    }

    static UserGrantRoleRequest toValue(AuthUserGrantRoleRequest request) {
        return new UserGrantRoleRequest(request.getUser(), request.getRole());
    }

    static UserRevokeRoleRequest toValue(AuthUserRevokeRoleRequest request) {
        return new UserRevokeRoleRequest(request.getName(), request.getRole());
    }
}
