package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.kv.Bytes;

/** One thing that is done to contended locks and elections. */
sealed interface QueueStep {
    /** A call that is answered, at once or when its turn comes. */
    record Ask(Operation<?, ?> operation) implements QueueStep {}

    /** The end of a call that waits. */
    record GiveUp(QueueModel.Waiter waiter) implements QueueStep {}

    /** A stream of leaders is opened. */
    record Observe(Bytes election) implements QueueStep {}

    /** A stream of leaders is closed. */
    record StopObserving(int number) implements QueueStep {}
}
