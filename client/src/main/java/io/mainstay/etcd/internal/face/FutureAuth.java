package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.auth.AsyncAuth;
import io.mainstay.etcd.auth.AuthDisableRequest;
import io.mainstay.etcd.auth.AuthEnableRequest;
import io.mainstay.etcd.auth.AuthResult;
import io.mainstay.etcd.auth.AuthStatusRequest;
import io.mainstay.etcd.auth.AuthStatusResult;
import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.auth.RoleAddRequest;
import io.mainstay.etcd.auth.RoleDeleteRequest;
import io.mainstay.etcd.auth.RoleGetRequest;
import io.mainstay.etcd.auth.RoleGetResult;
import io.mainstay.etcd.auth.RoleGrantPermissionRequest;
import io.mainstay.etcd.auth.RoleListRequest;
import io.mainstay.etcd.auth.RoleListResult;
import io.mainstay.etcd.auth.RoleRevokePermissionRequest;
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
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Users, roles and permissions with futures. */
final class FutureAuth implements AsyncAuth {
    private final CallEngine calls;

    FutureAuth(CallEngine calls) {
        this.calls = calls;
    }

    @Override
    public CompletableFuture<AuthResult> enable() {
        return calls.async(Rpcs.AUTH_ENABLE, new AuthEnableRequest());
    }

    @Override
    public CompletableFuture<AuthResult> disable() {
        return calls.async(Rpcs.AUTH_DISABLE, new AuthDisableRequest());
    }

    @Override
    public CompletableFuture<AuthStatusResult> status() {
        return calls.async(Rpcs.AUTH_STATUS, new AuthStatusRequest());
    }

    @Override
    public CompletableFuture<AuthResult> userAdd(String name, Secret password) {
        return calls.async(Rpcs.USER_ADD, new UserAddRequest(name, password));
    }

    @Override
    public CompletableFuture<AuthResult> userAdd(String name) {
        return calls.async(Rpcs.USER_ADD, new UserAddRequest(name, null));
    }

    @Override
    public CompletableFuture<List<String>> userGet(String name) {
        return calls.async(new Task<>(Rpcs.USER_GET, Effect.READ, new UserGetRequest(name), UserGetResult::roles));
    }

    @Override
    public CompletableFuture<List<String>> userList() {
        return calls.async(new Task<>(Rpcs.USER_LIST, Effect.READ, new UserListRequest(), UserListResult::users));
    }

    @Override
    public CompletableFuture<AuthResult> userDelete(String name) {
        return calls.async(Rpcs.USER_DELETE, new UserDeleteRequest(name));
    }

    @Override
    public CompletableFuture<AuthResult> userChangePassword(String name, Secret password) {
        return calls.async(Rpcs.USER_CHANGE_PASSWORD, new UserChangePasswordRequest(name, password));
    }

    @Override
    public CompletableFuture<AuthResult> userGrantRole(String user, String role) {
        return calls.async(Rpcs.USER_GRANT_ROLE, new UserGrantRoleRequest(user, role));
    }

    @Override
    public CompletableFuture<AuthResult> userRevokeRole(String user, String role) {
        return calls.async(Rpcs.USER_REVOKE_ROLE, new UserRevokeRoleRequest(user, role));
    }

    @Override
    public CompletableFuture<AuthResult> roleAdd(String name) {
        return calls.async(Rpcs.ROLE_ADD, new RoleAddRequest(name));
    }

    @Override
    public CompletableFuture<List<Permission>> roleGet(String role) {
        return calls.async(
                new Task<>(Rpcs.ROLE_GET, Effect.READ, new RoleGetRequest(role), RoleGetResult::permissions));
    }

    @Override
    public CompletableFuture<List<String>> roleList() {
        return calls.async(new Task<>(Rpcs.ROLE_LIST, Effect.READ, new RoleListRequest(), RoleListResult::roles));
    }

    @Override
    public CompletableFuture<AuthResult> roleDelete(String role) {
        return calls.async(Rpcs.ROLE_DELETE, new RoleDeleteRequest(role));
    }

    @Override
    public CompletableFuture<AuthResult> roleGrantPermission(String role, Permission.Type type, KeyRange range) {
        return calls.async(Rpcs.ROLE_GRANT_PERMISSION, grant(role, type, range));
    }

    @Override
    public CompletableFuture<AuthResult> roleRevokePermission(String role, KeyRange range) {
        return calls.async(Rpcs.ROLE_REVOKE_PERMISSION, new RoleRevokePermissionRequest(role, range));
    }

    /**
     * A request whose range etcd would take; its own refusal of another, "invalid auth management", says too little.
     */
    static RoleGrantPermissionRequest grant(String role, Permission.Type type, KeyRange range) {
        if (range.key().isEmpty()) {
            throw new IllegalArgumentException("a permission needs a key; for every key there is, use KeyRange.all()");
        }
        if (!range.isSingle() && !range.isOpenEnded() && range.end().compareTo(range.key()) <= 0) {
            throw new IllegalArgumentException("a permission needs a range that ends after its first key: " + range);
        }
        return new RoleGrantPermissionRequest(role, new Permission(type, range));
    }
}
