package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Starts a watch for each subscriber and hands it batches as it asks for them (Reactive Streams, section 1 and 3). */
public final class WatchPublisher implements Flow.Publisher<WatchBatch> {
    private final WatchMux mux;
    private final WatchRequest request;

    /** A publisher of watches like this one. */
    public WatchPublisher(WatchMux mux, WatchRequest request) {
        this.mux = mux;
        this.request = request;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super WatchBatch> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        WatchHandle watch = mux.create(request);
        Subscription subscription = new Subscription(watch, subscriber, mux.userCode());
        subscription.pump.hold();
        watch.queue().onChange(subscription.pump::signal);
        mux.userCode().run(() -> {
            subscription.call("Flow.Subscriber.onSubscribe", () -> subscriber.onSubscribe(subscription));
            mux.begin(watch);
            subscription.pump.run();
        });
    }

    /** One subscriber's hold on its watch. */
    private static final class Subscription implements Flow.Subscription, WatchSink {
        private final WatchHandle watch;
        private final Flow.Subscriber<? super WatchBatch> subscriber;
        private final UserCode userCode;
        private final WatchPump pump;
        private final AtomicLong demand = new AtomicLong();
        private volatile boolean cancelled;
        private volatile @Nullable IllegalArgumentException badRequest;

        Subscription(WatchHandle watch, Flow.Subscriber<? super WatchBatch> subscriber, UserCode userCode) {
            this.watch = watch;
            this.subscriber = subscriber;
            this.userCode = userCode;
            this.pump = new WatchPump(watch, this, userCode);
        }

        @Override
        public void request(long more) {
            if (more <= 0) {
                badRequest = new IllegalArgumentException("request(" + more + "): it must be positive (rule 3.9)");
                watch.close();
                return;
            }
            demand.accumulateAndGet(more, (have, add) -> have + add < 0 ? Long.MAX_VALUE : have + add);
            pump.signal();
        }

        @Override
        public void cancel() {
            cancelled = true;
            watch.close();
        }

        @Override
        public boolean wantsBatch() {
            return demand.get() > 0;
        }

        @Override
        public void batch(WatchBatch batch) {
            if (cancelled) {
                return;
            }
            demand.updateAndGet(have -> have == Long.MAX_VALUE ? have : have - 1);
            call("Flow.Subscriber.onNext", () -> subscriber.onNext(batch));
        }

        /** Gives a signal; a subscriber that throws counts as cancelled (rule 2.13). */
        private void call(String where, Runnable signal) {
            if (!userCode.guarded(where, signal)) {
                cancel();
            }
        }

        @Override
        public void end(@Nullable EtcdException failure) {
            if (cancelled) {
                return;
            }
            Throwable why = badRequest != null ? badRequest : failure;
            if (why != null) {
                userCode.guarded("Flow.Subscriber.onError", () -> subscriber.onError(why));
            } else {
                userCode.guarded("Flow.Subscriber.onComplete", subscriber::onComplete);
            }
        }
    }
}
