package io.mainstay.etcd.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.CallCancelledException;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.UnavailableException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedCall;
import io.mainstay.etcd.testing.ScriptedTransport;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls against a server played by hand: what is sent again, what is not, and what the user is told. */
class CallScriptTest {
    private static final TransportFailure REFUSED =
            TransportFailure.notSent(ErrorCode.UNAVAILABLE, "io exception", new ConnectException("Connection refused"));
    private static final TransportFailure CUT = TransportFailure.lost("connection reset", null);

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final List<ClientEvent> told = new CopyOnWriteArrayList<>();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .clock(clock)
            .random(new Random(1))
            .executor(Runnable::run)
            .eventListener(told::add)
            .build();

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void answer_completesTheFuture() {
        CompletableFuture<PutResult> put = etcd.kv().async().put("k", "v");
        ScriptedCall<PutRequest, PutResult> call = server.nextCall(Rpcs.PUT);
        assertThat(call.request().key().utf8()).isEqualTo("k");
        call.respond(new PutResult(ResponseHeader.ofRevision(2), null));
        assertThat(put).isCompletedWithValue(new PutResult(ResponseHeader.ofRevision(2), null));
    }

    @Test
    void writeThatMayHaveBeenApplied_isNeverSentAgain() {
        CompletableFuture<PutResult> put = etcd.kv().async().put("k", "v");
        server.nextCall(Rpcs.PUT).fail(CUT);
        clock.advance(Duration.ofSeconds(5));
        assertThat(server.hasCall()).isFalse();
        EtcdException why = failure(put);
        assertThat(why).isInstanceOf(UnavailableException.class);
        assertThat(why.maybeApplied()).isTrue();
        assertThat(why.retryable()).isTrue();
        assertThat(why).hasMessageContaining("KV/Put").hasMessageContaining("may have been applied");
    }

    @Test
    void writeThatWasNotSent_isSentAgain() {
        CompletableFuture<PutResult> put = etcd.kv().async().put("k", "v");
        server.nextCall(Rpcs.PUT).fail(REFUSED);
        clock.advance(Duration.ofSeconds(1));
        server.nextCall(Rpcs.PUT).respond(new PutResult(ResponseHeader.ofRevision(2), null));
        assertThat(put).isCompleted();
        assertThat(told).anyMatch(ClientEvent.CallRetried.class::isInstance);
    }

    @Test
    void read_isSentAgainWhateverHappened() {
        CompletableFuture<RangeResult> range = etcd.kv().async().range("k", o -> o);
        server.nextCall(Rpcs.RANGE).fail(CUT);
        clock.advance(Duration.ofSeconds(1));
        server.nextCall(Rpcs.RANGE).respond(new RangeResult(ResponseHeader.ofRevision(2), List.of(), false, 0));
        assertThat(range).isCompleted();
    }

    @Test
    void readOnlyTransaction_isSentAgain_oneThatWritesIsNot() {
        CompletableFuture<?> reads = etcd.kv().async().txn(t -> t.then(Op.get("k")));
        server.nextCall(Rpcs.TXN).fail(CUT);
        clock.advance(Duration.ofSeconds(1));
        assertThat(server.nextCall(Rpcs.TXN).request().isReadOnly()).isTrue();
        reads.cancel(true);

        CompletableFuture<?> writes = etcd.kv().async().txn(t -> t.otherwise(Op.txn(n -> n.then(Op.delete("k")))));
        server.nextCall(Rpcs.TXN).fail(CUT);
        assertThat(writes).isCompletedExceptionally();
    }

    @Test
    void failureThatProvesNothingHappened_saysSo() {
        CompletableFuture<PutResult> put = etcd.kv().async().put("", "v");
        server.nextCall(Rpcs.PUT)
                .fail(TransportFailure.answered(ErrorCode.INVALID_ARGUMENT, "etcdserver: key is not provided"));
        EtcdException why = failure(put);
        assertThat(why.maybeApplied()).isFalse();
        assertThat(why.retryable()).isFalse();
        assertThat(why.etcdMessage()).isEqualTo("etcdserver: key is not provided");
    }

