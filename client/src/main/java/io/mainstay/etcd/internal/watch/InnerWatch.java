package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.watch.WatchQueue.Taken;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchRequest;
import org.jspecify.annotations.Nullable;

/**
 * A watch that a part of this library reads, where its batches come: one call at a time, on any thread. So it goes on
 * while every thread of the user's executor is busy.
 */
public final class InnerWatch implements AutoCloseable {
    /** What is told; it must be short and run no user code. */
    public interface Reader {
        /** A batch. */
        void batch(WatchBatch batch);

        /** The watch has ended, and not because it was closed here; nothing comes after it. */
        void ended(EtcdException failure);
    }

    private final WatchHandle watch;
    private final Reader reader;
    private final SerialExecutor turns = new SerialExecutor();
    private boolean over;

    private InnerWatch(WatchHandle watch, Reader reader) {
        this.watch = watch;
        this.reader = reader;
    }

    /** Starts one. */
    public static InnerWatch start(WatchMux mux, WatchRequest request, Reader reader) {
        WatchHandle watch = mux.create(request);
        InnerWatch inner = new InnerWatch(watch, reader);
        watch.queue().onChange(() -> inner.turns.execute(inner::drain));
        mux.begin(watch);
        return inner;
    }

    private void drain() {
        while (!over) {
            Taken taken = watch.queue().tryTake();
            WatchBatch batch = taken.batch();
            if (batch != null) {
                reader.batch(batch);
            } else if (taken.ended()) {
                over = true;
                @Nullable EtcdException failure = taken.failure();
                if (failure != null) {
                    reader.ended(failure);
                }
            } else {
                return;
            }
        }
    }

    /** Ends it. Does not block; what is under way may still be told. */
    @Override
    public void close() {
        watch.close();
    }
}
