package io.mainstay.console.command;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.CallCancelledException;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.UnavailableException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.event.EventListener;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.SystemClock;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives up a client whose calls have met nothing but failed connections for the dial timeout. A person at a terminal
 * wants to hear that an address is wrong; a library rather waits for etcd to come back. It does not guard streams: a
 * command that needs one makes a call first.
 */
final class DialGuard implements EventListener {
    private final Connection connection;
    private volatile @Nullable EtcdException failure;
    private volatile boolean reached;
    private volatile boolean gaveUp;

    DialGuard(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void onEvent(ClientEvent event) {
        if (event instanceof ClientEvent.CallRetried retried) {
            failed(retried.failure());
        } else if (event instanceof ClientEvent.CallEnded ended) {
            reached |= answered(ended.failure());
        }
        connection.listener().onEvent(event);
    }

    /** Does the work; closes the client under it when nothing is reached in time. */
    <T> T run(EtcdClient client, Function<EtcdClient, T> work) {
        try (SystemClock clock = new SystemClock("mainstay-dial")) {
            Cancellable timer = clock.schedule(connection.dialTimeout(), () -> giveUp(client));
            try {
                T result = work.apply(client);
                EtcdException met = failure;
                if (gaveUp && met != null) {
                    throw unreachable(met);
                }
                return result;
            } finally {
                timer.cancel();
            }
        } catch (ClientClosedException | DeadlineExceededException | UnavailableException e) {
            EtcdException met = failure;
            if (met != null && !reached && (gaveUp || !(e instanceof ClientClosedException))) {
                throw unreachable(met);
            }
            throw e;
        }
    }

    private UnreachableException unreachable(EtcdException met) {
        return new UnreachableException(connection.endpoints(), reason(met), met);
    }

    private void failed(EtcdException why) {
        if (why instanceof UnavailableException) {
            failure = why;
        } else {
            reached = true;
        }
    }

    /** Whether a call that ended so was answered by someone. */
    private static boolean answered(@Nullable EtcdException failure) {
        return !(failure instanceof UnavailableException
                || failure instanceof DeadlineExceededException
                || failure instanceof ClientClosedException
                || failure instanceof CallCancelledException);
    }

    private void giveUp(EtcdClient client) {
        if (failure != null && !reached) {
            gaveUp = true;
            DaemonThreads.named("mainstay-give-up").newThread(client::close).start();
        }
    }

    private static String reason(EtcdException failure) {
        String text = failure.etcdMessage();
        return text.toLowerCase(Locale.ROOT).contains("refused") ? "connection refused" : text;
    }
}
