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
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.error.NoLeaderException;
import io.mainstay.etcd.error.NoSpaceException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.error.TooLargeException;
import io.mainstay.etcd.error.UnauthenticatedException;
import io.mainstay.etcd.error.UnavailableException;
import io.mainstay.etcd.error.UnsupportedByServerException;
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
                    EtcdTexts.TOO_MANY_OPS, new Leaf(TooLargeException::new, "split the transaction (--max-txn-ops)")),
            Map.entry(EtcdTexts.TOO_LARGE, new Leaf(TooLargeException::new, "send less at once (--max-request-bytes)")),
            Map.entry(
                    EtcdTexts.PERMISSION_DENIED,
                    new Leaf(PermissionDeniedException::new, "grant the user's role a permission for these keys")),
            Map.entry(EtcdTexts.INVALID_TOKEN, new Leaf(UnauthenticatedException::new, "")),
            Map.entry(EtcdTexts.OLD_AUTH_REVISION, new Leaf(UnauthenticatedException::new, "")),
            Map.entry(EtcdTexts.USER_EMPTY, new Leaf(UnauthenticatedException::new, "the server wants a user")),
            Map.entry(EtcdTexts.AUTH_FAILED, new Leaf(UnauthenticatedException::new, "")));

    /** Where a failure was read off the wire tells nobody anything; a caller who waits gets the stack of the wait. */
    private static final StackTraceElement[] NO_STACK = {};

    private static final String RPC_ERROR = "rpc error: code = ";
    private static final String DESC = " desc = ";

    private ErrorMapper() {}

    /** The exception for a failed attempt. */
    public static EtcdException map(TransportFailure failure, String operation, String endpoint, boolean maybeApplied) {
        String text = failure.text();
        boolean retryable = RetryRule.transientlyUnavailable(failure) || failure.cause() instanceof ConflictException;
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

    /** The exception for a lease that a keep-alive did not find. */
    public static EtcdException leaseNotFound(String operation, String endpoint) {
        return map(
                TransportFailure.answered(ErrorCode.NOT_FOUND, EtcdTexts.LEASE_NOT_FOUND), operation, endpoint, false);
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

    /** The exception for a thread that was interrupted while it waited; nothing of the call is known to be applied. */
    public static EtcdException interrupted(String operation) {
        return cancelled(operation, "", false, "the waiting thread was interrupted");
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
    static TransportFailure parseReason(String reason) {
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
                        failure.sent() ? "" : "check the endpoint, and that etcd runs there");
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
