package io.mainstay.etcd.cluster;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A hold on one member: every call goes to that member and no other, and fails when that one cannot be reached. Where a
 * member has several addresses, the next one is tried when one cannot be reached.
 *
 * <p>Calls wait for the answer, for the client's call timeout at the most unless a method says otherwise. Close it when
 * done: a connection that was opened for it is closed then, at the latest with the client. Safe for many threads.
 */
public interface Maintenance extends AutoCloseable {
    /** How long {@link #defragment()} may take. */
    Duration DEFRAGMENT_TIMEOUT = Duration.ofMinutes(10);

    /** The same operations with futures. */
    AsyncMaintenance async();

    /** The member's state. */
    StatusResult status();

    /** The hash of all keys up to a revision (0: the newest), for comparing members at one revision. */
    HashKvResult hashKv(long revision);

    /** The hash of the whole database; etcd keeps it for its own tests, as it may differ between healthy members. */
    HashResult hash();

    /** The alarms that this member knows to be on, its own and the others'. */
    List<Alarm> alarms();

    /**
     * Gives unused space of the database back to the file system. The member answers nothing else meanwhile, so do so
     * to one member after the other. Waits up to {@link #DEFRAGMENT_TIMEOUT}; sent again only if it surely did not run.
     */
    DefragmentResult defragment();

    /** The same with another timeout; when that is over, the member may be at it still. */
    DefragmentResult defragment(Duration timeout);

    /**
     * Saves the member's database to a file that {@code etcdutl snapshot restore} takes, with the defaults of {@link
     * SnapshotOptions}.
     */
    SnapshotResult snapshot(Path file);

    /**
     * Saves the member's database to a file, like {@code snapshot(file, o -> o.progress(p -> show(p)))}.
     *
     * <p>What comes is written to {@code FILE.part}, which only its owner may read, by the calling thread. When all has
     * come, its SHA-256 is what etcd says it is, and the disk has it, the file is renamed to its name in one step,
     * replacing one that is there. On any failure the part is deleted and a file that is there stays as it was.
     *
     * @throws io.mainstay.etcd.error.SnapshotException when it did not come whole or could not be written
     * @throws io.mainstay.etcd.error.EtcdException when the member cannot be reached, or breaks off
     */
    SnapshotResult snapshot(Path file, UnaryOperator<SnapshotOptions> options);

    /**
     * Writes the member's database to a stream, in the same form, by the calling thread. The stream is flushed and not
     * closed. Whether all of it was right is known only at the end: on a failure, throw away what was written.
     */
    SnapshotResult snapshot(OutputStream to, UnaryOperator<SnapshotOptions> options);

    /** Closes what was opened for it. Closing twice is the same as once. */
    @Override
    void close();
}
