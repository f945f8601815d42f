package io.mainstay.etcd.auth;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.UnsupportedByServerException;
import io.mainstay.etcd.kv.KeyRange;
import java.util.List;

/**
 * Who may do what: users, roles, permissions and the switch for all of it, with calls that wait for the answer as
 * {@link io.mainstay.etcd.kv.Kv} does.
 *
 * <p>While authentication is on, only users with the role {@code root} may use this, except where a method says
 * otherwise; others get a {@link io.mainstay.etcd.error.PermissionDeniedException}. Each method costs one call. A
 * change whose answer was lost is not sent again, except {@link #enable()} and {@link #disable()}, which may be
 * repeated. A name that is not there, or is there already, is an {@link EtcdException} with {@link
 * io.mainstay.etcd.error.ErrorCode#FAILED_PRECONDITION} and etcd's words. Passwords cross the wire as they are, so that
 * endpoints should be {@code https}.
 */
public interface Auth {
    /** The same operations with futures. */
    AsyncAuth async();

    /**
     * Switches authentication on; when it is on already, nothing happens.
     *
     * @throws EtcdException when there is no user {@code root} with the role {@code root}, which must exist
     *     before
     */
    AuthResult enable();

    /** Switches authentication off: from then on everyone may do everything, and all tokens end. */
    AuthResult disable();

    /**
     * Whether authentication is on, and how often users, roles or permissions have changed. Before etcd 3.7 only
     * {@code root} may ask while it is on.
     *
     * @throws UnsupportedByServerException before etcd 3.5
     */
    AuthStatusResult status();

    /** Adds a user with a password, and without roles. */
    AuthResult userAdd(String name, Secret password);

    /** Adds a user without a password, who can only be the one that a TLS certificate names. */
    AuthResult userAdd(String name);

    /** The roles of a user, by name. Users may ask for themselves; for others only {@code root} may. */
    List<String> userGet(String name);

    /** The names of all users. */
    List<String> userList();

    /** Deletes a user and ends the tokens of that user. While authentication is on, {@code root} cannot be deleted. */
    AuthResult userDelete(String name);

    /** Gives a user another password and ends the tokens of that user. Watches that are open stay open. */
    AuthResult userChangePassword(String name, Secret password);

    /** Gives a user a role; when the user has it already, nothing happens. The role {@code root} need not exist. */
    AuthResult userGrantRole(String user, String role);

    /** Takes a role from a user. Watches that are open stay open. */
    AuthResult userRevokeRole(String user, String role);

    /** Adds a role, without permissions. */
    AuthResult roleAdd(String name);

    /** The permissions of a role. Users may ask for the roles they have; for others only {@code root} may. */
    List<Permission> roleGet(String role);

    /** The names of all roles. */
    List<String> roleList();

    /** Deletes a role, and takes it from every user. */
    AuthResult roleDelete(String role);

    /**
     * Gives a role a permission for a key or a range of keys; one for exactly the same range takes the place of
     * the former.
     *
     * @throws IllegalArgumentException when the key is empty, or the range ends where it begins or before;
     *     every key there is is {@link KeyRange#all()}
     */
    AuthResult roleGrantPermission(String role, Permission.Type type, KeyRange range);

    /** Takes a permission from a role; the range must be exactly one that was granted. */
    AuthResult roleRevokePermission(String role, KeyRange range);
}
