package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the store says happened, over a line of its own: one plain watch on a bare {@link Transport}. Nothing of
 * the client's watching takes part, so that a mistake there cannot hide itself.
 */
public final class StoreReader {
    private StoreReader() {}

    /**
     * Every change of a range from a revision up to another one. Blocks.
     *
     * @param line a line that nobody breaks
     * @param context who asks
     * @param range the keys
     * @param from the first revision, which must not be compacted
     * @param upTo the last revision; a key of the range must have been changed there, for that is how the end is known
     * @param timeout how long it may take
     * @throws IllegalStateException when the server ends the watch, or does not get that far in time
     */
    public static List<WatchEvent> read(
            Transport line, CallContext context, KeyRange range, long from, long upTo, Duration timeout) {
        Reading reading = new Reading(upTo);
        Exchange<WatchCommand> exchange = line.open(Rpcs.WATCH, context, reading);
        reading.begin(exchange);
        exchange.send(new WatchCommand.Create(range, from, 1, false, false, true, Set.of()));
        exchange.request(Integer.MAX_VALUE);
        try {
            return reading.done.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot read the history from " + from + " to " + upTo + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the history", e);
        } finally {
            exchange.cancel();
        }
    }

    /** What has come of one reading. */
    private static final class Reading implements StreamHandler<WatchReply> {
        private final long upTo;
        private final List<WatchEvent> events = new ArrayList<>();
        private final CompletableFuture<List<WatchEvent>> done = new CompletableFuture<>();
        private boolean reached;

        Reading(long upTo) {
            this.upTo = upTo;
        }

        @SuppressWarnings("FutureReturnValueIgnored") // cancelling throws nothing
        void begin(Exchange<WatchCommand> exchange) {
            done.whenComplete((read, failed) -> exchange.cancel());
        }

        @Override
        public void onMessage(WatchReply reply) {
            if (reply.kind() == WatchReply.Kind.REFUSED || reply.kind() == WatchReply.Kind.CANCELED) {
                done.completeExceptionally(new IllegalStateException("the server ends the watch: " + reply.ending()));
                return;
            }
            for (WatchEvent event : reply.events()) {
                if (event.revision() <= upTo) {
                    events.add(event);
                }
                reached |= event.revision() >= upTo;
            }
            if (reached && !reply.fragment()) {
                done.complete(List.copyOf(events));
            }
        }

        @Override
        public void onEnd(@Nullable TransportFailure failure) {
            done.completeExceptionally(new IllegalStateException("the stream has ended: " + failure));
        }
    }
}
