package io.mainstay.etcd.lease;

/**
 * Why a kept lease was lost.
 *
 * @param id the lease
 * @param reason what happened
 */
public record LeaseLoss(long id, Reason reason) {
    /** What can happen to a kept lease. */
    public enum Reason {
        /** The server no longer knows it: it expired there, or someone revoked it. */
        NOT_FOUND,
        /** No renewal was answered for all of its life, so the server will have ended it or soon will. */
        EXPIRED,
        /** The server refused the renewal for good, like a user without permission. */
        REFUSED,
        /** The client was closed. */
        CLIENT_CLOSED
    }
}
