package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.crypto.DecryptFailedException;
import io.mainstay.etcd.crypto.KeyUseLimitException;
import io.mainstay.etcd.error.CallCancelledException;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.ConflictException;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.EtcdException.Failure;
import io.mainstay.etcd.error.FutureRevisionException;
import io.mainstay.etcd.error.InvalidRequestException;
import io.mainstay.etcd.error.LeadershipLostException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.error.LockLostException;
import io.mainstay.etcd.error.NoLeaderException;
import io.mainstay.etcd.error.NoSpaceException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.error.SnapshotException;
import io.mainstay.etcd.error.TooLargeException;
import io.mainstay.etcd.error.UnauthenticatedException;
import io.mainstay.etcd.error.UnavailableException;
import io.mainstay.etcd.error.UnsupportedByServerException;
import io.mainstay.etcd.error.WatchOverflowException;
import io.mainstay.etcd.internal.auth.AuthTexts;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TlsTrouble;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what a transport saw into the exception a user catches: by etcd's text first, then by the status code. */
public final class ErrorMapper {
    private static final Map<String, Leaf> BY_TEXT = Map.ofEntries(
            Map.entry(EtcdTexts.COMPACTED, compacted(0)),
            Map.entry(EtcdTexts.FUTURE_REVISION, new Leaf(FutureRevisionException::new, "")),
            Map.entry(EtcdTexts.LEASE_NOT_FOUND, new Leaf(LeaseNotFoundException::new, "grant a new lease")),
            Map.entry(
                    EtcdTexts.NO_SPACE,
                    new Leaf(
                            NoSpaceException::new,
                            "compact and defragment, or raise the quota; then disarm the alarm")),
            Map.entry(EtcdTexts.NO_LEADER, new Leaf(NoLeaderException::new, "")),
            Map.entry(EtcdTexts.LEADER_CHANGED, new Leaf(NoLeaderException::new, "")),
            Map.entry(
                    EtcdTexts.TOO_MANY_REQUESTS,
                    new Leaf(UnavailableException::new, "the server is behind with applying; send less at a time")),
            Map.entry(
                    EtcdTexts.NOT_ELECTED,
                    new Leaf(LeadershipLostException::new, "the leadership was resigned, or its lease ended")),
            Map.entry(
                    EtcdTexts.SESSION_EXPIRED,
                    new Leaf(LockLostException::new, "its lease ended, or somebody deleted the key")),
            Map.entry(
                    EtcdTexts.TOO_MANY_OPS, new Leaf(TooLargeException::new, "split the transaction (--max-txn-ops)")),
            Map.entry(EtcdTexts.TOO_LARGE, new Leaf(TooLargeException::new, "send less at once (--max-request-bytes)")),
            Map.entry(
                    EtcdTexts.PERMISSION_DENIED,
                    new Leaf(PermissionDeniedException::new, "grant the user's role a permission for these keys")),
            Map.entry(AuthTexts.INVALID_TOKEN, unauthenticated("")),
            Map.entry(AuthTexts.OLD_REVISION, unauthenticated("")),
            Map.entry(AuthTexts.OLD_REVISION_EARLY, unauthenticated("")),
            Map.entry(AuthTexts.NOBODY, unauthenticated("the server wants to know who calls")),
            Map.entry(AuthTexts.WRONG_PASSWORD, unauthenticated("check the user and the password of the client")),
            Map.entry(
                    AuthTexts.NO_PASSWORD_USER,
                    unauthenticated("this user has no password and signs in by certificate only")));

    /** Where a failure was read off the wire tells nobody anything; a caller who waits gets the stack of the wait. */
    private static final StackTraceElement[] NO_STACK = {};

    private static final String RPC_ERROR = "rpc error: code = ";
    private static final String DESC = " desc = ";

    private ErrorMapper() {}

    /** The exception for a failed attempt. */
    public static EtcdException map(TransportFailure failure, String operation, String endpoint, boolean maybeApplied) {
        String text = failure.text();
        boolean retryable = RetryRule.worthWaiting(failure) || failure.cause() instanceof ConflictException;
        Failure facts = new Failure(failure.code(), text, operation, endpoint, retryable, maybeApplied);
        Leaf ofLayer = byCause(failure.cause());
        Leaf leaf = ofLayer != null ? ofLayer : BY_TEXT.getOrDefault(text, byCode(failure));
        return leaf.make(facts, failure.cause());
    }

    /** What a layer of the client failed with keeps its type and all it tells. */
    private static @Nullable Leaf byCause(@Nullable Throwable cause) {
        if (cause instanceof DecryptFailedException closed) {
            return new Leaf((facts, message, same) -> closed.during(facts, message), "");
        }
        if (cause instanceof KeyUseLimitException worn) {
            return new Leaf((facts, message, same) -> worn.during(facts, message), "");
        }
        return cause instanceof ConflictException ? new Leaf(ConflictException::new, "try again") : null;
    }

