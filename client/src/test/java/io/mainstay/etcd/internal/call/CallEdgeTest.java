package io.mainstay.etcd.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.event.EventListener;
import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.line.EndpointPool;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls whose surroundings misbehave, or whose ends meet at the worst moment: each has one outcome all the same. */
@Timeout(30)
class CallEdgeTest {
    private static final RangeRequest READ = RangeRequest.of(Bytes.utf8("k"));
    private static final RangeResult ANSWER = new RangeResult(ResponseHeader.ofRevision(2), List.of(), false, 0);
    private static final TransportFailure REFUSED =
            TransportFailure.notSent(ErrorCode.UNAVAILABLE, "connection refused", null);

    private final FakeClock clock = new FakeClock();
    private Duration timeout = Duration.ofSeconds(10);
    private Executor executor = Runnable::run;
    private EventListener listener = EventListener.NONE;

    @Test
    void attemptMadeWhileTheOneBeforeIsStillReturning_isTheOneThatIsCancelled() {
        AtomicBoolean secondCancelled = new AtomicBoolean();
        List<ResponseHandler<?>> attempts = new ArrayList<>();
        CallEngine engine = engine(handler -> {
            attempts.add(handler);
            if (attempts.size() > 1) {
                return () -> secondCancelled.set(true);
            }
            handler.onFailure(REFUSED);
            clock.advance(Duration.ofSeconds(1)); // the second attempt, as another thread may make it
            return () -> {};
        });
        CompletableFuture<RangeResult> range = engine.async(Rpcs.RANGE, READ);
        assertThat(attempts).hasSize(2);
        range.cancel(true);
        assertThat(secondCancelled).isTrue();
    }

    @Test
    void endedWhileItTurnsToItsNextAttempt_isNotHeldByTheEngine() {
        AtomicReference<CompletableFuture<?>> call = new AtomicReference<>();
        AtomicReference<ResponseHandler<RangeResult>> attempt = new AtomicReference<>();
        listener = event -> {
            if (event instanceof ClientEvent.CallRetried) {
                call.get().cancel(true);
            }
        };
        CallEngine engine = engine(handler -> {
            attempt.set(handler);
            return () -> {};
        });
        call.set(engine.async(Rpcs.RANGE, READ));
        attempt.get().onFailure(REFUSED);
        assertThat(call.get()).isCancelled();
        assertThat(engine.waiting()).isEmpty();
    }

    @Test
    void executorThatThrows_losesNoOutcome() {
        for (Throwable thrown : List.of(
                new RejectedExecutionException(),
                new IllegalStateException("a strange executor"),
                new OutOfMemoryError("unable to create native thread, as a planted failure"))) {
            executor = task -> sneak(thrown);
            assertThat(answering().async(Rpcs.RANGE, READ)).as("%s", thrown).isCompletedWithValue(ANSWER);
        }
    }

    @Test
    void eventListenerThatThrows_losesNoOutcome() {
        for (Throwable thrown : List.of(
                new IllegalStateException(), new NoClassDefFoundError("planted"), new Exception("undeclared"))) {
            listener = event -> sneak(thrown);
            CallEngine engine = answering();
            assertThat(engine.async(Rpcs.RANGE, READ)).as("%s", thrown).isCompletedWithValue(ANSWER);
            assertThat(engine.blocking(Rpcs.RANGE, READ)).isEqualTo(ANSWER);
        }
    }

    @Test
    void resultThatCannotBeMade_isAFailure() {
        Task<RangeRequest, RangeResult, String> task = new Task<>(Rpcs.RANGE, Effect.READ, READ, answer -> {
            throw new IllegalStateException("a planted failure");
        });
        assertThat(answering().async(task)).isCompletedExceptionally();
        assertThatThrownBy(() -> answering().blocking(task)).hasMessage("a planted failure");
    }

    @Test
    void callThatReachesItsTransportAfterTheClose_ends() {
        AtomicReference<CallEngine> engine = new AtomicReference<>();
        engine.set(engine(handler -> {
            engine.get().close();
            return () -> {};
        }));
        CompletableFuture<RangeResult> range = engine.get().async(Rpcs.RANGE, READ);
        assertThat(range).isCompletedExceptionally();
        assertThatThrownBy(range::join).hasCauseInstanceOf(ClientClosedException.class);
    }

