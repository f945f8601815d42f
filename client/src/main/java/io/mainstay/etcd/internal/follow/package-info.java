/**
 * Following keys from a snapshot on: a pinned load, then a watch from the next revision, then again when history is
 * lost.
 *
 * <p>{@link FollowStep} is the pure heart: what comes next. {@link Follower} owns the state, reads the scan and the
 * watch, and hands on what they bring.
 */
@NullMarked
package io.mainstay.etcd.internal.follow;

import org.jspecify.annotations.NullMarked;
