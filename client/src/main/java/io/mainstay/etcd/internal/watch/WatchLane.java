package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.internal.auth.Pass;
import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.internal.call.Backoff;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.line.EndpointPool;
import io.mainstay.etcd.internal.watch.WatchState.Waiting;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchOverflow;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Many watches on one stream. It wants a stream from the first watch on, another whenever it breaks, and none when the
 * last watch has gone.
 *
 * <p>Everything here happens on one serial executor: the user's calls, the stream's messages and the timer are inputs
 * that are brought to it, {@link WatchStep} decides, and effects are carried out at once. Watches that are not on the
 * stream wait in a line and are asked for a few at a time, so thousands that come back at once flood nobody; no message
 * costs more than a step of the watches that it is about.
 */
final class WatchLane implements AutoCloseable {
    /** etcd reads history for those that are behind each 100 ms; by then it has the little that these lack. */
    private static final Duration CAUGHT_UP = Duration.ofMillis(250);

    /** A question that is unanswered for so long is left to the vigil. */
    private static final Duration ASKED_LONG = Duration.ofSeconds(8);

    private final SerialExecutor owner = new SerialExecutor(DaemonThreads.named("mainstay-watch-relief"));
    private final StreamSupply supply;
    private final StreamMessages messages;
    private final Clock clock;
    private final Backoff backoff;
    private final UserCode userCode;
    private final Emitter emitter;
    private final WatchLimits limits;

    private final Set<WatchHandle> watches = new LinkedHashSet<>();

    /** Those to be asked for, in their order. */
    private final Set<WatchHandle> waiting = new LinkedHashSet<>();

    private final AtomicInteger size = new AtomicInteger();
    private boolean closed;

    WatchLane(
            EndpointPool pool,
            Tokens tokens,
            Clock clock,
            Backoff backoff,
            UserCode userCode,
            Emitter emitter,
            WatchLimits limits) {
        this.clock = clock;
        this.backoff = backoff;
        this.userCode = userCode;
        this.emitter = emitter;
        this.limits = limits;
        this.supply = new StreamSupply(new StreamUser(), pool, tokens, clock, backoff, emitter, owner);
        this.messages = new StreamMessages(this, supply, tokens, clock);
    }

    /** How many watches it has, those that are yet to begin included. */
    int size() {
        return size.get();
    }

    WatchHandle create(WatchRequest request, WatchBudget budget) {
        size.incrementAndGet();
        return new WatchHandle(this, request, emitter.nextId(), new WatchQueue.Bounds(limits.queueEvents(), budget));
    }

    Clock clock() {
        return clock;
    }

    StreamVigil vigilOver(WatchStream stream) {
        return new StreamVigil(stream, limits.progressInterval(), clock, owner);
    }

    void begin(WatchHandle watch) {
        owner.execute(() -> join(watch));
    }

    /** Brings an input to a watch. */
    void input(WatchHandle watch, WatchInput input) {
        owner.execute(() -> step(watch, input));
    }

    void requestProgress(WatchHandle watch) {
        owner.execute(() -> {
            watch.progressAsked = true;
            WatchStream stream = supply.current();
            if (stream != null) {
                stream.askProgress();
            }
        });
    }

    @Override
    public void close() {
        owner.execute(() -> {
            closed = true;
            // The stream goes first: its reset tells the server of all watches at once.
            supply.close();
            EtcdException why = ErrorMapper.closed(WatchReplies.OPERATION, false);
            List.copyOf(watches).forEach(watch -> step(watch, new WatchInput.Fail(why)));
        });
    }

    private void join(WatchHandle watch) {
        if (watch.state() instanceof WatchState.Ended) {
            // Its subscriber has cancelled it before it began.
            return;
        }
        if (emitter.emits()) {
            emitter.emit(new ClientEvent.WatchStarted(
                    watch.eventId(), watch.request().range()));
        }
        watches.add(watch);
        if (closed) {
            step(watch, new WatchInput.Fail(ErrorMapper.closed(WatchReplies.OPERATION, false)));
        } else {
            putOnStream(watch);
        }
    }

    private void putOnStream(WatchHandle watch) {
        if (watch.state() instanceof Waiting) {
            waiting.add(watch);
            supply.want();
            askForMore();
        }
    }

    /** Asks for those that wait, as many as the stream takes now. */
    void askForMore() {
        WatchStream stream = supply.current();
        while (stream != null && stream.takesCreates() && !waiting.isEmpty()) {
            WatchHandle next = waiting.iterator().next();
            waiting.remove(next);
            step(next, new WatchInput.StreamReady(stream.expect(next)));
        }
    }

    /** Takes up watches one revision earlier, so that the stream is told progress, and asks for it until it is. */
    void takeUpEarlier(WatchStream stream, List<WatchHandle> ahead) {
        ahead.forEach(watch -> step(watch, new WatchInput.Ahead()));
        askAgain(stream, stream.answers().count(), CAUGHT_UP);
    }

    private void askAgain(WatchStream stream, long answers, Duration after) {
        clock.schedule(
                after,
                () -> owner.execute(() -> {
                    if (stream == supply.current() && stream.answers().count() == answers) {
                        stream.askProgress();
                        if (after.compareTo(ASKED_LONG) < 0) {
                            askAgain(stream, answers, after.multipliedBy(2));
                        }
                    }
                }));
    }

    /** A message of the stream; called by the stream, on any thread. */
    void received(WatchStream from, WatchReply reply) {
        owner.execute(() -> {
            if (from == supply.current()) {
                messages.handle(from, reply);
                from.wire().request(1);
            }
        });
    }

    /** The end of the stream; called by the stream, on any thread. */
    void lost(WatchStream from, @Nullable TransportFailure failure) {
        owner.execute(() -> {
            if (from == supply.current()) {
                supply.lost(from, failure);
            }
        });
    }

