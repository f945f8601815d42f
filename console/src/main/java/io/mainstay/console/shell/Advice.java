package io.mainstay.console.shell;

import io.mainstay.console.command.UnreachableException;
import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.FutureRevisionException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.error.NoSpaceException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.error.TooLargeException;
import io.mainstay.etcd.error.UnauthenticatedException;
import io.mainstay.etcd.error.UnsupportedByServerException;

/**
 * What to do about a failure, for a person at a shell. The first line of a failure is etcd's own text, as etcdctl's is.
 */
final class Advice {
    private Advice() {}

    /** The failure, and below it what to do. */
    static String of(EtcdException failure) {
        String text = failure.etcdMessage().isEmpty() ? failure.code().toString() : failure.etcdMessage();
        return text + after(failure);
    }

    /** The failure, and below it what to do. */
    static String of(UnreachableException failure) {
        String first = failure.endpoints().get(0);
        String address = first.substring(first.indexOf("://") < 0 ? 0 : first.indexOf("://") + 3);
        return failure.getMessage() + "\n  start an etcd there (mainstay up --listen " + address
                + "), or name another with --endpoints";
    }

    /** What to do, on a line of its own below; empty when there is nothing to say. */
    static String after(EtcdException failure) {
        String advice = advice(failure);
        String where = failure.endpoint().isEmpty() ? "" : failure.operation() + " at " + failure.endpoint();
        String whole = advice.isEmpty() || where.isEmpty() ? where + advice : where + ": " + advice;
        return (whole.isEmpty() ? "" : "\n  " + whole)
                + (failure.maybeApplied() ? "\n  it may have been applied: look before you repeat it" : "");
    }

    private static String advice(EtcdException failure) {
        if (failure instanceof CompactedException compacted) {
            return compacted.compactRevision() > 0
                    ? "the oldest revision kept is " + compacted.compactRevision()
                    : "history before it is gone; name a newer revision";
        } else if (failure instanceof FutureRevisionException) {
            return "etcd has not come that far; leave the revision out to use the newest";
        } else if (failure instanceof LeaseNotFoundException) {
            return "it has expired, was revoked or never was; see lease list";
        } else if (failure instanceof NoSpaceException) {
            return "compact and defragment, or raise the server's quota, then disarm the alarm";
        } else if (failure instanceof TooLargeException) {
            return "split it, or raise the server's --max-txn-ops or --max-request-bytes";
        } else if (failure instanceof PermissionDeniedException || failure instanceof UnauthenticatedException) {
            return "the server asks for a user, which this version cannot give yet";
        } else if (failure instanceof UnsupportedByServerException) {
            return "the server is older than this command";
        } else if (failure instanceof DeadlineExceededException) {
            return failure.getCause() == null
                    ? "the server did not answer; give it more time with --command-timeout"
                    : "last failure: " + failure.getCause().getMessage();
        }
        return "";
    }
}
