package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.auth.AuthResult;
import io.mainstay.etcd.auth.AuthStatusRequest;
import io.mainstay.etcd.auth.AuthStatusResult;
import io.mainstay.etcd.auth.AuthenticateRequest;
import io.mainstay.etcd.auth.AuthenticateResult;
import io.mainstay.etcd.auth.RoleGetRequest;
import io.mainstay.etcd.auth.RoleGetResult;
import io.mainstay.etcd.auth.RoleListRequest;
import io.mainstay.etcd.auth.RoleListResult;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.auth.UserAddRequest;
import io.mainstay.etcd.auth.UserChangePasswordRequest;
import io.mainstay.etcd.auth.UserGetRequest;
import io.mainstay.etcd.auth.UserGetResult;
import io.mainstay.etcd.auth.UserListRequest;
import io.mainstay.etcd.auth.UserListResult;
import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.auth.AuthChange;
import io.mainstay.etcd.embedded.internal.auth.AuthState;
import io.mainstay.etcd.embedded.internal.auth.AuthSteps;
import io.mainstay.etcd.embedded.internal.auth.Caller;
import io.mainstay.etcd.embedded.internal.auth.Passwords;
import io.mainstay.etcd.embedded.internal.auth.Rights;
import io.mainstay.etcd.embedded.internal.auth.Role;
import io.mainstay.etcd.embedded.internal.auth.Tokens;
import io.mainstay.etcd.embedded.internal.auth.User;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.log.Machine;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.watch.WatchHub;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.Rpcs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Auth service. Passwords are hashed, and tried, before there is an entry, and never by a thread of a door. */
final class AuthService {
    private static final String BEARER = "Bearer ";

    private final Identity identity;
    private final WatchHub hub;
    private final Applier applier;
    private final Tokens tokens;
    private final Passwords passwords;
    private final Compat compat;
    private final SlowCalls slow;

    /** A service; what it shows of itself and of root, and to whom, is another thing in each version. */
    AuthService(Identity identity, EtcdCore core) {
        this.identity = identity;
        this.compat = core.limits().compat();
        this.hub = core.hub();
        this.applier = core.applier();
        this.tokens = core.around().tokens();
        this.passwords = core.around().passwords();
        this.slow = core.passwords();
    }

    void serve(Routes routes) {
        routes.call(Rpcs.AUTH_STATUS, this::status);
        routes.wait(Rpcs.AUTHENTICATE, slow.of(this::authenticate));
        routes.write(Rpcs.AUTH_ENABLE, (asker, request) -> change(new AuthChange.Enable()));
        routes.write(Rpcs.AUTH_DISABLE, (asker, request) -> change(new AuthChange.Disable()));
        routes.wait(Rpcs.USER_ADD, slow.of(this::addUser));
        routes.wait(Rpcs.USER_CHANGE_PASSWORD, slow.of(this::changePassword));
        routes.call(Rpcs.USER_GET, this::user);
        routes.call(Rpcs.USER_LIST, this::users);
        routes.write(Rpcs.USER_DELETE, (asker, request) -> change(new AuthChange.DeleteUser(request.name())));
        routes.write(
                Rpcs.USER_GRANT_ROLE,
                (asker, request) -> change(new AuthChange.GrantRole(request.user(), request.role())));
        routes.write(
                Rpcs.USER_REVOKE_ROLE,
                (asker, request) -> change(new AuthChange.RevokeRole(request.user(), request.role())));
        routes.write(Rpcs.ROLE_ADD, (asker, request) -> change(new AuthChange.AddRole(request.name())));
        routes.call(Rpcs.ROLE_GET, this::role);
        routes.call(Rpcs.ROLE_LIST, this::roles);
        routes.write(Rpcs.ROLE_DELETE, (asker, request) -> change(new AuthChange.DeleteRole(request.role())));
        routes.write(
                Rpcs.ROLE_GRANT_PERMISSION,
                (asker, request) -> change(new AuthChange.GrantPermission(request.role(), request.permission())));
        routes.write(
                Rpcs.ROLE_REVOKE_PERMISSION,
                (asker, request) -> change(new AuthChange.RevokePermission(request.role(), request.range())));
    }

