package io.mainstay.etcd.internal.feed;

import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.UserCode;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a feed for each subscriber and hands it elements as it asks for them (Reactive Streams, section 1 and 3).
 *
 * @param <T> the elements
 */
public final class FeedPublisher<T> implements Flow.Publisher<T> {
    private final Supplier<Feed<T>> feeds;
    private final UserCode userCode;
    private final String operation;

    /** A publisher that opens a feed for each subscriber. */
    public FeedPublisher(Supplier<Feed<T>> feeds, UserCode userCode, String operation) {
        this.feeds = feeds;
        this.userCode = userCode;
        this.operation = operation;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        Subscription<T> subscription = new Subscription<>(feeds.get(), subscriber, userCode, operation);
        userCode.run(subscription::begin);
    }

    /**
     * One subscriber's hold on its feed. Signals are given on the user's executor, one run at a time; whatever changes
     * makes the run look again, so none is lost and no thread waits.
     */
    private static final class Subscription<T> implements Flow.Subscription {
        private final Feed<T> feed;
        private final Flow.Subscriber<? super T> subscriber;
        private final UserCode userCode;
        private final String operation;
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger signals = new AtomicInteger(1);
        private volatile boolean cancelled;
        private volatile @Nullable Throwable badRequest;
        private volatile @Nullable List<T> arrived;
        private volatile @Nullable Throwable failed;

        /** Of the run only. */
        private Iterator<T> here = Collections.emptyIterator();

        private boolean asked;
        private boolean ended;

        Subscription(Feed<T> feed, Flow.Subscriber<? super T> subscriber, UserCode userCode, String operation) {
            this.feed = feed;
            this.subscriber = subscriber;
            this.userCode = userCode;
            this.operation = operation;
        }

        void begin() {
            if (!userCode.guarded("Flow.Subscriber.onSubscribe", () -> subscriber.onSubscribe(this))) {
                cancel();
            }
            run();
        }

        @Override
        public void request(long more) {
            if (more <= 0) {
                badRequest = new IllegalArgumentException("request(" + more + "): it must be positive (rule 3.9)");
            } else {
                demand.accumulateAndGet(more, (have, add) -> have + add < 0 ? Long.MAX_VALUE : have + add);
            }
            signal();
        }

        @Override
        public void cancel() {
            cancelled = true;
            feed.close();
        }

        private void signal() {
            if (signals.getAndIncrement() == 0 && !userCode.tryRun(this::run)) {
                failed = ErrorMapper.executorRefused(operation);
                feed.close();
                run();
            }
        }

        private void run() {
            int seen;
            do {
                seen = signals.get();
                while (!cancelled && !ended && step()) {
                    // Each step gives one signal or asks for one list.
                }
            } while (signals.addAndGet(-seen) != 0);
        }

        /** One step; false when there is nothing to do until something changes. */
        private boolean step() {
            Throwable bad = badRequest;
            if (bad != null) {
                feed.close();
                return fail(bad);
            }
            if (here.hasNext() && failed == null) {
                return demand.get() > 0 && give(here.next());
            }
            if (!asked) {
                return demand.get() > 0 && ask();
            }
            Throwable why = failed;
            if (why != null) {
                return fail(why);
            }
            List<T> list = arrived;
            if (list == null) {
                return false;
            }
            arrived = null;
            if (list.isEmpty()) {
                ended = true;
                userCode.guarded("Flow.Subscriber.onComplete", subscriber::onComplete);
                return false;
            }
            here = list.iterator();
            return true;
        }

        private boolean give(T element) {
            demand.updateAndGet(have -> have == Long.MAX_VALUE ? have : have - 1);
            if (!userCode.guarded("Flow.Subscriber.onNext", () -> subscriber.onNext(element))) {
                cancel();
            } else if (!here.hasNext()) {
                ask();
            }
            return true;
        }

        /** Also without demand once it has begun, so that the end is told with the last element. */
        @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
        private boolean ask() {
            asked = true;
            feed.next().whenComplete((list, thrown) -> {
                if (thrown == null) {
                    arrived = list;
                } else {
                    Throwable cause = thrown.getCause();
                    failed = thrown instanceof CompletionException && cause != null ? cause : thrown;
                }
                signal();
            });
            return true;
        }

        private boolean fail(Throwable why) {
            ended = true;
            userCode.guarded("Flow.Subscriber.onError", () -> subscriber.onError(why));
            return false;
        }
    }
}
