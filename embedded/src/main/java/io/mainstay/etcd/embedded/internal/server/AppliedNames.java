package io.mainstay.etcd.embedded.internal.server;

import static java.util.Map.entry;

import io.mainstay.etcd.embedded.internal.auth.AuthChange;
import io.mainstay.etcd.embedded.internal.log.Entry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What etcd calls entries where it tells how long they took. */
final class AppliedNames {
    private static final Map<Class<?>, String> NAMES = Map.ofEntries(
            entry(Entry.Put.class, "Put"),
            entry(Entry.DeleteRange.class, "DeleteRange"),
            entry(Entry.Txn.class, "Txn"),
            entry(Entry.Compaction.class, "Compaction"),
            entry(Entry.LeaseGrant.class, "LeaseGrant"),
            entry(Entry.LeaseRevoke.class, "LeaseRevoke"),
            entry(Entry.LeaseCheckpoint.class, "LeaseCheckpoint"),
            entry(Entry.SignIn.class, "Authenticate"),
            entry(Entry.Alarm.class, "Alarm"),
            entry(Entry.Downgrade.class, "DowngradeInfoSet"),
            entry(AuthChange.Enable.class, "AuthEnable"),
            entry(AuthChange.Disable.class, "AuthDisable"),
            entry(AuthChange.AddUser.class, "AuthUserAdd"),
            entry(AuthChange.DeleteUser.class, "AuthUserDelete"),
            entry(AuthChange.ChangePassword.class, "AuthUserChangePassword"),
            entry(AuthChange.GrantRole.class, "AuthUserGrantRole"),
            entry(AuthChange.RevokeRole.class, "AuthUserRevokeRole"),
            entry(AuthChange.AddRole.class, "AuthRoleAdd"),
            entry(AuthChange.DeleteRole.class, "AuthRoleDelete"),
            entry(AuthChange.GrantPermission.class, "AuthRoleGrantPermission"),
            entry(AuthChange.RevokePermission.class, "AuthRoleRevokePermission"));

    private AppliedNames() {}

    /** The name of an entry; null for a change of members, which etcd does not time. */
    static @Nullable String of(Entry<?> entry) {
        if (entry instanceof Entry.By<?> by) {
            return of(by.entry());
        } else if (entry instanceof Entry.Auth auth) {
            return NAMES.get(auth.change().getClass());
        }
        return NAMES.get(entry.getClass());
    }
}
