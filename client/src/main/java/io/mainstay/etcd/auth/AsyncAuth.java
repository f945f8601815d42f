package io.mainstay.etcd.auth;

import io.mainstay.etcd.kv.KeyRange;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Users, roles and permissions with answers through a future; apart from that the same as {@link Auth}. */
public interface AsyncAuth {
    /** Switches authentication on. */
    CompletableFuture<AuthResult> enable();

    /** Switches authentication off: from then on everyone may do everything, and all tokens end. */
    CompletableFuture<AuthResult> disable();

    /** Whether authentication is on, and how often users, roles or permissions have changed. */
    CompletableFuture<AuthStatusResult> status();

    /** Adds a user with a password, and without roles. */
    CompletableFuture<AuthResult> userAdd(String name, Secret password);

    /** Adds a user without a password, who can only be the one that a TLS certificate names. */
    CompletableFuture<AuthResult> userAdd(String name);

    /** The roles of a user, by name. */
    CompletableFuture<List<String>> userGet(String name);

    /** The names of all users. */
    CompletableFuture<List<String>> userList();

    /** Deletes a user and ends the tokens of that user. */
    CompletableFuture<AuthResult> userDelete(String name);

    /** Gives a user another password and ends the tokens of that user. */
    CompletableFuture<AuthResult> userChangePassword(String name, Secret password);

    /** Gives a user a role. */
    CompletableFuture<AuthResult> userGrantRole(String user, String role);

    /** Takes a role from a user. */
    CompletableFuture<AuthResult> userRevokeRole(String user, String role);

    /** Adds a role, without permissions. */
    CompletableFuture<AuthResult> roleAdd(String name);

    /** The permissions of a role. */
    CompletableFuture<List<Permission>> roleGet(String role);

    /** The names of all roles. */
    CompletableFuture<List<String>> roleList();

    /** Deletes a role, and takes it from every user. */
    CompletableFuture<AuthResult> roleDelete(String role);

    /** Gives a role a permission for a key or a range of keys. */
    CompletableFuture<AuthResult> roleGrantPermission(String role, Permission.Type type, KeyRange range);

    /** Takes a permission from a role. */
    CompletableFuture<AuthResult> roleRevokePermission(String role, KeyRange range);
}
