package io.mainstay.etcd.internal.sink;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.stream.SinkException;
import io.mainstay.etcd.stream.SinkResult;
import io.mainstay.etcd.stream.WriteBurst;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a sink has ended.
 *
 * @param result what was written
 * @param failure the failure with the same facts; null when all was written
 */
record Ending(SinkResult result, @Nullable SinkException failure) {
    /**
     * Why a sink ends before its time.
     *
     * @param why a failed call; null for a conflict
     * @param conflict the key that did not stand as demanded; null for another reason
     * @param publisher what the publisher failed with; null for another reason
     */
    record Cause(
            @Nullable EtcdException why,
            @Nullable Bytes conflict,
            @Nullable Throwable publisher) {
        static Cause of(EtcdException why) {
            return new Cause(why, null, null);
        }

        static Cause conflict(Bytes key) {
            return new Cause(null, key, null);
        }

        static Cause publisher(Throwable failed) {
            return new Cause(null, null, failed);
        }

        private String text() {
            if (conflict != null) {
                return "key '" + conflict.utf8() + "' does not stand as the write demands: it exists, is gone, or was"
                        + " changed";
            }
            return why != null ? String.valueOf(why.getMessage()) : "the publisher failed: " + publisher;
        }
    }

    /** The end with these counts, and with what the bursts that are not written show. */
    static Ending of(@Nullable Cause cause, List<Tracked> open, SinkResult written) {
        long unknown = open.stream().mapToLong(burst -> burst.unknown).sum();
        long notWritten = open.stream()
                .mapToLong(burst -> burst.burst().writes().size() - burst.written - burst.unknown)
                .sum();
        SinkResult result =
                new SinkResult(written.written(), unknown, notWritten, written.revision(), written.leaseLeft());
        return new Ending(result, cause == null ? null : failure(cause, open, result));
    }

    private static SinkException failure(Cause cause, List<Tracked> open, SinkResult result) {
        EtcdException why = cause.why();
        String text = String.format(
                "%s: ended after %d changes, %d unknown, %d not written: %s",
                SinkEngine.OPERATION, result.written(), result.unknown(), result.notWritten(), cause.text());
        EtcdException.Failure facts = new EtcdException.Failure(
                why != null ? why.code() : cause.conflict() != null ? ErrorCode.FAILED_PRECONDITION : ErrorCode.ABORTED,
                why != null ? why.etcdMessage() : cause.text(),
                SinkEngine.OPERATION,
                why != null ? why.endpoint() : "",
                why != null && why.retryable(),
                result.unknown() > 0);
        SinkException.Rest rest = new SinkException.Rest(
                cause.conflict(), bursts(open, burst -> burst.unknown > 0), bursts(open, burst -> burst.unknown == 0));
        return new SinkException(facts, text, why != null ? why : cause.publisher(), result, rest);
    }

    private static List<WriteBurst> bursts(List<Tracked> open, Predicate<Tracked> which) {
        return open.stream().filter(which).map(Tracked::burst).toList();
    }

    /** Whether a lease that was to be revoked was gone already. */
    static boolean isGone(Throwable thrown) {
        return Patient.asEtcd(thrown) instanceof LeaseNotFoundException;
    }
}
