package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.testkit.history.WatchTrace.Step;
import io.mainstay.etcd.watch.WatchBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A watch ends once, with nothing after it, and for a reason: because its user closed it, or because the history that
 * it still needed was compacted.
 */
public final class TerminalOnce extends WatchCheck {
    @Override
    void check(WatchTrace watch, StoreHistory store, List<String> findings) {
        boolean closed = false;
        boolean ended = false;
        for (Step step : watch.steps()) {
            if (step instanceof Step.Closed) {
                closed = true;
            } else if (step instanceof Step.Ended end) {
                if (ended) {
                    findings.add("said twice that it has ended");
                }
                ended = true;
                checkReason(end.failure(), closed, watch, store, findings);
            } else if (ended) {
                findings.add("gave a batch after it had ended");
            }
        }
        if (closed && !ended) {
            findings.add("was closed and never said that it has ended");
        }
    }

    private static void checkReason(
            @Nullable EtcdException failure,
            boolean closed,
            WatchTrace watch,
            StoreHistory store,
            List<String> findings) {
        if (failure == null) {
            if (!closed) {
                findings.add("ended without a reason, though nobody had closed it");
            }
            return;
        }
        long next = Math.max(reliedOn(watch) + 1, watch.from());
        boolean compacted = failure instanceof CompactedException gone
                && gone.compactRevision() <= store.compacted()
                && Math.max(next, watch.request().startRevision()) < gone.compactRevision();
        if (!compacted) {
            findings.add("ended at revision " + next + " with " + failure + ", and the store was compacted at "
                    + store.compacted());
        }
    }

    /**
     * Up to where a watch may be taken to need nothing any more. The answer to a question for progress is not relied
     * upon until the next one has come, because old servers give it ahead of events.
     */
    private static long reliedOn(WatchTrace watch) {
        List<WatchBatch> batches = watch.batches();
        boolean open = !batches.isEmpty() && batches.get(batches.size() - 1).isProgress();
        return (open ? batches.subList(0, batches.size() - 1) : batches)
                .stream().mapToLong(WatchBatch::revision).max().orElse(0);
    }
}
