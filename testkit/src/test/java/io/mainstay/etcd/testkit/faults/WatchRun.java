package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.testkit.fault.Timeline;
import io.mainstay.etcd.testkit.history.HistoryRecorder;
import io.mainstay.etcd.testkit.history.WatchRecord;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchFilter;
import io.mainstay.etcd.watch.WatchListener;
import io.mainstay.etcd.watch.WatchRequest;
import org.jspecify.annotations.Nullable;

/** One watch of a run, with a reader that may be slow. */
final class WatchRun implements WatchListener {
    private final Part.Watching part;
    private final String prefix;
    private final HistoryRecorder recorder;
    private final Clock clock;
    private volatile @Nullable WatchRecord record;
    private @Nullable Watch watch;
    private boolean closed;
    private volatile boolean hurry;

    WatchRun(Part.Watching part, String prefix, HistoryRecorder recorder, Clock clock) {
        this.part = part;
        this.prefix = prefix;
        this.recorder = recorder;
        this.clock = clock;
    }

    void open(EtcdClient client, long base, long newest) {
        String key = prefix + part.keys();
        boolean one = !part.keys().isEmpty() && !part.keys().endsWith("/");
        WatchRequest request = WatchRequest.of(one ? KeyRange.single(Bytes.utf8(key)) : KeyRange.prefix(key))
                .startRevision(
                        switch (part.start()) {
                            case BEGINNING -> base;
                            case NOW -> 0;
                            case NEWEST -> newest;
                        });
        if (part.prevKv()) {
            request = request.withPrevKv();
        }
        for (WatchFilter filter : part.filters()) {
            request = request.without(filter);
        }
        record = recorder.watch(part.name(), request);
        watch = record.opened(client.watch(request, this));
    }

    @Override
    public void onBatch(WatchBatch batch) {
        if (!hurry && !part.times().readerPause().isZero()) {
            Timeline.await(clock, clock.nanoTime() + part.times().readerPause().toNanos());
        }
        record().onBatch(batch);
    }

    @Override
    public void onEnd(@Nullable EtcdException failure) {
        record().onEnd(failure);
    }

    private WatchRecord record() {
        WatchRecord opened = record;
        if (opened == null) {
            throw new IllegalStateException("the watch " + part.name() + " is not open");
        }
        return opened;
    }

    void askHowFar() {
        if (watch != null && !closed) {
            watch.requestProgress();
        }
    }

    /** Whether it has seen all up to a revision, or needs not; if not, it is asked how far it is. */
    boolean hasReached(long revision) {
        hurry = true;
        Watch opened = watch;
        if (opened == null || closed || record().hasEnded() || record().completeUpTo() >= revision) {
            return true;
        }
        opened.requestProgress();
        return false;
    }

    /** Whether it has ended, and has said all. */
    boolean hasEnded() {
        return watch == null || record().hasEnded() && record().isStartTold();
    }

    void close() {
        Watch opened = watch;
        if (opened != null && !closed) {
            closed = true;
            record().closing();
            opened.close();
        }
    }

    @Override
    public String toString() {
        return part.name();
    }
}
