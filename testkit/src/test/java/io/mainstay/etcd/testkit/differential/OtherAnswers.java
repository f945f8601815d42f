package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.auth.AuthResult;
import io.mainstay.etcd.auth.AuthStatusResult;
import io.mainstay.etcd.auth.AuthenticateResult;
import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.auth.RoleGetResult;
import io.mainstay.etcd.auth.RoleListResult;
import io.mainstay.etcd.auth.UserGetResult;
import io.mainstay.etcd.auth.UserListResult;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.election.CampaignResult;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.election.ProclaimResult;
import io.mainstay.etcd.election.ResignResult;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lock.LockResult;
import io.mainstay.etcd.lock.UnlockResult;
import io.mainstay.etcd.spi.WatchReply;
import java.util.Comparator;
import java.util.List;

/** What is the same in the answers of two servers, of the services besides keys and leases. */
final class OtherAnswers {
    private OtherAnswers() {}

    static Object normal(Object value) {
        if (value instanceof AuthResult result) {
            return new AuthResult(Verdict.header(result.header()));
        } else if (value instanceof AuthStatusResult result) {
            return new AuthStatusResult(Verdict.header(result.header()), result.enabled(), result.authRevision());
        } else if (value instanceof AuthenticateResult result) {
            return Verdict.header(result.header());
        } else if (value instanceof UserGetResult result) {
            return new UserGetResult(Verdict.header(result.header()), result.roles());
        } else if (value instanceof UserListResult result) {
            return new UserListResult(Verdict.header(result.header()), result.users());
        } else if (value instanceof RoleGetResult result) {
            return new RoleGetResult(Verdict.header(result.header()), sorted(result.permissions()));
        } else if (value instanceof RoleListResult result) {
            return new RoleListResult(Verdict.header(result.header()), result.roles());
        } else if (value instanceof WatchReply reply) {
            return List.of(
                    reply.kind(),
                    reply.watchId(),
                    reply.cancelReason(),
                    reply.header().revision());
        }
        return recipe(value);
    }

    private static Object recipe(Object value) {
        if (value instanceof LockResult result) {
            return new LockResult(Verdict.header(result.header()), result.key());
        } else if (value instanceof UnlockResult result) {
            return new UnlockResult(Verdict.header(result.header()));
        } else if (value instanceof CampaignResult result) {
            return new CampaignResult(Verdict.header(result.header()), result.leader());
        } else if (value instanceof LeaderResult result) {
            return new LeaderResult(Verdict.header(result.header()), result.kv());
        } else if (value instanceof ProclaimResult result) {
            return new ProclaimResult(Verdict.header(result.header()));
        } else if (value instanceof ResignResult result) {
            return new ResignResult(Verdict.header(result.header()));
        } else if (value instanceof MemberListResult result) {
            return List.of(result.members().size(), result.header().revision());
        } else if (value instanceof StatusResult result) {
            return Verdict.header(result.header());
        }
        throw new AssertionError("nothing is known of " + value.getClass());
    }

    /** Of many permissions etcd keeps those with one key in any order: its sort is not stable. */
    private static List<Permission> sorted(List<Permission> permissions) {
        Comparator<Permission> byKey =
                Comparator.comparing((Permission one) -> one.range().key());
        Comparator<Permission> byEnd =
                Comparator.<Permission, Bytes>comparing(one -> one.range().end());
        return permissions.stream()
                .sorted(byKey.thenComparing(byEnd).thenComparing(Permission::type))
                .toList();
    }
}
