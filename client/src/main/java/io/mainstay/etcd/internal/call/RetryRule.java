package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.internal.auth.AuthTexts;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.TransportFailure;

/**
 * Which failures leave a second attempt safe and useful. Pure.
 *
 * <p>The principle: a write is sent again only when the failure proves that it was not applied. etcd's own client
 * follows it; clients that did not have lost updates (Jepsen's report on jetcd 0.8.2).
 */
final class RetryRule {
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
            case UNAVAILABLE -> !EtcdTexts.NO_LEADER.equals(failure.text());
            // etcd answers so before it proposes anything; any other unknown error may come from anywhere.
            case UNKNOWN ->
                !EtcdTexts.TOO_MANY_REQUESTS.equals(failure.text())
                        && !EtcdTexts.NOT_ENOUGH_STARTED.equals(failure.text());
            case CANCELLED, DEADLINE_EXCEEDED, INTERNAL, ABORTED, DATA_LOSS -> true;
            default -> false;
        };
    }

    /** Whether the same call may succeed a little later. */
    static boolean transientlyUnavailable(TransportFailure failure) {
        return failure.code() == ErrorCode.UNAVAILABLE || EtcdTexts.TOO_MANY_REQUESTS.equals(failure.text());
    }
}
