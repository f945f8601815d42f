package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.internal.auth.AuthTexts;
import io.mainstay.etcd.internal.auth.NoToken;
import io.mainstay.etcd.internal.auth.Pass;
import io.mainstay.etcd.internal.auth.Renewals;
import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.internal.call.Backoff;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.line.EndpointPool;
import io.mainstay.etcd.internal.watch.WatchState.Waiting;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchListener;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All watches of a client on one stream. It opens the stream with the first watch, opens another whenever it breaks,
 * and resets it when the last watch has gone.
 *
 * <p>Everything here happens on one serial executor: the user's calls, the stream's messages and the timer are inputs
 * that are brought to it, {@link WatchStep} decides, and effects are carried out at once.
 */
public final class WatchMux implements AutoCloseable {
    private final SerialExecutor owner = new SerialExecutor();
    private final EndpointPool pool;
    private final Tokens tokens;
    private final Clock clock;
    private final Backoff backoff;
    private final UserCode userCode;
    private final Emitter emitter;
    private final int queueEvents;

    private final Set<WatchHandle> watches = new LinkedHashSet<>();
    private @Nullable WatchStream stream;
    private Cancellable reopening = Cancellable.NONE;
    private boolean reopenScheduled;
    private final Renewals renewals = new Renewals();
    private @Nullable Pass refused;
    private int losses;
    private long lastId;
    private boolean closed;

    /** An engine that closes none of what it is given. */
    public WatchMux(
            EndpointPool pool,
            Tokens tokens,
            Clock clock,
            Backoff backoff,
            UserCode userCode,
            Emitter emitter,
            int queueEvents) {
        this.pool = pool;
        this.tokens = tokens;
        this.clock = clock;
        this.backoff = backoff;
        this.userCode = userCode;
        this.emitter = emitter;
        this.queueEvents = queueEvents;
    }

    /** Starts a watch that its user reads. */
    public Watch start(WatchRequest request) {
        WatchHandle watch = create(request);
        begin(watch);
        return watch;
    }

    /** Starts a watch that calls a listener. */
    public Watch start(WatchRequest request, WatchListener listener) {
        WatchHandle watch = create(request);
        WatchPump pump = new WatchPump(watch, new ListenerSink(listener, userCode), userCode);
        watch.queue().onChange(pump::signal);
        begin(watch);
        return watch;
    }

    WatchHandle create(WatchRequest request) {
        return new WatchHandle(this, request, emitter.nextId(), queueEvents);
    }

