package io.mainstay.etcd.embedded.internal.auth;

import java.util.List;

/**
 * A user.
 *
 * @param name the name
 * @param hash the bcrypt hash of the password; empty for a user that cannot sign in with any
 * @param noPassword whether the user was made to have no password, and can never get one
 * @param roles the names of the roles, in order; a role may be gone or, as {@code root}, never have been added
 */
public record User(String name, String hash, boolean noPassword, List<String> roles) {
    /** The user that must exist before authentication is switched on. */
    public static final String ROOT = "root";

    /** Whether the user may do everything. */
    boolean isRoot() {
        return roles.contains(Role.ROOT);
    }

    User withHash(String other) {
        return new User(name, other, noPassword, roles);
    }

    User withRoles(List<String> others) {
        return new User(name, hash, noPassword, others);
    }

    /** Who it is, not by which password. */
    @Override
    public String toString() {
        return "User[" + name + (noPassword ? ", no password" : "") + ", roles=" + roles + "]";
    }
}
