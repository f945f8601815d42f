/**
 * The engine of views: a persistent ordered map, and its owner that feeds it from a follower.
 *
 * <p>{@link ViewStep} is the pure heart: what a view becomes by what was followed. {@link ViewOwner} owns it, and
 * serves those who wait. {@link ListenerLine} stands between it and a listener, {@link WordIndex} beside it.
 */
@NullMarked
package io.mainstay.etcd.internal.view;

import org.jspecify.annotations.NullMarked;
