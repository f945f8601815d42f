package io.mainstay.etcd.kv;

import io.mainstay.etcd.error.EtcdException;
import java.util.List;

/**
 * A chunked run has ended before its end. It tells exactly what was done; the cause tells why it ended. To go on, run
 * the same with {@link #notDone()}, after looking at {@link #unknown()}.
 */
public final class BulkException extends EtcdException {
    private static final long serialVersionUID = 1L;

    private final transient BulkResult result;
    private final transient List<Bytes> done;
    private final transient List<Bytes> unknown;
    private final transient List<Bytes> notDone;

    /** A failure with what was done and what was not, as keys in the order of the input. */
    public BulkException(Failure failure, String message, Throwable cause, BulkResult result, Keys keys) {
        super(failure, message, cause);
        this.result = result;
        this.done = keys.done();
        this.unknown = keys.unknown();
        this.notDone = keys.notDone();
    }

    /**
     * The keys of a run by what became of them, each list in the order of the input.
     *
     * @param done those of transactions that were applied
     * @param unknown those of transactions that may have been applied
     * @param notDone those of transactions that surely were not applied
     */
    public record Keys(List<Bytes> done, List<Bytes> unknown, List<Bytes> notDone) {}

    /** The sums of what was done. */
    public BulkResult result() {
        return result;
    }

    /** The keys that were done. */
    public List<Bytes> done() {
        return done;
    }

    /** The keys of transactions that may have been applied; each of them wholly or not at all. */
    public List<Bytes> unknown() {
        return unknown;
    }

    /** The keys that surely were not done. */
    public List<Bytes> notDone() {
        return notDone;
    }
}
