/**
 * The watch engine: many watches on one stream, each surviving the stream.
 *
 * <p>{@link WatchStep} is the pure heart: what a watch does next. {@link WatchMux} owns the stream and all state, and
 * carries effects out. {@link WatchQueue} stands between the engine and the user's thread.
 */
@NullMarked
package io.mainstay.etcd.internal.watch;

import org.jspecify.annotations.NullMarked;
