package io.mainstay.etcd.internal.follow;

import io.mainstay.etcd.error.EtcdException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done for a follower. */
sealed interface FollowEffect {
    /** Wait a while before the next load, after so many failures in a row. */
    record Rest(int failures) implements FollowEffect {}

    /** Begin to read the keys. */
    record Load() implements FollowEffect {}

    /** Begin to watch, from this revision on. */
    record Watch(long from) implements FollowEffect {}

    /** Let go of the load or the watch that is open. */
    record Drop() implements FollowEffect {}

    /** Give the reader these, at least one. */
    record Tell(List<Followed> news) implements FollowEffect {}

    /** It is over: with a failure, or null when it was closed. */
    record Finish(@Nullable EtcdException why) implements FollowEffect {}
}
