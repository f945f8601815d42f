package io.mainstay.etcd.stream;

import io.mainstay.etcd.kv.Cursor;
import java.util.concurrent.Flow;

/**
 * Tells keys burst by burst: to subscribers, or to a loop that waits. Each subscriber, and each cursor, gets a
 * reading of its own, from the beginning. Nothing is sent before it is asked for a burst.
 *
 * <p>A source that <em>follows</em> tells how the keys stand, in parts ({@link Burst.Snapshot}), then that they are
 * complete as of a revision ({@link Burst.Complete}), then every later revision that changed them ({@link Burst.Live}),
 * without end. All parts are read at one revision, and the changes are watched from the next one, so each change is
 * told exactly once, however the two come about in time. A connection that breaks is made anew, and the source goes
 * on after the last revision told; history compacted meanwhile ends it with a {@link
 * io.mainstay.etcd.error.CompactedException}, unless {@link SourceRequest#relist} is said.
 *
 * <p>A source that <em>replays</em> ({@link SourceRequest#replay(long, long)}) tells the changes between two revisions,
 * as etcd keeps them, and completes: twice the same. A first revision that is compacted ends it with a {@link
 * io.mainstay.etcd.error.CompactedException} that tells the oldest one kept. Where the last
 * revision changed other keys only, its end is known when the server says so: at once over gRPC, but over the JSON
 * gateway only with its next progress notice (each 10 minutes by default).
 *
 * <p><em>Order.</em> Revisions rise; events of a revision are in the order of its transaction, and never split.
 *
 * <p><em>Back-pressure.</em> Bursts come as they are asked for. For a reader that is slow, up to two pages of a
 * snapshot wait (about a MiB each), or the watch's queue (10,000 events or 32 MiB) and a list of about 1,000 events
 * taken from it; then the watch is taken off the server, and taken up from there when there is room. A reader so slow
 * that history is compacted behind it loses it as above.
 *
 * <p>A source ends with an {@link io.mainstay.etcd.error.EtcdException}: for a subscriber by {@code onError}, for a
 * cursor thrown after every burst before it. Also when the client is closed. Subscribers are called on the client's
 * executor.
 */
public interface Source extends Flow.Publisher<Burst> {
    /**
     * The bursts for a loop that waits for them, for ever if need be. Close it: without that, or an end of its own, it
     * goes on watching.
     */
    Cursor<Burst> cursor();
}
