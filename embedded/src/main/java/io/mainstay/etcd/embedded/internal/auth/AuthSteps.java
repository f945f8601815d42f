package io.mainstay.etcd.embedded.internal.auth;

import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.AddRole;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.AddUser;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.ChangePassword;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.DeleteRole;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.DeleteUser;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.Disable;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.Enable;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.GrantPermission;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.GrantRole;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.RevokePermission;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.RevokeRole;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.kv.KeyRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The steps of users and roles: a state and a change give a state or a refusal, always the same. */
public final class AuthSteps {
    private AuthSteps() {}

    /**
     * The state after a change.
     *
     * @throws Refused when the change cannot be made; then nothing changes
     */
    public static AuthState apply(AuthState state, AuthChange change) {
        if (change instanceof Enable) {
            return enable(state);
        } else if (change instanceof Disable) {
            return state.enabled() ? state.switched(false) : state;
        } else if (change instanceof AddUser add) {
            return addUser(state, add);
        } else if (change instanceof DeleteUser delete) {
            return deleteUser(state, delete.name());
        } else if (change instanceof ChangePassword password) {
            User user = user(state, password.name());
            return state.with(user.withHash(user.noPassword() ? "" : password.hash()));
        } else if (change instanceof GrantRole grant) {
            return grantRole(state, grant);
        } else if (change instanceof RevokeRole revoke) {
            return revokeRole(state, revoke);
        } else if (change instanceof AddRole add) {
            return addRole(state, add.name());
        } else if (change instanceof DeleteRole delete) {
            return deleteRole(state, delete.name());
        } else if (change instanceof GrantPermission grant) {
            return grantPermission(state, grant);
        } else {
            return revokePermission(state, (RevokePermission) change);
        }
    }

    /**
     * The user who wants to sign in with a password.
     *
     * @throws Refused when there is no such user, or none with a password, or authentication is off
     */
    public static User requirePassword(AuthState state, String name) {
        if (!state.enabled()) {
            throw Refusal.AUTH_OFF.refused();
        }
        User user = state.user(name);
        if (user == null) {
            throw Refusal.WRONG_PASSWORD.refused();
        }
        if (user.noPassword()) {
            throw Refusal.NO_PASSWORD_USER.refused();
        }
        return user;
    }

    private static AuthState enable(AuthState state) {
        if (state.enabled()) {
            return state;
        }
        User root = state.user(User.ROOT);
        if (root == null) {
            throw Refusal.NO_ROOT_USER.refused();
        }
        if (!root.isRoot()) {
            throw Refusal.ROOT_WITHOUT_ROLE.refused();
        }
        return state.switched(true);
    }

    private static AuthState addUser(AuthState state, AddUser add) {
        if (add.name().isEmpty()) {
            throw Refusal.USER_EMPTY.refused();
        }
        if (state.user(add.name()) != null) {
            throw Refusal.USER_EXISTS.refused();
        }
        return state.with(new User(add.name(), add.noPassword() ? "" : add.hash(), add.noPassword(), List.of()));
    }

    private static AuthState deleteUser(AuthState state, String name) {
        if (state.enabled() && name.equals(User.ROOT)) {
            throw Refusal.INVALID_AUTH_MANAGEMENT.refused();
        }
        user(state, name);
        return state.withoutUser(name);
    }

    /** A role that the user has already is passed over in silence; {@code root} need not exist. */
    private static AuthState grantRole(AuthState state, GrantRole grant) {
        User user = user(state, grant.user());
        if (!grant.role().equals(Role.ROOT)) {
            role(state, grant.role());
        }
        return user.roles().contains(grant.role())
                ? state
                : state.with(user.withRoles(Names.with(user.roles(), grant.role())));
    }

    private static AuthState revokeRole(AuthState state, RevokeRole revoke) {
        if (state.enabled() && revoke.user().equals(User.ROOT) && revoke.role().equals(Role.ROOT)) {
            throw Refusal.INVALID_AUTH_MANAGEMENT.refused();
        }
        User user = user(state, revoke.user());
        if (!user.roles().contains(revoke.role())) {
            throw Refusal.ROLE_NOT_GRANTED.refused();
        }
        return state.with(user.withRoles(Names.without(user.roles(), revoke.role())));
    }

    private static AuthState addRole(AuthState state, String name) {
        if (name.isEmpty()) {
            throw Refusal.ROLE_EMPTY.refused();
        }
        if (state.role(name) != null) {
            throw Refusal.ROLE_EXISTS.refused();
        }
        return state.with(new Role(name, List.of()));
    }

    private static AuthState deleteRole(AuthState state, String name) {
        if (state.enabled() && name.equals(Role.ROOT)) {
            throw Refusal.INVALID_AUTH_MANAGEMENT.refused();
        }
        role(state, name);
        return state.withoutRole(name);
    }

    /**
     * As with etcd, a permission takes the place of one for the same range only where that is the first of those with
     * its key; elsewhere there are two then, and the wider one counts.
     */
    private static AuthState grantPermission(AuthState state, GrantPermission grant) {
        KeyRange range = grant.permission().range();
        boolean reversed =
                !range.isSingle() && !range.isOpenEnded() && range.key().compareTo(range.end()) >= 0;
        if (range.key().isEmpty() || reversed) {
            throw Refusal.INVALID_AUTH_MANAGEMENT.refused();
        }
        Role role = role(state, grant.role());
        List<Permission> permissions = new ArrayList<>(role.permissions());
        int at = 0;
        while (at < permissions.size() && permissions.get(at).range().key().compareTo(range.key()) < 0) {
            at++;
        }
        if (at < permissions.size() && permissions.get(at).range().equals(range)) {
            permissions.set(at, grant.permission());
        } else {
            permissions.add(grant.permission());
            permissions.sort(
                    Comparator.comparing(permission -> permission.range().key()));
        }
        return state.with(new Role(role.name(), List.copyOf(permissions)));
    }

    private static AuthState revokePermission(AuthState state, RevokePermission revoke) {
        Role role = role(state, revoke.role());
        List<Permission> rest = role.permissions().stream()
                .filter(permission -> !permission.range().equals(revoke.range()))
                .toList();
        if (rest.size() == role.permissions().size()) {
            throw Refusal.PERMISSION_NOT_GRANTED.refused();
        }
        return state.with(new Role(role.name(), rest));
    }

    private static User user(AuthState state, String name) {
        User user = state.user(name);
        if (user == null) {
            throw Refusal.USER_NOT_FOUND.refused();
        }
        return user;
    }

    private static Role role(AuthState state, String name) {
        Role role = state.role(name);
        if (role == null) {
            throw Refusal.ROLE_NOT_FOUND.refused();
        }
        return role;
    }
}
