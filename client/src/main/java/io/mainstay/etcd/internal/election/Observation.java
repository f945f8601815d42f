package io.mainstay.etcd.internal.election;

import io.mainstay.etcd.election.LeaderObservation;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.auth.AuthTexts;
import io.mainstay.etcd.internal.auth.NoToken;
import io.mainstay.etcd.internal.auth.Pass;
import io.mainstay.etcd.internal.auth.Renewals;
import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.stream.ServerStream;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One observation: its stream, which is opened again after a pause whenever it breaks, and what waits to be read.
 *
 * <p>The serial executor owns the stream, the count of failures and the last leader seen; the queue lies between it and
 * the reader. It holds no more than room was made for, and room is made as the reader takes.
 */
public final class Observation implements LeaderObservation {
    private static final int AHEAD = 16;
    private static final String OPERATION = Rpcs.OBSERVE.shortName();

    private final CallEngine calls;
    private final LeaderRequest request;
    private final Runnable onEnd;
    private final SerialExecutor turns = new SerialExecutor();
    private final LinkedBlockingQueue<Item> items = new LinkedBlockingQueue<>();

    private @Nullable ServerStream<LeaderRequest, LeaderResult> stream;
    private Cancellable pause = Cancellable.NONE;
    private final Renewals renewals = new Renewals();
    private @Nullable Pass refused;
    private int failures;
    private int owed = AHEAD;
    private @Nullable KeyValue last;
    private boolean over;

    /** What the reader finds. */
    private sealed interface Item {
        record Leader(LeaderResult result) implements Item {}

        record End(@Nullable EtcdException failure) implements Item {}
    }

    /** An observation that has not begun. */
    public Observation(CallEngine calls, LeaderRequest request, Runnable onEnd) {
        this.calls = calls;
        this.request = request;
        this.onEnd = onEnd;
    }

    /** Begins it. */
    public Observation start() {
        turns.execute(this::open);
        return this;
    }

    private void open() {
        if (over) {
            return;
        }
        Tokens tokens = calls.tokens();
        Pass current = tokens.current();
        if (current != null && current != refused) {
            open(current);
            return;
        }
        pause = tokens.ask(refused, new Tokens.Waiter() {
            @Override
            public void granted(Pass pass) {
                turns.execute(() -> open(pass));
            }

            @Override
            public void failed(NoToken none) {
                turns.execute(() -> noPass(none));
            }
        });
    }

    /** There is no token to open a stream with: now, or with these credentials. */
    private void noPass(NoToken none) {
        EtcdException why = ErrorMapper.map(none.why(), OPERATION, none.endpoint(), false);
        if (why.retryable()) {
            openLater();
        } else {
            end(why);
        }
    }

    private void open(Pass pass) {
        if (over) {
            return;
        }
        Receiver receiver = new Receiver(calls.pool().current(), pass);
        // A member that has lost its leader ends the stream then, instead of leaving it silent.
        ServerStream<LeaderRequest, LeaderResult> opened = ServerStream.open(
                receiver.line, Rpcs.OBSERVE, request, pass.requireLeader(), calls.emitter(), receiver);
        receiver.stream = opened;
        stream = opened;
        opened.request(owed);
    }

    private void received(LeaderResult result) {
        failures = 0;
        renewals.accepted();
        KeyValue kv = result.kv();
        boolean known = last != null
                && last.key().equals(kv.key())
                && last.modRevision() == kv.modRevision()
                && last.createRevision() == kv.createRevision();
        if (known) {
            if (stream != null) {
                stream.request(1);
            }
            return;
        }
        last = kv;
        owed--;
        items.add(new Item.Leader(result));
    }

    private void broken(Receiver from, @Nullable TransportFailure failure) {
        stream = null;
        Line line = from.line;
        if (failure != null && AuthTexts.refusesToken(failure)) {
            refused = from.pass;
            if (renewals.again(calls.tokens())) {
                open();
            } else {
                end(ErrorMapper.tokenRefused(
                        failure,
                        OPERATION,
                        line.endpoint().toString(),
                        false,
                        calls.tokens().hint()));
            }
            return;
        }
        if (failure != null && !ErrorMapper.isPassing(failure)) {
            end(ErrorMapper.map(failure, OPERATION, line.endpoint().toString(), false));
            return;
        }
        calls.pool().failed(line, failure != null ? failure : TransportFailure.lost("the stream ended", null));
        openLater();
    }

    private void openLater() {
        failures++;
        Duration wait = calls.backoff().after(failures, calls.pool().size());
        pause = calls.clock().schedule(wait, () -> turns.execute(this::open));
    }

    private void end(@Nullable EtcdException failure) {
        if (over) {
            return;
        }
        over = true;
        pause.cancel();
        if (stream != null) {
            stream.cancel();
            stream = null;
        }
        items.add(new Item.End(failure));
        onEnd.run();
    }

    /** The reader has taken one, so there is room for another. */
    private void taken() {
        owed++;
        if (stream != null) {
            stream.request(1);
        }
    }

    @Override
    public Optional<LeaderResult> next() {
        try {
            return read(items.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorMapper.interrupted(OPERATION);
        }
    }

    @Override
    public Optional<LeaderResult> poll(Duration timeout) {
        try {
            Item item = items.poll(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
            return item == null ? Optional.empty() : read(item);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorMapper.interrupted(OPERATION);
        }
    }

    private Optional<LeaderResult> read(Item item) {
        if (item instanceof Item.Leader leader) {
            turns.execute(this::taken);
            return Optional.of(leader.result());
        }
        // It stays the end for whoever reads on.
        items.add(item);
        EtcdException failure = ((Item.End) item).failure();
        if (failure != null) {
            throw failure;
        }
        return Optional.empty();
    }

    @Override
    public Iterator<LeaderResult> iterator() {
        return new Iterator<>() {
            private @Nullable LeaderResult ready;

            @Override
            public boolean hasNext() {
                if (ready == null) {
                    ready = Observation.this.next().orElse(null);
                }
                return ready != null;
            }

            @Override
            public LeaderResult next() {
                if (!hasNext() || ready == null) {
                    throw new NoSuchElementException("the observation was closed");
                }
                LeaderResult taken = ready;
                ready = null;
                return taken;
            }
        };
    }

    @Override
    public void close() {
        turns.execute(() -> end(null));
    }

    /** Ends it because its client is closed. */
    public void clientClosed() {
        turns.execute(() -> end(ErrorMapper.closed(OPERATION, false)));
    }

    /** One stream's receiver: it brings everything to the owner, which listens only to the stream it has. */
    private final class Receiver implements StreamHandler<LeaderResult> {
        private final Line line;
        private final Pass pass;
        private @Nullable ServerStream<LeaderRequest, LeaderResult> stream;

        Receiver(Line line, Pass pass) {
            this.line = line;
            this.pass = pass;
        }

        @Override
        public void onMessage(LeaderResult message) {
            turns.execute(() -> {
                if (!over && stream == Observation.this.stream) {
                    received(message);
                }
            });
        }

        @Override
        public void onEnd(@Nullable TransportFailure failure) {
            turns.execute(() -> {
                if (!over && stream == Observation.this.stream) {
                    broken(Receiver.this, failure);
                }
            });
        }
    }
}
