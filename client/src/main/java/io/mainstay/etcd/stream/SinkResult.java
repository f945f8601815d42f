package io.mainstay.etcd.stream;

/**
 * What a {@link Sink} has done, counted in single changes.
 *
 * @param written how many are written
 * @param unknown how many may have been written: those of transactions whose answer was lost and that do not show
 * @param notWritten how many surely were not written
 * @param revision the newest revision of what was written; 0 when nothing was
 * @param leaseLeft the lease that is left to end by itself, because it could not be revoked; 0 when there is none
 */
public record SinkResult(long written, long unknown, long notWritten, long revision, long leaseLeft) {
    /** Nothing done. */
    public static final SinkResult NOTHING = new SinkResult(0, 0, 0, 0, 0);

    /** Whether all that was given to the sink is written. */
    public boolean isComplete() {
        return unknown == 0 && notWritten == 0;
    }
}