    /**
     * Who has a token, or else a certificate. While authentication is off nobody looks at it.
     *
     * @param token the token, as it came; null for none
     * @param certificateName the common name of the certificate; null for none
     */
    Caller caller(@Nullable Secret token, @Nullable String certificateName) {
        AuthState state = applier.auth();
        if (!state.enabled()) {
            return Caller.NOBODY;
        }
        if (token == null) {
            return certificateName == null ? Caller.NOBODY : new Caller.SignedIn(certificateName, state.revision());
        }
        String text = token.reveal();
        Caller found = tokens.find(text.startsWith(BEARER) ? text.substring(BEARER.length()) : text, state.revision());
        if (found == null) {
            throw Refusal.INVALID_TOKEN.refused();
        }
        return found;
    }

    private AuthStatusResult status(Asker asker, AuthStatusRequest request) {
        AuthState state = compat.isAtLeast(Compat.V3_7) ? applier.rights(asker).state() : rootsView(asker);
        return new AuthStatusResult(header(), state.enabled(), state.revision());
    }

    /** Begins anew when users or roles have changed while the password was tried, so that it was the right one then. */
    private AuthenticateResult authenticate(Asker asker, AuthenticateRequest request) {
        while (true) {
            AuthState state = applier.auth();
            User user = AuthSteps.requirePassword(state, request.name());
            if (!Passwords.matches(user.hash(), request.password().reveal())) {
                throw Refusal.WRONG_PASSWORD.refused();
            }
            Machine.SignedIn signedIn = applier.apply(new Entry.SignIn(request.name()));
            String token = tokens.make(signedIn.caller(), signedIn.index());
            if (applier.auth().revision() == state.revision()) {
                return new AuthenticateResult(header(), Secret.of(token));
            }
        }
    }

    private AuthResult addUser(Asker asker, UserAddRequest request) {
        Secret password = request.password();
        String hash = password == null ? "" : passwords.hash(password.reveal());
        return applier.carryOut(asker, change(new AuthChange.AddUser(request.name(), hash, password == null)));
    }

    /** With an empty password nobody can sign in any more, as with etcd. */
    private AuthResult changePassword(Asker asker, UserChangePasswordRequest request) {
        String password = request.password().reveal();
        String hash = password.isEmpty() ? "" : passwords.hash(password);
        return applier.carryOut(asker, change(new AuthChange.ChangePassword(request.name(), hash)));
    }

    private UserGetResult user(Asker asker, UserGetRequest request) {
        Rights rights = applier.rights(asker);
        rights.requireRootOr(request.name());
        User user = rights.state().users().get(request.name());
        if (user == null) {
            throw Refusal.USER_NOT_FOUND.refused();
        }
        return new UserGetResult(header(), user.roles());
    }

    private UserListResult users(Asker asker, UserListRequest request) {
        return new UserListResult(header(), List.copyOf(rootsView(asker).users().keySet()));
    }

    private RoleGetResult role(Asker asker, RoleGetRequest request) {
        Rights rights = applier.rights(asker);
        rights.requireRootOrRole(request.role());
        Role role = rights.state().roles().get(request.role());
        if (role == null) {
            throw Refusal.ROLE_NOT_FOUND.refused();
        }
        return new RoleGetResult(header(), compat.isAtLeast(Compat.V3_6) ? role.shown() : role.permissions());
    }

    private RoleListResult roles(Asker asker, RoleListRequest request) {
        return new RoleListResult(header(), List.copyOf(rootsView(asker).roles().keySet()));
    }

    /** What only root may see. */
    private AuthState rootsView(Asker asker) {
        Rights rights = applier.rights(asker);
        rights.requireRoot();
        return rights.state();
    }

    private Proposal<AuthResult> change(AuthChange change) {
        return new Proposal.Logged<>(new Entry.Auth(change), revision -> new AuthResult(identity.header(revision)));
    }

    private ResponseHeader header() {
        return identity.header(hub.current().revision());
    }
}