    @Test
    void endlessTimeout_isALongOne() {
        timeout = Duration.ofSeconds(Long.MAX_VALUE);
        List<ResponseHandler<RangeResult>> attempts = new ArrayList<>();
        CallEngine engine = engine(handler -> {
            attempts.add(handler);
            return () -> {};
        });
        clock.advance(Duration.ofSeconds(1));
        CompletableFuture<RangeResult> range = engine.async(Rpcs.RANGE, READ);
        clock.advance(Duration.ofMinutes(1));
        assertThat(range).isNotDone();
        attempts.get(0).onResponse(ANSWER);
        assertThat(range).isCompletedWithValue(ANSWER);
        assertThat(answering().blocking(Rpcs.RANGE, READ)).isEqualTo(ANSWER);
    }

    @Test
    void resultThatNobodyWaitsForAnyMore_isClosed() {
        List<Runnable> queued = new ArrayList<>();
        executor = queued::add;
        AtomicBoolean open = new AtomicBoolean();
        Task<RangeRequest, RangeResult, AutoCloseable> task = new Task<>(Rpcs.RANGE, Effect.READ, READ, answer -> {
            open.set(true);
            return () -> open.set(false);
        });
        CompletableFuture<AutoCloseable> resource = answering().async(task);
        resource.cancel(true);
        queued.forEach(Runnable::run);
        assertThat(open).isFalse();
    }

    @Test
    void resultThatIsMadeWhileItsFutureIsEnded_isClosed() {
        AtomicReference<CompletableFuture<?>> future = new AtomicReference<>();
        List<Runnable> queued = new ArrayList<>();
        executor = queued::add;
        AtomicBoolean open = new AtomicBoolean();
        Task<RangeRequest, RangeResult, AutoCloseable> task = new Task<>(Rpcs.RANGE, Effect.READ, READ, answer -> {
            open.set(true);
            future.get().completeExceptionally(new TimeoutException());
            return () -> open.set(false);
        });
        future.set(answering().async(task));
        queued.forEach(Runnable::run);
        assertThat(open).isFalse();
    }

    @Test
    void interruptThatMeetsTheAnswer_losesNoResult() throws InterruptedException {
        Thread waiter = Thread.currentThread();
        AtomicReference<Thread> answerer = new AtomicReference<>();
        Task<RangeRequest, RangeResult, String> task = new Task<>(Rpcs.RANGE, Effect.READ, READ, answer -> {
            spinWhile(() -> waiter.getState() != Thread.State.TIMED_WAITING);
            waiter.interrupt();
            spinWhile(() -> waiter.getState() == Thread.State.TIMED_WAITING);
            return "made";
        });
        CallEngine engine = engine(handler -> {
            CompletableFuture.runAsync(() -> handler.onResponse(ANSWER), work -> {
                answerer.set(DaemonThreads.named("answerer").newThread(work));
                answerer.get().start();
            });
            return () -> {};
        });
        assertThat(engine.blocking(task)).isEqualTo("made");
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        answerer.get().join();
    }

    private static void spinWhile(BooleanSupplier condition) {
        while (condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private CallEngine answering() {
        return engine(handler -> {
            handler.onResponse(ANSWER);
            return () -> {};
        });
    }

    private CallEngine engine(Function<ResponseHandler<RangeResult>, Cancellable> server) {
        Line line = new Line(Endpoint.parse("http://h:1"), new Played(server));
        EndpointPool pool = new EndpointPool(List.of(line), clock, new Random(1), new Emitter(listener));
        return new CallEngine(
                pool,
                Tokens.nobody(clock),
                clock,
                new Backoff(new Random(1)),
                executor,
                timeout,
                new Emitter(listener));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** A transport whose calls are played by a function, on the caller's thread. */
    private record Played(Function<ResponseHandler<RangeResult>, Cancellable> server) implements Transport {
        @Override
        @SuppressWarnings("unchecked") // only ranges are sent here
        public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
            return server.apply((ResponseHandler<RangeResult>) handler);
        }

        @Override
        public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
            throw new UnsupportedOperationException("no streams here");
        }

        @Override
        public void close() {}
    }
}
