package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchListener;
import org.jspecify.annotations.Nullable;

/** Calls a user's listener; what it throws is reported and does no harm. */
record ListenerSink(WatchListener listener, UserCode userCode) implements WatchSink {
    @Override
    public boolean wantsBatch() {
        return true;
    }

    @Override
    public void batch(WatchBatch batch) {
        userCode.guarded("WatchListener.onBatch", () -> listener.onBatch(batch));
    }

    @Override
    public void end(@Nullable EtcdException failure) {
        userCode.guarded("WatchListener.onEnd", () -> listener.onEnd(failure));
    }
}
