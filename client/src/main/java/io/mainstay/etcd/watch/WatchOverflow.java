package io.mainstay.etcd.watch;

/**
 * What becomes of a watch whose queue is full because its reader is slower than its events, or whose reader is behind
 * while all watches of the client together hold as much as they may ({@link
 * io.mainstay.etcd.EtcdClientBuilder#watchMemory}).
 */
public enum WatchOverflow {
    /**
     * The server holds the events back: the watch is cancelled there, and started again from where the queue ends once
     * half of the queue is free. Nothing is lost, unless what the reader still needs is compacted meanwhile; then the
     * watch ends with {@link io.mainstay.etcd.error.CompactedException}.
     */
    PAUSE,
    /**
     * The watch ends with {@link io.mainstay.etcd.error.WatchOverflowException}, after all that is in the queue. For
     * who would rather start afresh than be late.
     */
    END
}