    /** The exception for a watch that the server refused or ended with a reason in words. */
    public static EtcdException mapReason(String reason, String operation, String endpoint) {
        return map(parseReason(reason), operation, endpoint, false);
    }

    /** The exception for a watch whose history was compacted. */
    public static EtcdException compacted(long compactRevision, String operation, String endpoint) {
        Failure facts = new Failure(ErrorCode.OUT_OF_RANGE, EtcdTexts.COMPACTED, operation, endpoint, false, false);
        return compacted(compactRevision).make(facts, null);
    }

    /** The exception for a call or stream whose token was refused for good. */
    public static EtcdException tokenRefused(
            TransportFailure failure, String operation, String endpoint, boolean maybeApplied, String hint) {
        Failure facts = new Failure(failure.code(), failure.text(), operation, endpoint, false, maybeApplied);
        return unauthenticated(hint).make(facts, failure.cause());
    }

    /** The exception for a lease that a keep-alive did not find. */
    public static EtcdException leaseNotFound(String operation, String endpoint) {
        return map(
                TransportFailure.answered(ErrorCode.NOT_FOUND, EtcdTexts.LEASE_NOT_FOUND), operation, endpoint, false);
    }

    /** The exception for what needs a leader while there is none. */
    public static EtcdException noLeader(String operation, String endpoint) {
        return map(TransportFailure.answered(ErrorCode.UNAVAILABLE, EtcdTexts.NO_LEADER), operation, endpoint, false);
    }

    /** Whether a member refused what only the leader can do, so that another is to be asked. */
    public static boolean isNotLeader(EtcdException failure) {
        return failure.etcdMessage().equals(EtcdTexts.NOT_LEADER);
    }

    /** Whether the key of a wait was deleted under it; a lease that has ended is told when the wait begins anew. */
    public static boolean isPlaceLost(EtcdException failure) {
        return failure.etcdMessage().equals(EtcdTexts.SESSION_EXPIRED);
    }

    /** Whether an election was found without a leader. */
    public static boolean isNoOneElected(EtcdException failure) {
        return failure.etcdMessage().equals(EtcdTexts.NO_ONE_ELECTED);
    }

    /**
     * Whether a stream that ended so may be opened again with hope: what a server refuses for good it refuses again.
     */
    public static boolean isPassing(TransportFailure failure) {
        return switch (failure.code()) {
            case UNAVAILABLE, UNKNOWN, INTERNAL, CANCELLED, ABORTED, DEADLINE_EXCEEDED -> true;
            default -> false;
        };
    }

    /** The exception for an operation whose time is up. */
    public static EtcdException deadline(
            String operation, String endpoint, boolean maybeApplied, Duration timeout, @Nullable Throwable last) {
        Failure facts = new Failure(
                ErrorCode.DEADLINE_EXCEEDED,
                "no answer within " + timeout.toMillis() + " ms",
                operation,
                endpoint,
                true,
                maybeApplied);
        String hint = last == null ? "the server did not answer" : "last failure: " + last.getMessage();
        return new Leaf(DeadlineExceededException::new, hint).make(facts, last);
    }

    static EtcdException cancelled(String operation, String endpoint, boolean maybeApplied, String why) {
        Failure facts = new Failure(ErrorCode.CANCELLED, why, operation, endpoint, false, maybeApplied);
        return new Leaf(CallCancelledException::new, "").make(facts, null);
    }

    /** The exception for what its caller has cancelled, where it changes nothing. */
    public static EtcdException cancelledByCaller(String operation, String endpoint) {
        return cancelled(operation, endpoint, false, "cancelled by its caller");
    }

    /** The exception for a snapshot that did not come whole or could not be written. */
    public static EtcdException snapshot(ErrorCode code, String text, String endpoint, @Nullable Throwable cause) {
        Failure facts =
                new Failure(code, text, Rpcs.SNAPSHOT.shortName(), endpoint, code == ErrorCode.DATA_LOSS, false);
        return new Leaf(SnapshotException::new, "").make(facts, cause);
    }

    /** The exception for a thread that was interrupted while it waited; nothing of the call is known to be applied. */
    public static EtcdException interrupted(String operation) {
        return cancelled(operation, "", false, "the waiting thread was interrupted");
    }

    /** The exception for what should not happen: a part of this library threw. */
    public static EtcdException broken(String operation, @Nullable Throwable thrown) {
        return map(
                new TransportFailure(ErrorCode.INTERNAL, operation + " broke: " + thrown, true, thrown),
                operation,
                "",
                true);
    }

    /** The exception for a change that others' changes of the same keys kept away again and again. */
    public static EtcdException conflict(String operation, String text) {
        Failure facts = new Failure(ErrorCode.ABORTED, text, operation, "", true, false);
        return new Leaf(ConflictException::new, "others write the same keys; try again later").make(facts, null);
    }

    /** The exception for a request that would be refused as too large, before it is sent. */
    public static EtcdException tooLarge(String operation, String text, String advice) {
        Failure facts = new Failure(ErrorCode.RESOURCE_EXHAUSTED, text, operation, "", false, false);
        return new Leaf(TooLargeException::new, advice).make(facts, null);
    }

