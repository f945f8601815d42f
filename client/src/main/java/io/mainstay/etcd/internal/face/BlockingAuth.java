package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.auth.AsyncAuth;
import io.mainstay.etcd.auth.Auth;
import io.mainstay.etcd.auth.AuthDisableRequest;
import io.mainstay.etcd.auth.AuthEnableRequest;
import io.mainstay.etcd.auth.AuthResult;
import io.mainstay.etcd.auth.AuthStatusRequest;
import io.mainstay.etcd.auth.AuthStatusResult;
import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.auth.RoleAddRequest;
import io.mainstay.etcd.auth.RoleDeleteRequest;
import io.mainstay.etcd.auth.RoleGetRequest;
import io.mainstay.etcd.auth.RoleListRequest;
import io.mainstay.etcd.auth.RoleRevokePermissionRequest;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.auth.UserAddRequest;
import io.mainstay.etcd.auth.UserChangePasswordRequest;
import io.mainstay.etcd.auth.UserDeleteRequest;
import io.mainstay.etcd.auth.UserGetRequest;
import io.mainstay.etcd.auth.UserGrantRoleRequest;
import io.mainstay.etcd.auth.UserListRequest;
import io.mainstay.etcd.auth.UserRevokeRoleRequest;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.Rpcs;
import java.util.List;

/** Users, roles and permissions that wait. */
public final class BlockingAuth implements Auth {
    private final CallEngine calls;
    private final AsyncAuth async;

    /** A face over an engine. */
    public BlockingAuth(CallEngine calls) {
        this.calls = calls;
        this.async = new FutureAuth(calls);
    }

    @Override
    public AsyncAuth async() {
        return async;
    }

    @Override
    public AuthResult enable() {
        return calls.blocking(Rpcs.AUTH_ENABLE, new AuthEnableRequest());
    }

    @Override
    public AuthResult disable() {
        return calls.blocking(Rpcs.AUTH_DISABLE, new AuthDisableRequest());
    }

    @Override
    public AuthStatusResult status() {
        return calls.blocking(Rpcs.AUTH_STATUS, new AuthStatusRequest());
    }

    @Override
    public AuthResult userAdd(String name, Secret password) {
        return calls.blocking(Rpcs.USER_ADD, new UserAddRequest(name, password));
    }

    @Override
    public AuthResult userAdd(String name) {
        return calls.blocking(Rpcs.USER_ADD, new UserAddRequest(name, null));
    }

    @Override
    public List<String> userGet(String name) {
        return calls.blocking(Rpcs.USER_GET, new UserGetRequest(name)).roles();
    }

    @Override
    public List<String> userList() {
        return calls.blocking(Rpcs.USER_LIST, new UserListRequest()).users();
    }

    @Override
    public AuthResult userDelete(String name) {
        return calls.blocking(Rpcs.USER_DELETE, new UserDeleteRequest(name));
    }

    @Override
    public AuthResult userChangePassword(String name, Secret password) {
        return calls.blocking(Rpcs.USER_CHANGE_PASSWORD, new UserChangePasswordRequest(name, password));
    }

    @Override
    public AuthResult userGrantRole(String user, String role) {
        return calls.blocking(Rpcs.USER_GRANT_ROLE, new UserGrantRoleRequest(user, role));
    }

    @Override
    public AuthResult userRevokeRole(String user, String role) {
        return calls.blocking(Rpcs.USER_REVOKE_ROLE, new UserRevokeRoleRequest(user, role));
    }

    @Override
    public AuthResult roleAdd(String name) {
        return calls.blocking(Rpcs.ROLE_ADD, new RoleAddRequest(name));
    }

    @Override
    public List<Permission> roleGet(String role) {
        return calls.blocking(Rpcs.ROLE_GET, new RoleGetRequest(role)).permissions();
    }

    @Override
    public List<String> roleList() {
        return calls.blocking(Rpcs.ROLE_LIST, new RoleListRequest()).roles();
    }

    @Override
    public AuthResult roleDelete(String role) {
        return calls.blocking(Rpcs.ROLE_DELETE, new RoleDeleteRequest(role));
    }

    @Override
    public AuthResult roleGrantPermission(String role, Permission.Type type, KeyRange range) {
        return calls.blocking(Rpcs.ROLE_GRANT_PERMISSION, FutureAuth.grant(role, type, range));
    }

    @Override
    public AuthResult roleRevokePermission(String role, KeyRange range) {
        return calls.blocking(Rpcs.ROLE_REVOKE_PERMISSION, new RoleRevokePermissionRequest(role, range));
    }
}
