package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.internal.auth.AuthTexts;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.Set;

/**
 * Which failures leave a second attempt safe and useful. Pure.
 *
 * <p>The principle: a write is sent again only when the failure proves that it was not applied. etcd's own client
 * follows it; clients that did not have lost updates (Jepsen's report on jetcd 0.8.2).
 */
final class RetryRule {
    /**
     * What etcd answers before it proposes anything, or when it has found that it must not apply it, under codes that
     * promise no such thing.
     */
    private static final Set<String> NEVER_APPLIED = Set.of(
            EtcdTexts.NO_LEADER,
            EtcdTexts.UNHEALTHY,
            EtcdTexts.TOO_MANY_REQUESTS,
            EtcdTexts.NOT_ENOUGH_STARTED,
            EtcdTexts.CORRUPT,
            EtcdTexts.LEASE_NOT_FOUND,
            EtcdTexts.NOT_ELECTED,
            EtcdTexts.NO_ONE_ELECTED);

    private RetryRule() {}

    /** Whether to send the same request again. */
    static boolean sendAgain(Effect effect, TransportFailure failure) {
        if (!transientlyUnavailable(failure)) {
            return false;
        }
        return switch (effect) {
            // A read changes nothing, and a guarded write that was applied shows itself the second time.
            case READ, GUARDED -> true;
            case WRITE -> !maybeApplied(effect, failure);
        };
    }

    /** Whether a failed attempt may have changed something. */
    static boolean maybeApplied(Effect effect, TransportFailure failure) {
        if (effect == Effect.READ || !failure.sent() || AuthTexts.refusesToken(failure)) {
            return false;
        }
        return switch (failure.code()) {
            // Unavailable is what a broken connection looks like, and a server that gave up waiting for its own raft.
            // Unknown is what etcd calls what it has no code for, and may come from anywhere.
            case UNAVAILABLE, UNKNOWN, DATA_LOSS -> !NEVER_APPLIED.contains(failure.text());
            case CANCELLED, DEADLINE_EXCEEDED, INTERNAL, ABORTED -> true;
            default -> false;
        };
    }

    /** Whether the same call may succeed a little later, or elsewhere: a learner refuses what a voting member does. */
    static boolean transientlyUnavailable(TransportFailure failure) {
        return failure.code() == ErrorCode.UNAVAILABLE
                || EtcdTexts.TOO_MANY_REQUESTS.equals(failure.text())
                || EtcdTexts.NOT_FOR_LEARNER.equals(failure.text());
    }

    /**
     * Whether the same call may succeed later without any other change, if only its user waits: longer than it would
     * be sent again by itself.
     */
    static boolean worthWaiting(TransportFailure failure) {
        return transientlyUnavailable(failure)
                || EtcdTexts.LEARNER_BEHIND.equals(failure.text())
                || EtcdTexts.NOT_ENOUGH_STARTED.equals(failure.text());
    }
}