    /** The exception for a watch that ends because its queue is full. */
    public static EtcdException watchOverflow(String operation, String limit, long resumeRevision) {
        String text = "the reader is too slow: the queue of the watch is full (" + limit + ")";
        return watchOverflow(operation, text, "watchQueueEvents", resumeRevision);
    }

    /** The exception for a watch that ended because all watches of the client together hold as much as they may. */
    public static EtcdException watchesOverflow(String operation, long bytes, long resumeRevision) {
        String text = "the reader is too slow: events wait in its queue, and the queues of all watches of the client"
                + " together hold " + bytes + " bytes";
        return watchOverflow(operation, text, "watchMemory", resumeRevision);
    }

    private static EtcdException watchOverflow(String operation, String text, String option, long resumeRevision) {
        Failure facts = new Failure(ErrorCode.RESOURCE_EXHAUSTED, text, operation, "", true, false);
        return new Leaf(
                        (same, message, cause) -> new WatchOverflowException(same, message, resumeRevision, cause),
                        "read faster, raise " + option + ", or let a full queue pause the watch; a new watch from"
                                + " revision " + resumeRevision + " misses nothing")
                .make(facts, null);
    }

    /** The exception for a watch whose user's executor takes no more tasks. */
    public static EtcdException executorRefused(String operation) {
        return cancelled(operation, "", false, "the executor refused to run what receives the events");
    }

    /** The exception for what was under way, or is begun, when the client is closed. */
    public static EtcdException closed(String operation, boolean maybeApplied) {
        Failure facts = new Failure(ErrorCode.CANCELLED, "the client is closed", operation, "", false, maybeApplied);
        return new Leaf(ClientClosedException::new, "").make(facts, null);
    }

    /** Reads a watch's cancel reason, which is bare text or carries a status code in Go's words. */
    public static TransportFailure parseReason(String reason) {
        ErrorCode code = ErrorCode.UNKNOWN;
        String text = reason;
        int desc = reason.indexOf(DESC);
        if (reason.startsWith(RPC_ERROR) && desc > 0) {
            code = goName(reason.substring(RPC_ERROR.length(), desc).strip());
            text = reason.substring(desc + DESC.length());
        }
        return TransportFailure.answered(code, text);
    }

    private static ErrorCode goName(String name) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.name().replace("_", "").equalsIgnoreCase(name)
                    || name.equals("Canceled") && code == ErrorCode.CANCELLED) {
                return code;
            }
        }
        return ErrorCode.UNKNOWN;
    }

    private static Leaf byCode(TransportFailure failure) {
        return switch (failure.code()) {
            case UNAVAILABLE ->
                new Leaf(
                        UnavailableException::new,
                        failure.sent() || TlsTrouble.explain(failure.cause()).isPresent()
                                ? ""
                                : "check the endpoint, and that etcd runs there");
            case DEADLINE_EXCEEDED -> new Leaf(DeadlineExceededException::new, "");
            case CANCELLED -> new Leaf(CallCancelledException::new, "");
            case PERMISSION_DENIED -> new Leaf(PermissionDeniedException::new, "");
            case UNAUTHENTICATED -> new Leaf(UnauthenticatedException::new, "");
            case RESOURCE_EXHAUSTED -> new Leaf(TooLargeException::new, "");
            case INVALID_ARGUMENT -> new Leaf(InvalidRequestException::new, "");
            case UNIMPLEMENTED -> new Leaf(UnsupportedByServerException::new, "the server is older than this call");
            default -> new Leaf(EtcdException::new, "");
        };
    }

    private static Leaf unauthenticated(String hint) {
        return new Leaf(UnauthenticatedException::new, hint);
    }

    private static Leaf compacted(long revision) {
        String hint = revision > 0
                ? "the oldest revision kept is " + revision
                : "read again at the newest revision and go on from there";
        return new Leaf((facts, message, cause) -> new CompactedException(facts, message, revision, cause), hint);
    }

    private interface Constructor {
        EtcdException make(Failure failure, String message, @Nullable Throwable cause);
    }

    /** How to make one type of exception, with a word on what to do. */
    private record Leaf(Constructor constructor, String hint) {
        EtcdException make(Failure facts, @Nullable Throwable cause) {
            StringBuilder message = new StringBuilder(facts.operation().isEmpty() ? "call" : facts.operation());
            if (!facts.endpoint().isEmpty()) {
                message.append(" at ").append(facts.endpoint());
            }
            message.append(": ").append(facts.text().isEmpty() ? facts.code().toString() : facts.text());
            if (!hint.isEmpty()) {
                message.append(" (").append(hint).append(')');
            }
            if (facts.maybeApplied()) {
                message.append("; it may have been applied");
            }
            EtcdException made = constructor.make(facts, message.toString(), cause);
            made.setStackTrace(NO_STACK);
            return made;
        }
    }
}
