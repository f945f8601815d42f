package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.auth.AuthDisableRequest;
import io.mainstay.etcd.auth.AuthEnableRequest;
import io.mainstay.etcd.auth.AuthStatusRequest;
import io.mainstay.etcd.auth.AuthenticateRequest;
import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.auth.RoleAddRequest;
import io.mainstay.etcd.auth.RoleDeleteRequest;
import io.mainstay.etcd.auth.RoleGetRequest;
import io.mainstay.etcd.auth.RoleGrantPermissionRequest;
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
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.Rpcs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * An endless stream of administration of users and roles, and of calls by these users, the same for the same seed and
 * the same answers.
 */
final class AuthOperations {
    static final int SLOTS = 10;

    private static final String ROOT = "root";
    private static final List<String> USERS = List.of(ROOT, "ann", "bob", "cat", "née", "");
    private static final List<String> ROLES = List.of(ROOT, "reader", "writer", "\uD83D\uDE00", "\uFFEE", "");
    private static final List<String> PASSWORDS = List.of("one", "two", "", "é".repeat(36), "x".repeat(73));

    private final Random random;
    private final UserCalls calls;
    private final Words words;
    private final Map<String, String> passwords = new HashMap<>();
    private final Map<Integer, String> owners = new HashMap<>();
    private final List<RoleGrantPermissionRequest> grants = new ArrayList<>();
    private boolean enabled;

    AuthOperations(long seed) {
        random = new Random(seed);
        words = Words.withoutReversedRanges(random);
        calls = new UserCalls(random, words);
    }

    AuthStep next() {
        int slot = random.nextInt(SLOTS);
        int dice = random.nextInt(100);
        if (!enabled && dice < 40) {
            return new AuthStep(AuthStep.NOBODY, beginning(), slot);
        } else if (dice < 12) {
            return new AuthStep(pass(), authenticate(random.nextInt(3) == 0 ? ROOT : user()), slot);
        } else if (dice < 40) {
            return new AuthStep(random.nextInt(4) != 0 ? passOf(ROOT) : pass(), administration(), slot);
        }
        return new AuthStep(pass(), calls.next(), slot);
    }

    /** Steps towards the switch. */
    private Operation<?, ?> beginning() {
        return switch (random.nextInt(6)) {
            case 0 -> new Operation<>(Rpcs.USER_ADD, new UserAddRequest(ROOT, password()));
            case 1 -> new Operation<>(Rpcs.USER_GRANT_ROLE, new UserGrantRoleRequest(ROOT, ROOT));
            case 2 -> authenticate(user());
            default -> new Operation<>(Rpcs.AUTH_ENABLE, new AuthEnableRequest());
        };
    }

    private int pass() {
        return switch (random.nextInt(20)) {
            case 0 -> AuthStep.NOBODY;
            case 1 -> AuthStep.NONSENSE;
            case 2, 3, 4 -> passOf(ROOT);
            case 5, 6, 7, 8, 9, 10, 11 -> passOf(user());
            default -> random.nextInt(SLOTS);
        };
    }

    private int passOf(String user) {
        return owners.entrySet().stream()
                .filter(owner -> owner.getValue().equals(user))
                .mapToInt(Map.Entry::getKey)
                .max()
                .orElseGet(() -> random.nextInt(SLOTS));
    }

    private Operation<?, ?> authenticate(String user) {
        String right = passwords.getOrDefault(user, "one");
        Secret password = random.nextInt(8) == 0 ? password() : Secret.of(right);
        return new Operation<>(Rpcs.AUTHENTICATE, new AuthenticateRequest(user, password));
    }

    /** A change of users or roles, or a question about them. */
    Operation<?, ?> administration() {
        int dice = random.nextInt(200);
        if (dice == 0) {
            return new Operation<>(Rpcs.AUTH_DISABLE, new AuthDisableRequest());
        } else if (dice < 4) {
            return new Operation<>(Rpcs.AUTH_ENABLE, new AuthEnableRequest());
        } else if (dice < 14) {
            return new Operation<>(Rpcs.AUTH_STATUS, new AuthStatusRequest());
        } else if (dice < 100) {
            return users(random.nextInt(14));
        }
        return roles(random.nextInt(14));
    }

