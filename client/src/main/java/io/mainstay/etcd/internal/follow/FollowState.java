package io.mainstay.etcd.internal.follow;

import io.mainstay.etcd.error.EtcdException;
import org.jspecify.annotations.Nullable;

/**
 * How one follower stands.
 *
 * <pre>
 *         Wanted, Rested            AllRead
 *   Idle ----------------> Loading ---------> Watching
 *    ^                        |                  |
 *    +-------- Failed --------+----- Failed -----+
 *
 *   any of them: Close, or Failed for good ---> Ended
 * </pre>
 *
 * <p>{@code again} tells that keys were complete before; {@code failures} counts those in a row.
 */
sealed interface FollowState {
    /** Nothing is open; a load is to begin when the reader wants more, and not before it has rested. */
    record Idle(boolean again, int failures) implements FollowState {}

    /** The keys are being read at one revision. */
    record Loading(boolean again, int failures) implements FollowState {}

    /** The changes are being read. */
    record Watching(int failures) implements FollowState {}

    /** Over: with a failure, or null when it was closed. */
    record Ended(@Nullable EtcdException why) implements FollowState {}
}
