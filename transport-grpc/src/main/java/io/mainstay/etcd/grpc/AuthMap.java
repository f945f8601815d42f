package io.mainstay.etcd.grpc;

import io.mainstay.etcd.auth.AuthDisableRequest;
import io.mainstay.etcd.auth.AuthEnableRequest;
import io.mainstay.etcd.auth.AuthResult;
import io.mainstay.etcd.auth.AuthStatusRequest;
import io.mainstay.etcd.auth.AuthStatusResult;
import io.mainstay.etcd.auth.AuthenticateRequest;
import io.mainstay.etcd.auth.AuthenticateResult;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.auth.UserAddRequest;
import io.mainstay.etcd.auth.UserChangePasswordRequest;
import io.mainstay.etcd.auth.UserDeleteRequest;
import io.mainstay.etcd.auth.UserGetRequest;
import io.mainstay.etcd.auth.UserGetResult;
import io.mainstay.etcd.auth.UserGrantRoleRequest;
import io.mainstay.etcd.auth.UserListRequest;
import io.mainstay.etcd.auth.UserListResult;
import io.mainstay.etcd.auth.UserRevokeRoleRequest;
import io.mainstay.etcd.proto.auth.UserAddOptions;
import io.mainstay.etcd.proto.rpc.AuthStatusResponse;
import io.mainstay.etcd.proto.rpc.AuthUserAddRequest;
import io.mainstay.etcd.proto.rpc.AuthUserChangePasswordRequest;
import io.mainstay.etcd.proto.rpc.AuthUserDeleteRequest;
import io.mainstay.etcd.proto.rpc.AuthUserGetRequest;
import io.mainstay.etcd.proto.rpc.AuthUserGetResponse;
import io.mainstay.etcd.proto.rpc.AuthUserGrantRoleRequest;
import io.mainstay.etcd.proto.rpc.AuthUserListRequest;
import io.mainstay.etcd.proto.rpc.AuthUserListResponse;
import io.mainstay.etcd.proto.rpc.AuthUserRevokeRoleRequest;
import io.mainstay.etcd.proto.rpc.AuthenticateResponse;
import io.mainstay.etcd.proto.rpc.ResponseHeader;
import java.util.List;

/** Sign-in, the switch for it, and users: the one place where a password is shown, which is on its way to a server. */
final class AuthMap {
    private AuthMap() {}

    static AuthResult toValue(ResponseHeader header) {
        return new AuthResult(HeaderMap.toValue(header));
    }

    static io.mainstay.etcd.proto.rpc.AuthEnableRequest toProto(AuthEnableRequest request) {
        return io.mainstay.etcd.proto.rpc.AuthEnableRequest.getDefaultInstance();
    }

    static io.mainstay.etcd.proto.rpc.AuthDisableRequest toProto(AuthDisableRequest request) {
        return io.mainstay.etcd.proto.rpc.AuthDisableRequest.getDefaultInstance();
    }

    static io.mainstay.etcd.proto.rpc.AuthStatusRequest toProto(AuthStatusRequest request) {
        return io.mainstay.etcd.proto.rpc.AuthStatusRequest.getDefaultInstance();
    }

    static AuthStatusResult toValue(AuthStatusResponse answer) {
        return new AuthStatusResult(
                HeaderMap.toValue(answer.getHeader()), answer.getEnabled(), answer.getAuthRevision());
    }

    static io.mainstay.etcd.proto.rpc.AuthenticateRequest toProto(AuthenticateRequest request) {
        return io.mainstay.etcd.proto.rpc.AuthenticateRequest.newBuilder()
                .setName(request.name())
                .setPassword(request.password().reveal())
                .build();
    }

    static AuthenticateResult toValue(AuthenticateResponse answer) {
        return new AuthenticateResult(HeaderMap.toValue(answer.getHeader()), Secret.of(answer.getToken()));
    }

    static AuthUserAddRequest toProto(UserAddRequest request) {
        AuthUserAddRequest.Builder user = AuthUserAddRequest.newBuilder().setName(request.name());
        Secret password = request.password();
        if (password == null) {
            user.setOptions(UserAddOptions.newBuilder().setNoPassword(true));
        } else {
            user.setPassword(password.reveal()).setOptions(UserAddOptions.getDefaultInstance());
        }
        return user.build();
    }

    static AuthUserGetRequest toProto(UserGetRequest request) {
        return AuthUserGetRequest.newBuilder().setName(request.name()).build();
    }

    static UserGetResult toValue(AuthUserGetResponse answer) {
        return new UserGetResult(HeaderMap.toValue(answer.getHeader()), List.copyOf(answer.getRolesList()));
    }

    static AuthUserListRequest toProto(UserListRequest request) {
        return AuthUserListRequest.getDefaultInstance();
    }

    static UserListResult toValue(AuthUserListResponse answer) {
        return new UserListResult(HeaderMap.toValue(answer.getHeader()), List.copyOf(answer.getUsersList()));
    }

    static AuthUserDeleteRequest toProto(UserDeleteRequest request) {
        return AuthUserDeleteRequest.newBuilder().setName(request.name()).build();
    }

    static AuthUserChangePasswordRequest toProto(UserChangePasswordRequest request) {
        return AuthUserChangePasswordRequest.newBuilder()
                .setName(request.name())
                .setPassword(request.password().reveal())
                .build();
    }

    static AuthUserGrantRoleRequest toProto(UserGrantRoleRequest request) {
        return AuthUserGrantRoleRequest.newBuilder()
                .setUser(request.user())
                .setRole(request.role())
                .build();
    }

    static AuthUserRevokeRoleRequest toProto(UserRevokeRoleRequest request) {
        return AuthUserRevokeRoleRequest.newBuilder()
                .setName(request.user())
                .setRole(request.role())
                .build();
    }
}