    /** A watch that was to run is off the stream, which goes for another with another token. */
    void renew(WatchStream from, WatchHandle watch) {
        step(watch, new WatchInput.StreamLost());
        waiting.add(watch);
        supply.renew(from);
    }

    void step(WatchHandle watch, WatchInput input) {
        WatchStep.Next next = WatchStep.step(watch.state(), input);
        watch.state(next.state());
        for (WatchEffect effect : next.effects()) {
            carryOut(watch, effect);
        }
    }

    private void carryOut(WatchHandle watch, WatchEffect effect) {
        if (effect instanceof WatchEffect.SendCreate create) {
            watch.askedFrom = create.startRevision();
            send(createCommand(watch.request(), create));
        } else if (effect instanceof WatchEffect.SendCancel cancel) {
            WatchStream stream = supply.current();
            if (stream != null) {
                stream.forget(cancel.id());
            }
            send(new WatchCommand.Cancel(cancel.id()));
        } else if (effect instanceof WatchEffect.Deliver deliver) {
            WatchQueue.Full full = watch.queue().offer(deliver.batch());
            if (full != WatchQueue.Full.NO) {
                step(watch, full(watch, full));
            }
        } else if (effect instanceof WatchEffect.Running running) {
            running(watch, running.fromRevision());
        } else if (effect instanceof WatchEffect.Rejoin) {
            putOnStream(watch);
        } else if (effect instanceof WatchEffect.RejoinLater) {
            clock.schedule(
                    backoff.after(Math.max(1, watch.rejections), 1), () -> owner.execute(() -> putOnStream(watch)));
        } else if (effect instanceof WatchEffect.Finish finish) {
            finish(watch, finish.failure());
        }
    }

    private WatchInput full(WatchHandle watch, WatchQueue.Full full) {
        if (watch.request().overflow() == WatchOverflow.PAUSE) {
            return new WatchInput.QueueFull();
        }
        long after = watch.state().at().next();
        if (full == WatchQueue.Full.ALL_TOGETHER) {
            return new WatchInput.Fail(
                    ErrorMapper.watchesOverflow(WatchReplies.OPERATION, limits.queuedBytes(), after));
        }
        String limit = limits.queueEvents() + " events or " + (WatchQueue.BYTES_MOST >> 20) + " MiB";
        return new WatchInput.Fail(ErrorMapper.watchOverflow(WatchReplies.OPERATION, limit, after));
    }

    private void send(WatchCommand command) {
        WatchStream stream = supply.current();
        if (stream != null) {
            stream.wire().send(command);
        }
    }

    private WatchCommand createCommand(WatchRequest request, WatchEffect.SendCreate create) {
        WatchStream stream = supply.current();
        // Where nobody can ask, what the server tells by itself is all there is.
        boolean mayAsk = stream == null || stream.wire().line().transport().isDuplex();
        return new WatchCommand.Create(
                request.range(),
                create.startRevision(),
                create.id(),
                request.prevKv(),
                request.progressNotify() || !mayAsk,
                true,
                request.filters());
    }

    private void running(WatchHandle watch, long fromRevision) {
        if (!watch.everRan) {
            watch.everRan = true;
            userCode.run(() -> watch.ready().complete(fromRevision));
        } else if (emitter.emits() && !watch.state().at().overlap()) {
            // Not when it was only taken up one revision earlier, on the same stream.
            emitter.emit(new ClientEvent.WatchResumed(watch.eventId(), fromRevision));
        }
        WatchStream stream = supply.current();
        if (watch.progressAsked && stream != null) {
            // Asked for while there was no stream, or on one that broke before it answered.
            stream.askProgress();
        }
    }

    private void finish(WatchHandle watch, @Nullable EtcdException failure) {
        boolean begun = watches.remove(watch);
        size.decrementAndGet();
        waiting.remove(watch);
        watch.queue().end(failure);
        // Where it ran, another task says from where on, and the executor may come to that later than to this one.
        boolean neverRan = !watch.everRan;
        userCode.run(() -> {
            if (neverRan) {
                watch.ready()
                        .completeExceptionally(
                                failure != null ? failure : ErrorMapper.closed(WatchReplies.OPERATION, false));
            }
            if (failure == null) {
                watch.ended().complete(null);
            } else {
                watch.ended().completeExceptionally(failure);
            }
        });
        if (begun && emitter.emits()) {
            emitter.emit(new ClientEvent.WatchEnded(watch.eventId(), failure));
        }
        if (watches.isEmpty()) {
            supply.drop();
        }
    }

    /** What becomes of the watches as streams come and go. */
    private final class StreamUser implements StreamSupply.User {
        @Override
        public boolean wantsStream() {
            return !closed && !waiting.isEmpty();
        }

        @Override
        public WatchStream make(EndpointPool pool, Pass pass, Emitter to) {
            return new WatchStream(WatchLane.this, pool.current(), pass, to);
        }

        @Override
        public void opened() {
            askForMore();
        }

        @Override
        public void noToken(EtcdException why) {
            for (WatchHandle watch : List.copyOf(waiting)) {
                step(watch, new WatchInput.Fail(why));
            }
        }

        @Override
        public void gone(WatchStream lost, @Nullable EtcdException halt, @Nullable EtcdException broke) {
            List<WatchHandle> concerned = lost.all();
            if (halt != null) {
                concerned.addAll(waiting);
            }
            for (WatchHandle watch : concerned) {
                EtcdException end = halt == null && watch.failFast ? broke : halt;
                step(watch, end == null ? new WatchInput.StreamLost() : new WatchInput.Fail(end));
                if (watch.state() instanceof Waiting) {
                    waiting.add(watch);
                }
            }
        }
    }
}
