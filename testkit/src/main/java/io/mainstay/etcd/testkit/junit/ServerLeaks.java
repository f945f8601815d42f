package io.mainstay.etcd.testkit.junit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a server still holds for clients that are closed. */
final class ServerLeaks {
    private static final long STEP_MILLIS = 5;

    private ServerLeaks() {}

    /** Looks again and again, since a server hears of the end of a stream a little after its client. */
    static void awaitQuiet(ServerGauges gauges, Duration patience) {
        CountDownLatch never = new CountDownLatch(1);
        for (long left = patience.toMillis(); !gauges.quiet(); left -= STEP_MILLIS) {
            if (left <= 0 || pausedByInterrupt(never)) {
                throw new AssertionError("leaked: the server still has " + gauges.watchers() + " watches, "
                        + gauges.streams() + " streams and " + gauges.leases() + " leases "
                        + patience.toMillis() + " ms after its clients were closed;"
                        + " revoke leases that are no longer needed");
            }
        }
    }

    private static boolean pausedByInterrupt(CountDownLatch never) {
        try {
            return never.await(STEP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
