package io.mainstay.etcd.embedded.internal.auth;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All users and roles, whether authentication is on, and how often any of it has changed. Immutable. */
public final class AuthState {
    /** Nobody and nothing, switched off. */
    public static final AuthState FRESH = new AuthState(
            false,
            1,
            Collections.unmodifiableNavigableMap(new TreeMap<>(Names.ORDER)),
            Collections.unmodifiableNavigableMap(new TreeMap<>(Names.ORDER)));

    private final boolean enabled;
    private final long revision;
    private final NavigableMap<String, User> users;
    private final NavigableMap<String, Role> roles;
    /** What was asked for already. */
    private final Map<String, GrantedKeys> granted = new ConcurrentHashMap<>();

    private AuthState(
            boolean enabled, long revision, NavigableMap<String, User> users, NavigableMap<String, Role> roles) {
        this.enabled = enabled;
        this.revision = revision;
        this.users = users;
        this.roles = roles;
    }

    /** A state that was kept somewhere. */
    public static AuthState of(boolean enabled, long revision, Iterable<User> users, Iterable<Role> roles) {
        NavigableMap<String, User> usersByName = new TreeMap<>(Names.ORDER);
        users.forEach(user -> usersByName.put(user.name(), user));
        NavigableMap<String, Role> rolesByName = new TreeMap<>(Names.ORDER);
        roles.forEach(role -> rolesByName.put(role.name(), role));
        return new AuthState(
                enabled,
                revision,
                Collections.unmodifiableNavigableMap(usersByName),
                Collections.unmodifiableNavigableMap(rolesByName));
    }

    /** Whether calls need a user. */
    public boolean enabled() {
        return enabled;
    }

    /** How often users, roles and permissions have changed, counted from one (an unsigned number). */
    public long revision() {
        return revision;
    }

    /** All users by name, in order. */
    public NavigableMap<String, User> users() {
        return users;
    }

    /** All roles by name, in order. */
    public NavigableMap<String, Role> roles() {
        return roles;
    }

    @Nullable
    User user(String name) {
        return users.get(name);
    }

    @Nullable
    Role role(String name) {
        return roles.get(name);
    }

    /** The keys that a user has a right to, by the roles the user has. */
    GrantedKeys granted(User user) {
        return granted.computeIfAbsent(user.name(), name -> GrantedKeys.of(user, roles));
    }

    /** Switched on, which is no change that counts; or off, which is one. */
    AuthState switched(boolean on) {
        return new AuthState(on, on ? revision : revision + 1, users, roles);
    }

    /** With a user as given. */
    AuthState with(User user) {
        NavigableMap<String, User> others = new TreeMap<>(users);
        others.put(user.name(), user);
        return new AuthState(enabled, revision + 1, Collections.unmodifiableNavigableMap(others), roles);
    }

    AuthState withoutUser(String name) {
        NavigableMap<String, User> others = new TreeMap<>(users);
        others.remove(name);
        return new AuthState(enabled, revision + 1, Collections.unmodifiableNavigableMap(others), roles);
    }

    /** With a role as given. */
    AuthState with(Role role) {
        NavigableMap<String, Role> others = new TreeMap<>(roles);
        others.put(role.name(), role);
        return new AuthState(enabled, revision + 1, users, Collections.unmodifiableNavigableMap(others));
    }

    /** Without a role, and no user has it any more. */
    AuthState withoutRole(String name) {
        NavigableMap<String, Role> otherRoles = new TreeMap<>(roles);
        otherRoles.remove(name);
        NavigableMap<String, User> otherUsers = new TreeMap<>(users);
        otherUsers.replaceAll((unused, user) -> user.withRoles(Names.without(user.roles(), name)));
        return new AuthState(
                enabled,
                revision + 1,
                Collections.unmodifiableNavigableMap(otherUsers),
                Collections.unmodifiableNavigableMap(otherRoles));
    }
}
