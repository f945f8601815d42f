package io.mainstay.etcd.gateway.internal.json;

import static io.mainstay.etcd.gateway.internal.json.HeaderJson.HEADER;
import static io.mainstay.etcd.gateway.internal.json.Scalars.FLAG;
import static io.mainstay.etcd.gateway.internal.json.Scalars.TEXT;
import static io.mainstay.etcd.gateway.internal.json.Scalars.UINT64;

import io.mainstay.etcd.auth.AuthDisableRequest;
import io.mainstay.etcd.auth.AuthEnableRequest;
import io.mainstay.etcd.auth.AuthResult;
import io.mainstay.etcd.auth.AuthStatusRequest;
import io.mainstay.etcd.auth.AuthStatusResult;
import io.mainstay.etcd.auth.AuthenticateRequest;
import io.mainstay.etcd.auth.AuthenticateResult;
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
import io.mainstay.etcd.kv.KeyRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users, roles and tokens. */
final class AuthJson {
    private static final Field<Kind<String>> NAME = Field.of("name", TEXT);
    private static final Field<Kind<String>> USER = Field.of("user", TEXT);
    private static final Field<Kind<String>> ROLE = Field.of("role", TEXT);
    private static final Field<Kind<String>> PASSWORD = Field.of("password", TEXT);
    private static final Field<Kind<String>> TOKEN = Field.of("token", TEXT);
    private static final Field<Kind<Boolean>> ENABLED = Field.of("enabled", FLAG);
    private static final Field<Kind<Long>> AUTH_REVISION = Field.of("authRevision", UINT64);
    private static final Field<Reads<List<String>>> ROLES = Field.of("roles", Listing.read(() -> TEXT));
    private static final Field<Reads<List<String>>> USERS = Field.of("users", Listing.read(() -> TEXT));
    private static final Field<Choice<Permission.Type>> PERM_TYPE =
            Field.of("permType", Choice.of(Permission.Type.class));

    private static final Form<Permission> PERMISSION = Form.<Permission>empty()
            .with(PERM_TYPE, Permission::type)
            .with(KvJson.KEY, p -> p.range().key())
            .with(KvJson.RANGE_END, p -> p.range().end());

    private static final Shape<Permission> GRANTED = Shape.of(PERM_TYPE, KvJson.KEY, KvJson.RANGE_END)
            .as(row ->
                    new Permission(row.get(PERM_TYPE), new KeyRange(row.get(KvJson.KEY), row.get(KvJson.RANGE_END))));

    private static final Field<Reads<List<Permission>>> PERM = Field.of("perm", Listing.read(() -> GRANTED));

    private static final Form<UserAddRequest> OPTIONS =
            Form.<UserAddRequest>empty().with(Field.of("no_password", FLAG), r -> r.password() == null);

    static final Form<AuthEnableRequest> ENABLE = Form.empty();
    static final Form<AuthDisableRequest> DISABLE = Form.empty();
    static final Form<AuthStatusRequest> STATUS = Form.empty();

    /** All that most calls of this service answer. */
    static final Shape<AuthResult> DONE = HeaderJson.only(AuthResult::new);

    static final Shape<AuthStatusResult> STATUS_TOLD = Shape.of(HEADER, ENABLED, AUTH_REVISION)
            .as(row -> new AuthStatusResult(row.get(HEADER), row.get(ENABLED), row.get(AUTH_REVISION)));

    static final Form<AuthenticateRequest> AUTHENTICATE = Form.<AuthenticateRequest>empty()
            .with(NAME, AuthenticateRequest::name)
            .with(PASSWORD, r -> r.password().reveal());

    static final Shape<AuthenticateResult> AUTHENTICATED =
            Shape.of(HEADER, TOKEN).as(row -> new AuthenticateResult(row.get(HEADER), Secret.of(row.get(TOKEN))));

    static final Form<UserAddRequest> USER_ADD = Form.<UserAddRequest>empty()
            .with(NAME, UserAddRequest::name)
            .with(PASSWORD, r -> reveal(r.password()))
            .with(Field.of("options", OPTIONS), r -> r);

    static final Form<UserGetRequest> USER_GET = Form.<UserGetRequest>empty().with(NAME, UserGetRequest::name);

    static final Shape<UserGetResult> USER_TOLD =
            Shape.of(HEADER, ROLES).as(row -> new UserGetResult(row.get(HEADER), row.get(ROLES)));

    static final Form<UserListRequest> USER_LIST = Form.empty();

    static final Shape<UserListResult> USERS_TOLD =
            Shape.of(HEADER, USERS).as(row -> new UserListResult(row.get(HEADER), row.get(USERS)));

    static final Form<UserDeleteRequest> USER_DELETE =
            Form.<UserDeleteRequest>empty().with(NAME, UserDeleteRequest::name);

    static final Form<UserChangePasswordRequest> USER_CHANGE_PASSWORD = Form.<UserChangePasswordRequest>empty()
            .with(NAME, UserChangePasswordRequest::name)
            .with(PASSWORD, r -> r.password().reveal());

    static final Form<UserGrantRoleRequest> USER_GRANT_ROLE = Form.<UserGrantRoleRequest>empty()
            .with(USER, UserGrantRoleRequest::user)
            .with(ROLE, UserGrantRoleRequest::role);

    static final Form<UserRevokeRoleRequest> USER_REVOKE_ROLE = Form.<UserRevokeRoleRequest>empty()
            .with(NAME, UserRevokeRoleRequest::user)
            .with(ROLE, UserRevokeRoleRequest::role);

    static final Form<RoleAddRequest> ROLE_ADD = Form.<RoleAddRequest>empty().with(NAME, RoleAddRequest::name);

    static final Form<RoleGetRequest> ROLE_GET = Form.<RoleGetRequest>empty().with(ROLE, RoleGetRequest::role);

    static final Shape<RoleGetResult> ROLE_TOLD =
            Shape.of(HEADER, PERM).as(row -> new RoleGetResult(row.get(HEADER), row.get(PERM)));

    static final Form<RoleListRequest> ROLE_LIST = Form.empty();

    static final Shape<RoleListResult> ROLES_TOLD =
            Shape.of(HEADER, ROLES).as(row -> new RoleListResult(row.get(HEADER), row.get(ROLES)));

    static final Form<RoleDeleteRequest> ROLE_DELETE =
            Form.<RoleDeleteRequest>empty().with(ROLE, RoleDeleteRequest::role);

    static final Form<RoleGrantPermissionRequest> ROLE_GRANT_PERMISSION = Form.<RoleGrantPermissionRequest>empty()
            .with(NAME, RoleGrantPermissionRequest::role)
            .with(Field.of("perm", PERMISSION), RoleGrantPermissionRequest::permission);

    static final Form<RoleRevokePermissionRequest> ROLE_REVOKE_PERMISSION = Form.<RoleRevokePermissionRequest>empty()
            .with(ROLE, RoleRevokePermissionRequest::role)
            .with(KvJson.KEY, r -> r.range().key())
            .with(KvJson.RANGE_END, r -> r.range().end());

    private AuthJson() {}

    private static @Nullable String reveal(@Nullable Secret secret) {
        return secret == null ? null : secret.reveal();
    }
}