    @Test
    void deadEndpoint_failsInsideTheDeadline_andSaysRefused() {
        CompletableFuture<PutResult> put = etcd.kv().async().put("k", "v");
        for (int millis = 0; millis <= 10_100 && !put.isDone(); millis += 10) {
            if (server.hasCall()) {
                server.nextCall(Rpcs.PUT).fail(REFUSED);
            }
            clock.advance(Duration.ofMillis(10));
        }
        EtcdException why = failure(put);
        assertThat(why).isInstanceOf(DeadlineExceededException.class);
        assertThat(why.maybeApplied()).isFalse();
        assertThat(why.getCause()).isInstanceOf(UnavailableException.class);
        assertThat(why).hasRootCauseMessage("Connection refused");
    }

    @Test
    void noAnswer_failsAtTheDeadline_cancelsTheAttempt_andLeavesTheOutcomeOpen() {
        CompletableFuture<PutResult> put = etcd.kv().async().put("k", "v");
        ScriptedCall<PutRequest, PutResult> call = server.nextCall(Rpcs.PUT);
        clock.advance(Duration.ofMillis(9_990));
        assertThat(put).isNotDone();
        clock.advance(Duration.ofMillis(30));
        EtcdException why = failure(put);
        assertThat(why).isInstanceOf(DeadlineExceededException.class);
        assertThat(why.maybeApplied()).isTrue();
        assertThat(call.isCancelled()).isTrue();
    }

    @Test
    void silentEndpoint_isLeftForTheNextOne() {
        ScriptedTransport silent = new ScriptedTransport();
        ScriptedTransport other = new ScriptedTransport();
        TransportProvider provider = new TransportProvider() {
            @Override
            public Set<String> schemes() {
                return Set.of("http");
            }

            @Override
            public Transport connect(Endpoint endpoint, ConnectOptions options) {
                return endpoint.port() == 1 ? silent : other;
            }
        };
        try (EtcdClient client = EtcdClient.builder()
                .endpoints("h:1", "h:2")
                .transport(provider)
                .clock(clock)
                .executor(Runnable::run)
                .build()) {
            CompletableFuture<PutResult> put = client.kv().async().put("k", "v");
            clock.advance(Duration.ofSeconds(11));
            assertThat(failure(put)).isInstanceOf(DeadlineExceededException.class);
            client.kv().async().put("k", "v");
            assertThat(silent.nextCall(Rpcs.PUT).isCancelled()).isTrue();
            assertThat(silent.nextCall().rpc())
                    .as("the question for a sign of life")
                    .isEqualTo(Rpcs.RANGE);
            assertThat(silent.hasCall()).isFalse();
            assertThat(other.hasCall()).isTrue();
        }
    }

    @Test
    void cancelledFuture_cancelsTheCall() {
        CompletableFuture<RangeResult> range = etcd.kv().async().range("k", o -> o);
        ScriptedCall<RangeRequest, RangeResult> call = server.nextCall(Rpcs.RANGE);
        assertThat(range.cancel(true)).isTrue();
        assertThat(call.isCancelled()).isTrue();
        assertThat(range).isCancelled();
        assertThat(told)
                .anyMatch(event -> event instanceof ClientEvent.CallEnded ended
                        && ended.failure() instanceof CallCancelledException);
    }

