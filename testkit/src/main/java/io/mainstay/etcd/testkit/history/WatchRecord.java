package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.testkit.history.WatchTrace.Step;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchListener;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes down one watch: as its listener, or told by who reads it. A watch that is not {@link #opened} counts as never
 * ready.
 */
public final class WatchRecord implements WatchListener {
    private final String name;
    private final WatchRequest request;
    private final List<Step> steps = new ArrayList<>();
    private long from;
    private boolean startTold;
    private long completeUpTo;

    WatchRecord(String name, WatchRequest request) {
        this.name = name;
        this.request = request;
    }

    /** The watch runs; what it says of its start is written down. Returns it. */
    @SuppressWarnings("FutureReturnValueIgnored") // a watch that never gets ready says so in its end
    public Watch opened(Watch watch) {
        watch.ready().whenComplete(this::started);
        return watch;
    }

    private synchronized void started(@Nullable Long revision, @Nullable Throwable never) {
        from = revision == null ? 0 : revision;
        startTold = true;
    }

    @Override
    public synchronized void onBatch(WatchBatch batch) {
        steps.add(new Step.Got(batch));
        completeUpTo = Math.max(completeUpTo, batch.revision());
    }

    @Override
    public synchronized void onEnd(@Nullable EtcdException failure) {
        steps.add(new Step.Ended(failure));
    }

    /** Its user is about to close it. */
    public synchronized void closing() {
        steps.add(new Step.Closed());
    }

    /** The newest revision up to which the watch has said to be complete. */
    public synchronized long completeUpTo() {
        return completeUpTo;
    }

    /** Whether the watch has said of its start what there is to say; that may come after its events, even its end. */
    public synchronized boolean isStartTold() {
        return startTold;
    }

    /** Whether the watch has said that it ended. */
    public synchronized boolean hasEnded() {
        return steps.stream().anyMatch(step -> step instanceof Step.Ended);
    }

    /** What is written down so far. */
    public synchronized WatchTrace trace() {
        return new WatchTrace(name, request, from, steps);
    }
}