    UserCode userCode() {
        return userCode;
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
            if (stream != null) {
                stream.wire().send(new WatchCommand.Progress());
            }
        });
    }

    @Override
    public void close() {
        owner.execute(() -> {
            closed = true;
            reopening.cancel();
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
        if (!(watch.state() instanceof Waiting)) {
            return;
        }
        if (stream != null) {
            long id = ++lastId;
            stream.expect(id, watch);
            step(watch, new WatchInput.StreamReady(id));
        } else if (!reopenScheduled) {
            openStream();
        }
    }

    private void openStream() {
        reopenScheduled = false;
        if (!wantsStream()) {
            return;
        }
        Pass pass = tokens.current();
        if (pass != null && pass != refused) {
            openStream(pass);
            return;
        }
        reopenScheduled = true;
        reopening = tokens.ask(refused, new Tokens.Waiter() {
            @Override
            public void granted(Pass pass) {
                owner.execute(() -> openStream(pass));
            }

            @Override
            public void failed(NoToken none) {
                owner.execute(() -> noPass(none));
            }
        });
    }

    private void openStream(Pass pass) {
        reopenScheduled = false;
        if (!wantsStream()) {
            return;
        }
        WatchStream opened = new WatchStream(this, pool.current(), pass, emitter);
        stream = opened;
        opened.open();
        List.copyOf(watches).forEach(this::putOnStream);
    }

    private boolean wantsStream() {
        return !closed && stream == null && watches.stream().anyMatch(watch -> watch.state() instanceof Waiting);
    }

    /** There is no token to open a stream with: now, or with these credentials. */
    private void noPass(NoToken none) {
        reopenScheduled = false;
        EtcdException why = ErrorMapper.map(none.why(), WatchReplies.OPERATION, none.endpoint(), false);
        if (!why.retryable()) {
            for (WatchHandle watch : List.copyOf(watches)) {
                if (watch.state() instanceof Waiting) {
                    step(watch, new WatchInput.Fail(why));
                }
            }
        }
        losses++;
        reopenLater();
    }

    /** A message of the stream; called by the stream, on any thread. */
    void received(WatchStream from, WatchReply reply) {
        owner.execute(() -> {
            if (from == stream) {
                handle(from, reply);
                from.wire().request(1);
            }
        });
    }

    /** The end of the stream; called by the stream, on any thread. */
    void lost(WatchStream from, @Nullable TransportFailure failure) {
        owner.execute(() -> {
            if (from == stream) {
                streamLost(from, failure);
            }
        });
    }

    private void handle(WatchStream from, WatchReply reply) {
        switch (reply.kind()) {
            case CREATED -> {
                WatchHandle watch = from.accepted(reply.watchId());
                if (watch == null) {
                    from.wire().send(new WatchCommand.Cancel(reply.watchId()));
                } else {
                    losses = 0;
                    renewals.accepted();
                    watch.renewals.accepted();
                    step(watch, new WatchInput.Accepted(reply.header().revision()));
                }
            }
            case REFUSED -> reject(from, from.refused(reply.watchId()), reply);
            case CANCELED -> {
                if (reply.compactRevision() > 0) {
                    // etcd keeps a compacted watch, and tells the whole stream no progress, until it is cancelled.
                    from.wire().send(new WatchCommand.Cancel(reply.watchId()));
                }
                reject(from, from.canceled(reply.watchId()), reply);
            }
            case EVENTS -> events(from, reply);
        }
    }

    private void reject(WatchStream from, @Nullable WatchHandle watch, WatchReply reply) {
        if (watch == null) {
            return;
        }
        TransportFailure tokenRefused = WatchReplies.tokenRefused(reply);
        if (tokenRefused == null) {
            watch.rejections++;
            step(watch, WatchReplies.rejected(reply, from.wire().endpoint()));
        } else if (watch.renewals.again(tokens)) {
            step(watch, new WatchInput.StreamLost());
            renew(from);
        } else {
            step(watch, new WatchInput.Fail(refusal(from, tokenRefused)));
        }
    }

    /** Leaves a stream whose token is refused for one with another token. Its watches go on where they are. */
    private void renew(WatchStream from) {
        if (from != stream) {
            return;
        }
        stream = null;
        refused = from.wire().pass();
        from.wire().cancel();
        from.all().forEach(watch -> step(watch, new WatchInput.StreamLost()));
        openStream();
    }

    private EtcdException refusal(WatchStream from, TransportFailure why) {
        return ErrorMapper.tokenRefused(why, WatchReplies.OPERATION, from.wire().endpoint(), false, tokens.hint());
    }

    private void events(WatchStream from, WatchReply reply) {
        if (!reply.events().isEmpty() || reply.fragment()) {
            WatchHandle watch = from.running(reply.watchId());
            if (watch != null) {
                watch.rejections = 0;
                step(watch, new WatchInput.Events(reply.events(), reply.fragment()));
            }
            return;
        }
        long revision = reply.header().revision();
        if (reply.watchId() == WatchStream.ALL) {
            from.running().forEach(watch -> progress(watch, revision, watch.progressAsked));
        } else {
            WatchHandle watch = from.running(reply.watchId());
            if (watch != null) {
                progress(watch, revision, true);
            }
        }
    }

    private void progress(WatchHandle watch, long revision, boolean tellUser) {
        watch.progressAsked = false;
        step(watch, new WatchInput.Progress(revision, tellUser));
    }

    private void streamLost(WatchStream from, @Nullable TransportFailure failure) {
        stream = null;
        from.wire().ended(failure);
        EtcdException halt = WatchReplies.haltedBy(failure, from.wire().endpoint());
        if (failure != null && AuthTexts.refusesToken(failure)) {
            refused = from.wire().pass();
            halt = renewals.again(tokens) ? null : refusal(from, failure);
        } else if (failure != null && halt == null) {
            pool.failed(from.wire().line(), failure);
        }
        losses++;
        for (WatchHandle watch : from.all()) {
            EtcdException ends = halt == null && watch.failFast ? WatchReplies.lost(failure, from) : halt;
            step(watch, ends == null ? new WatchInput.StreamLost() : new WatchInput.Fail(ends));
        }
        reopenLater();
    }

    private void reopenLater() {
        if (!closed && !watches.isEmpty() && !reopenScheduled) {
            reopenScheduled = true;
            reopening = clock.schedule(
                    backoff.after(Math.max(1, losses), pool.size()), () -> owner.execute(this::openStream));
        }
    }

    private void step(WatchHandle watch, WatchInput input) {
        WatchStep.Next next = WatchStep.step(watch.state(), input);
        watch.state(next.state());
        for (WatchEffect effect : next.effects()) {
            carryOut(watch, effect);
        }
    }

    private void carryOut(WatchHandle watch, WatchEffect effect) {
        if (effect instanceof WatchEffect.SendCreate create) {
            send(createCommand(watch.request(), create));
        } else if (effect instanceof WatchEffect.SendCancel cancel) {
            if (stream != null) {
                stream.forget(cancel.id());
            }
            send(new WatchCommand.Cancel(cancel.id()));
        } else if (effect instanceof WatchEffect.Deliver deliver) {
            if (watch.queue().offer(deliver.batch())) {
                step(watch, new WatchInput.QueueFull());
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

    private void send(WatchCommand command) {
        if (stream != null) {
            stream.wire().send(command);
        }
    }

    private static WatchCommand createCommand(WatchRequest request, WatchEffect.SendCreate create) {
        return new WatchCommand.Create(
                request.range(),
                create.startRevision(),
                create.id(),
                request.prevKv(),
                request.progressNotify(),
                true,
                request.filters());
    }

    private void running(WatchHandle watch, long fromRevision) {
        if (watch.progressAsked) {
            // Asked for while there was no stream, or on one that broke before it answered.
            send(new WatchCommand.Progress());
        }
        if (!watch.everRan) {
            watch.everRan = true;
            userCode.run(() -> watch.ready().complete(fromRevision));
        } else if (emitter.emits()) {
            emitter.emit(new ClientEvent.WatchResumed(watch.eventId(), fromRevision));
        }
    }

    private void finish(WatchHandle watch, @Nullable EtcdException failure) {
        boolean begun = watches.remove(watch);
        watch.queue().end(failure);
        userCode.run(() -> {
            if (failure == null) {
                watch.ready().completeExceptionally(ErrorMapper.closed(WatchReplies.OPERATION, false));
                watch.ended().complete(null);
            } else {
                watch.ready().completeExceptionally(failure);
                watch.ended().completeExceptionally(failure);
            }
        });
        if (begun && emitter.emits()) {
            emitter.emit(new ClientEvent.WatchEnded(watch.eventId(), failure));
        }
        if (watches.isEmpty() && stream != null) {
            WatchStream unused = stream;
            stream = null;
            unused.wire().cancel();
        }
    }
}