    private Operation<?, ?> users(int dice) {
        return switch (dice) {
            case 0, 1, 2 ->
                new Operation<>(Rpcs.USER_ADD, new UserAddRequest(user(), random.nextInt(8) == 0 ? null : password()));
            case 3 -> new Operation<>(Rpcs.USER_DELETE, new UserDeleteRequest(user()));
            case 4 -> new Operation<>(Rpcs.USER_CHANGE_PASSWORD, new UserChangePasswordRequest(user(), password()));
            case 5, 6 -> new Operation<>(Rpcs.USER_GET, new UserGetRequest(user()));
            case 7 -> new Operation<>(Rpcs.USER_LIST, new UserListRequest());
            case 8, 9 -> new Operation<>(Rpcs.USER_REVOKE_ROLE, new UserRevokeRoleRequest(user(), role()));
            default -> new Operation<>(Rpcs.USER_GRANT_ROLE, new UserGrantRoleRequest(user(), role()));
        };
    }

    private Operation<?, ?> roles(int dice) {
        return switch (dice) {
            case 0, 1, 2 -> new Operation<>(Rpcs.ROLE_ADD, new RoleAddRequest(role()));
            case 3 -> new Operation<>(Rpcs.ROLE_DELETE, new RoleDeleteRequest(role()));
            case 4, 5 -> new Operation<>(Rpcs.ROLE_GET, new RoleGetRequest(role()));
            case 6 -> new Operation<>(Rpcs.ROLE_LIST, new RoleListRequest());
            case 7, 8, 9 -> revokePermission();
            default ->
                new Operation<>(
                        Rpcs.ROLE_GRANT_PERMISSION,
                        new RoleGrantPermissionRequest(role(), new Permission(type(), words.range())));
        };
    }

    private Operation<?, ?> revokePermission() {
        if (grants.isEmpty() || random.nextInt(5) == 0) {
            KeyRange any = words.range();
            return new Operation<>(Rpcs.ROLE_REVOKE_PERMISSION, new RoleRevokePermissionRequest(role(), any));
        }
        RoleGrantPermissionRequest granted = grants.remove(random.nextInt(grants.size()));
        return new Operation<>(
                Rpcs.ROLE_REVOKE_PERMISSION,
                new RoleRevokePermissionRequest(
                        granted.role(), granted.permission().range()));
    }

    private String user() {
        return USERS.get(random.nextInt(20) == 0 ? USERS.size() - 1 : random.nextInt(USERS.size() - 1));
    }

    private String role() {
        return ROLES.get(random.nextInt(20) == 0 ? ROLES.size() - 1 : random.nextInt(ROLES.size() - 1));
    }

    private Secret password() {
        return Secret.of(PASSWORDS.get(random.nextInt(6) == 0 ? random.nextInt(PASSWORDS.size()) : 0));
    }

    private Permission.Type type() {
        return Permission.Type.values()[random.nextInt(Permission.Type.values().length)];
    }

    /** Takes in what the reference answered, so that later operations use what there is. */
    void learn(AuthStep step, Answer answer) {
        if (!(answer instanceof Answer.Done done)) {
            return;
        }
        Object request = step.operation().request();
        if (request instanceof AuthEnableRequest) {
            enabled = true;
        } else if (request instanceof AuthDisableRequest) {
            enabled = false;
            owners.clear();
        } else if (request instanceof AuthenticateRequest signIn) {
            owners.put(step.slot(), signIn.name());
        } else if (request instanceof UserAddRequest add && add.password() != null) {
            passwords.put(add.name(), add.password().reveal());
        } else if (request instanceof UserChangePasswordRequest change) {
            passwords.put(change.name(), change.password().reveal());
        } else if (request instanceof RoleGrantPermissionRequest grant) {
            grants.add(grant);
        } else {
            calls.learn(step.operation(), done);
        }
    }
}