    @Test
    void cancelledWhileItWaitsToTryAgain_triesNoMore() {
        CompletableFuture<RangeResult> range = etcd.kv().async().range("k", o -> o);
        server.nextCall(Rpcs.RANGE).fail(REFUSED);
        range.cancel(true);
        clock.advance(Duration.ofSeconds(5));
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void grantWhoseAnswerWasLost_isProvenByItsOwnId() {
        CompletableFuture<LeaseGrantResult> grant = etcd.leases().async().grant(Duration.ofSeconds(30));
        ScriptedCall<LeaseGrantRequest, LeaseGrantResult> first = server.nextCall(Rpcs.LEASE_GRANT);
        long id = first.request().id();
        assertThat(id).isPositive();
        first.fail(CUT);
        clock.advance(Duration.ofSeconds(1));
        ScriptedCall<LeaseGrantRequest, LeaseGrantResult> second = server.nextCall(Rpcs.LEASE_GRANT);
        assertThat(second.request().id()).isEqualTo(id);
        second.fail(TransportFailure.answered(ErrorCode.FAILED_PRECONDITION, "etcdserver: lease already exists"));
        assertThat(grant.join().id()).isEqualTo(id);
    }

    @Test
    void grantOfAnIdInUse_isAnError() {
        CompletableFuture<LeaseGrantResult> grant = etcd.leases().async().grant(Duration.ofSeconds(30), 7);
        server.nextCall(Rpcs.LEASE_GRANT)
                .fail(TransportFailure.answered(ErrorCode.FAILED_PRECONDITION, "etcdserver: lease already exists"));
        assertThat(failure(grant).code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    }

    @Test
    void earlierFailures_hangOnTheLastOne() {
        CompletableFuture<RangeResult> range = etcd.kv().async().range("k", o -> o);
        server.nextCall(Rpcs.RANGE).fail(REFUSED);
        clock.advance(Duration.ofSeconds(1));
        server.nextCall(Rpcs.RANGE)
                .fail(TransportFailure.answered(ErrorCode.PERMISSION_DENIED, "etcdserver: permission denied"));
        assertThat(failure(range).getSuppressed()).singleElement().isInstanceOf(UnavailableException.class);
    }

    @Test
    void close_endsCallsThatWaitToTryAgain_andCallsUnderWay() {
        CompletableFuture<RangeResult> waiting = etcd.kv().async().range("a", o -> o);
        server.nextCall(Rpcs.RANGE).fail(REFUSED);
        CompletableFuture<PutResult> underWay = etcd.kv().async().put("b", "1");
        etcd.close();
        assertThat(failure(waiting)).isInstanceOf(ClientClosedException.class);
        assertThat(failure(underWay)).isInstanceOf(ClientClosedException.class);
        assertThat(failure(underWay).maybeApplied()).isTrue();
        assertThatThrownBy(() -> etcd.kv().put("c", "1")).isInstanceOf(ClientClosedException.class);
        assertThat(server.isClosed()).isTrue();
    }

    @Test
    void blockedThread_isWokenByItsInterrupt() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> etcd.kv().get("k")).isInstanceOf(CallCancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.nextCall(Rpcs.RANGE).isCancelled()).isTrue();
    }

    @Test
    void transportThatThrows_failsTheCall() {
        Transport broken = new BrokenTransport();
        TransportProvider provider = new TransportProvider() {
            @Override
            public Set<String> schemes() {
                return Set.of("http");
            }

            @Override
            public Transport connect(Endpoint endpoint, ConnectOptions options) {
                return broken;
            }
        };
        try (EtcdClient client = EtcdClient.builder().transport(provider).build()) {
            assertThatThrownBy(() -> client.kv().get("k"))
                    .isInstanceOfSatisfying(
                            EtcdException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
                    .hasMessageContaining("out of order");
        }
    }

    @Test
    void neverASecretInText() {
        assertThat(PutRequest.of(io.mainstay.etcd.kv.Bytes.utf8("k"), io.mainstay.etcd.kv.Bytes.utf8("hunter2"))
                        .toString())
                .doesNotContain("hunter2");
    }

    private static EtcdException failure(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        return (EtcdException) future.handle((value, thrown) -> thrown).join();
    }

    /** A transport with a fault of its own. */
    private static final class BrokenTransport implements Transport {
        @Override
        public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
            throw new IllegalStateException("out of order");
        }

        @Override
        public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
            throw new IllegalStateException("out of order");
        }

        @Override
        public void close() {}
    }
}
