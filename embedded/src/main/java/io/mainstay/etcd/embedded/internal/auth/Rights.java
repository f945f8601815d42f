package io.mainstay.etcd.embedded.internal.auth;

import io.mainstay.etcd.embedded.internal.auth.Caller.SignedIn;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import java.util.Collection;

/**
 * What a caller may do in a state of users and roles. While authentication is off everybody may do everything.
 *
 * @param state the users and roles
 * @param caller who calls
 */
public record Rights(AuthState state, Caller caller) {
    /** Refuses who may not read all keys of a range. */
    public void requireRead(KeyRange range) {
        if (isBound() && !granted(range, false)) {
            throw Refusal.PERMISSION_DENIED.refused();
        }
    }

    /** Refuses who may not write all keys of a range. */
    public void requireWrite(KeyRange range) {
        if (isBound() && !granted(range, true)) {
            throw Refusal.PERMISSION_DENIED.refused();
        }
    }

    /** Refuses who may not read each of some keys. */
    public void requireReadOfEach(Collection<Bytes> keys) {
        if (!isRoot()) {
            keys.forEach(key -> requireRead(KeyRange.single(key)));
        }
    }

    /** Refuses who may not write each of some keys. */
    public void requireWriteOfEach(Collection<Bytes> keys) {
        if (!isRoot()) {
            keys.forEach(key -> requireWrite(KeyRange.single(key)));
        }
    }

    /** Refuses those who have not signed in. */
    public void requireSignedIn() {
        if (isBound() && !(caller instanceof SignedIn)) {
            throw Refusal.USER_EMPTY.refused();
        }
    }

    /** Refuses all but root. A token of an older revision will do here, as with etcd. */
    public void requireRoot() {
        if (!isBound()) {
            return;
        }
        if (!(caller instanceof SignedIn signedIn) || signedIn.user().isEmpty()) {
            throw Refusal.USER_EMPTY.refused();
        }
        User user = state.user(signedIn.user());
        if (user == null) {
            throw Refusal.USER_NOT_FOUND.refused();
        }
        if (!user.isRoot()) {
            throw Refusal.PERMISSION_DENIED.refused();
        }
    }

    /** Refuses all but root and this user; nobody has the empty name. */
    public void requireRootOr(String user) {
        String asking = caller instanceof SignedIn signedIn ? signedIn.user() : "";
        if (!asking.equals(user)) {
            requireRoot();
        }
    }

    /** Refuses all but root and the users who have this role. */
    public void requireRootOrRole(String role) {
        User user = caller instanceof SignedIn signedIn ? state.user(signedIn.user()) : null;
        if (user == null || !user.roles().contains(role)) {
            requireRoot();
        }
    }

    private boolean isRoot() {
        try {
            requireRoot();
            return true;
        } catch (Refused notRoot) {
            return false;
        }
    }

    private boolean isBound() {
        return state.enabled() && !(caller instanceof Caller.Server);
    }

    private boolean granted(KeyRange range, boolean write) {
        if (!(caller instanceof SignedIn signedIn) || signedIn.revision() == 0) {
            throw Refusal.USER_EMPTY.refused();
        }
        if (Long.compareUnsigned(signedIn.revision(), state.revision()) < 0) {
            throw Refusal.OLD_AUTH_REVISION.refused();
        }
        User user = state.user(signedIn.user());
        if (user == null) {
            return false;
        }
        return user.isRoot()
                || (write
                        ? state.granted(user).mayWrite(range)
                        : state.granted(user).mayRead(range));
    }
}
