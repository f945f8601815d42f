/**
 * The watch engine: many watches on few streams, each surviving the stream.
 *
 * <p>{@link WatchStep} is the pure heart: what a watch does next. {@link WatchMux} gives each watch a lane;
 * {@link WatchLane} owns all state and carries effects out; {@link StreamSupply} has its stream, {@link
 * StreamMessages} reads what comes over it, and {@link StreamVigil} notices when nothing does. {@link WatchQueue}
 * stands between the engine and the user's thread.
 */
@NullMarked
package io.mainstay.etcd.internal.watch;

import org.jspecify.annotations.NullMarked;
