package io.mainstay.etcd.embedded.internal.log;

import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.embedded.internal.auth.AuthChange;
import io.mainstay.etcd.embedded.internal.auth.Caller;
import io.mainstay.etcd.embedded.internal.auth.Role;
import io.mainstay.etcd.embedded.internal.auth.User;
import io.mainstay.etcd.kv.KeyRange;
import java.util.ArrayList;
import java.util.List;

/** The bytes of users, roles, what changes them, and who asks. */
public final class AuthCodec {
    private static final int NOBODY = 0;
    private static final int SERVER = 1;
    private static final int SIGNED_IN = 2;

    private static final int ENABLE = 1;
    private static final int DISABLE = 2;
    private static final int ADD_USER = 3;
    private static final int DELETE_USER = 4;
    private static final int CHANGE_PASSWORD = 5;
    private static final int GRANT_ROLE = 6;
    private static final int REVOKE_ROLE = 7;
    private static final int ADD_ROLE = 8;
    private static final int DELETE_ROLE = 9;
    private static final int GRANT_PERMISSION = 10;
    private static final int REVOKE_PERMISSION = 11;

    private AuthCodec() {}

    /** Writes a user. */
    public static void user(ByteOutput out, User user) {
        out.text(user.name()).text(user.hash()).flag(user.noPassword());
        out.number(user.roles().size());
        user.roles().forEach(out::text);
    }

    /** Reads a user. */
    public static User user(ByteInput in) throws MalformedException {
        String name = in.text();
        String hash = in.text();
        boolean noPassword = in.flag();
        int count = in.count();
        List<String> roles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            roles.add(in.text());
        }
        return new User(name, hash, noPassword, List.copyOf(roles));
    }

    /** Writes a role. */
    public static void role(ByteOutput out, Role role) {
        out.text(role.name()).number(role.permissions().size());
        role.permissions().forEach(permission -> permission(out, permission));
    }

    /** Reads a role. */
    public static Role role(ByteInput in) throws MalformedException {
        String name = in.text();
        int count = in.count();
        List<Permission> permissions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            permissions.add(permission(in));
        }
        return new Role(name, List.copyOf(permissions));
    }

    static void caller(ByteOutput out, Caller caller) {
        if (caller instanceof Caller.SignedIn signedIn) {
            out.tag(SIGNED_IN).text(signedIn.user()).number(signedIn.revision());
        } else {
            out.tag(caller instanceof Caller.Server ? SERVER : NOBODY);
        }
    }

    static Caller caller(ByteInput in) throws MalformedException {
        int tag = in.tag();
        return switch (tag) {
            case NOBODY -> Caller.NOBODY;
            case SERVER -> Caller.SERVER;
            case SIGNED_IN -> new Caller.SignedIn(in.text(), in.number());
            default -> throw new MalformedException("no such caller: " + tag);
        };
    }

    static void change(ByteOutput out, AuthChange change) {
        if (change instanceof AuthChange.Enable) {
            out.tag(ENABLE);
        } else if (change instanceof AuthChange.Disable) {
            out.tag(DISABLE);
        } else if (change instanceof AuthChange.AddUser add) {
            out.tag(ADD_USER).text(add.name()).text(add.hash()).flag(add.noPassword());
        } else if (change instanceof AuthChange.DeleteUser delete) {
            out.tag(DELETE_USER).text(delete.name());
        } else if (change instanceof AuthChange.ChangePassword password) {
            out.tag(CHANGE_PASSWORD).text(password.name()).text(password.hash());
        } else if (change instanceof AuthChange.GrantRole grant) {
            out.tag(GRANT_ROLE).text(grant.user()).text(grant.role());
        } else if (change instanceof AuthChange.RevokeRole revoke) {
            out.tag(REVOKE_ROLE).text(revoke.user()).text(revoke.role());
        } else if (change instanceof AuthChange.AddRole add) {
            out.tag(ADD_ROLE).text(add.name());
        } else if (change instanceof AuthChange.DeleteRole delete) {
            out.tag(DELETE_ROLE).text(delete.name());
        } else if (change instanceof AuthChange.GrantPermission grant) {
            permission(out.tag(GRANT_PERMISSION).text(grant.role()), grant.permission());
        } else if (change instanceof AuthChange.RevokePermission revoke) {
            OpCodec.keys(out.tag(REVOKE_PERMISSION).text(revoke.role()), revoke.range());
        } else {
            throw new IllegalStateException("no bytes for " + change.getClass());
        }
    }

    static AuthChange change(ByteInput in) throws MalformedException {
        int tag = in.tag();
        return switch (tag) {
            case ENABLE -> new AuthChange.Enable();
            case DISABLE -> new AuthChange.Disable();
            case ADD_USER -> new AuthChange.AddUser(in.text(), in.text(), in.flag());
            case DELETE_USER -> new AuthChange.DeleteUser(in.text());
            case CHANGE_PASSWORD -> new AuthChange.ChangePassword(in.text(), in.text());
            case GRANT_ROLE -> new AuthChange.GrantRole(in.text(), in.text());
            case REVOKE_ROLE -> new AuthChange.RevokeRole(in.text(), in.text());
            case ADD_ROLE -> new AuthChange.AddRole(in.text());
            case DELETE_ROLE -> new AuthChange.DeleteRole(in.text());
            case GRANT_PERMISSION -> new AuthChange.GrantPermission(in.text(), permission(in));
            case REVOKE_PERMISSION -> new AuthChange.RevokePermission(in.text(), OpCodec.keys(in));
            default -> throw new MalformedException("no such change of users and roles: " + tag);
        };
    }

    private static void permission(ByteOutput out, Permission permission) {
        OpCodec.keys(out.tag(permission.type().ordinal()), permission.range());
    }

    private static Permission permission(ByteInput in) throws MalformedException {
        Permission.Type[] types = Permission.Type.values();
        Permission.Type type = types[in.number(types.length)];
        KeyRange range = OpCodec.keys(in);
        return new Permission(type, range);
    }
}
