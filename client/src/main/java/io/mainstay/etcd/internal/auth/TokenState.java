package io.mainstay.etcd.internal.auth;

/**
 * How a client stands with its server.
 *
 * <pre>
 *            Asked               Got
 *   Absent ---------> Fetching ---------> Held
 *     ^                |   ^  ^            |
 *     +---- Failed ----+   |  +------------+ Asked by one whom this very pass was refused
 *               Refused |  | Asked after the pause
 *                       v  |
 *                     Rejected
 * </pre>
 */
sealed interface TokenState {
    /** No pass. */
    record Absent() implements TokenState {}

    /**
     * A token is being fetched.
     *
     * @param rejections how often in a row the credentials were rejected before
     */
    record Fetching(int rejections) implements TokenState {}

    /** The pass that everyone goes with. */
    record Held(Pass pass) implements TokenState {}

    /**
     * The credentials were rejected. Until the pause is over, those who ask are told so without asking the server, whom
     * each try costs a hash made slow on purpose.
     *
     * @param why what the server said
     * @param until when the pause is over, on the monotonic clock
     * @param rejections how often in a row
     */
    record Rejected(NoToken why, long until, int rejections) implements TokenState {}
}
