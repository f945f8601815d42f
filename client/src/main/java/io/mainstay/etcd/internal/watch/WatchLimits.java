package io.mainstay.etcd.internal.watch;

import java.time.Duration;

/**
 * What the watches of a client keep to.
 *
 * @param queueEvents how many events may wait in the queue of one watch
 * @param queuedBytes how much may wait in the queues of all watches together
 * @param progressInterval after how long without a proof that nothing is missing a stream is asked for one; zero for
 *     never
 */
public record WatchLimits(int queueEvents, long queuedBytes, Duration progressInterval) {}
