package io.mainstay.etcd.embedded.internal.auth;

import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.kv.KeyRange;

/** A change of users, roles or permissions, as an entry of the log would hold it: with hashes, and no password. */
public sealed interface AuthChange {
    /** Switches authentication on. */
    record Enable() implements AuthChange {}

    /** Switches authentication off. */
    record Disable() implements AuthChange {}

    /**
     * Adds a user.
     *
     * @param name the user
     * @param hash the bcrypt hash of the password; empty for none
     * @param noPassword whether the user is never to have one
     */
    record AddUser(String name, String hash, boolean noPassword) implements AuthChange {
        /** Who is added, not with which password. */
        @Override
        public String toString() {
            return "AddUser[" + name + (noPassword ? ", no password" : "") + "]";
        }
    }

    /** Deletes a user. */
    record DeleteUser(String name) implements AuthChange {}

    /** Gives a user another password: its bcrypt hash, or an empty one with which nobody signs in. */
    record ChangePassword(String name, String hash) implements AuthChange {
        /** Whose password, not which. */
        @Override
        public String toString() {
            return "ChangePassword[" + name + "]";
        }
    }

    /** Gives a user a role. */
    record GrantRole(String user, String role) implements AuthChange {}

    /** Takes a role from a user. */
    record RevokeRole(String user, String role) implements AuthChange {}

    /** Adds a role. */
    record AddRole(String name) implements AuthChange {}

    /** Deletes a role. */
    record DeleteRole(String name) implements AuthChange {}

    /** Gives a role a permission. */
    record GrantPermission(String role, Permission permission) implements AuthChange {}

    /** Takes a permission from a role. */
    record RevokePermission(String role, KeyRange range) implements AuthChange {}
}
