package io.mainstay.etcd.internal.auth;

import org.jspecify.annotations.Nullable;

/** What can happen to the token of a client. {@code now} is a reading of the monotonic clock. */
sealed interface TokenInput {
    /** Someone waits for a pass, other than the one that was refused to them, if one was. */
    record Asked(@Nullable Pass refused, long now) implements TokenInput {}

    /** There is a new one. */
    record Got(Pass pass) implements TokenInput {}

    /** The credentials were rejected. */
    record Refused(NoToken why, long now) implements TokenInput {}

    /** There is none now. */
    record Failed(NoToken why) implements TokenInput {}
}
