package io.mainstay.etcd.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
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
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testing.ScriptedTransport;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchListener;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Opening and closing a client: nothing is left behind, wherever it is closed from and whatever fails. */
@Timeout(30)
class ClientCloseTest {
    private final ScriptedTransport server = new ScriptedTransport();

    @Test
    void closeFromAListener_neitherWaitsForItselfNorInterruptsItself() throws Exception {
        EtcdClient etcd = EtcdClient.builder().transport(server).build();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        WatchListener listener = new WatchListener() {
            @Override
            public void onBatch(WatchBatch batch) {}

            @Override
            public void onEnd(@Nullable EtcdException failure) {
                thread.complete(Thread.currentThread());
                etcd.close();
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        };
        etcd.watch(WatchRequest.of("k"), listener).close();
        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isFalse();
        thread.join().join(5_000);
        assertThat(thread.join().isAlive()).isFalse();
    }

    @Test
    void closeFromACompletion_neitherWaitsForItselfNorInterruptsItself() throws Exception {
        EtcdClient etcd = EtcdClient.builder().transport(server).build();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = etcd.kv()
                .async()
                .range("k", o -> o)
                .thenApply(range -> {
                    thread.complete(Thread.currentThread());
                    etcd.close();
                    return Thread.currentThread().isInterrupted();
                });
        server.nextCall(Rpcs.RANGE).respond(new RangeResult(ResponseHeader.ofRevision(1), List.of(), false, 0));
        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isFalse();
        thread.join().join(5_000);
        assertThat(thread.join().isAlive()).isFalse();
    }

    @Test
    void transportThatFailsToClose_leavesNoThread() throws Exception {
        EtcdClient etcd = EtcdClient.builder()
                .transport(provider(new FailingToClose(server)))
                .build();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<Void> noted =
                etcd.kv().async().range("k", o -> o).thenAccept(range -> thread.complete(Thread.currentThread()));
        server.nextCall(Rpcs.RANGE).respond(new RangeResult(ResponseHeader.ofRevision(1), List.of(), false, 0));
        noted.get(5, TimeUnit.SECONDS);
        assertThatThrownBy(etcd::close).hasMessage("a planted failure");
        assertThat(thread.join()).matches(worker -> worker.getName().startsWith("mainstay-completion-"));
        thread.join().join(5_000);
        assertThat(thread.join().isAlive()).isFalse();
    }

    @Test
    void endpointThatCannotBeConnected_leavesNoTransportOpen() {
        List<ScriptedTransport> made = new ArrayList<>();
        TransportProvider second = new TransportProvider() {
            @Override
            public Set<String> schemes() {
                return Set.of("http");
            }

            @Override
            public Transport connect(Endpoint endpoint, ConnectOptions options) {
                if (!made.isEmpty()) {
                    throw new IllegalArgumentException("a planted failure");
                }
                made.add(new ScriptedTransport());
                return made.get(0);
            }
        };
        EtcdClientBuilder builder = EtcdClient.builder().endpoints("a,b").transport(second);
        assertThatThrownBy(builder::build).hasMessage("a planted failure");
        assertThat(made).singleElement().matches(ScriptedTransport::isClosed);
    }

    private static TransportProvider provider(Transport transport) {
        return new TransportProvider() {
            @Override
            public Set<String> schemes() {
                return Set.of("http");
            }

            @Override
            public Transport connect(Endpoint endpoint, ConnectOptions options) {
                return transport;
            }
        };
    }

    private record FailingToClose(ScriptedTransport server) implements Transport {
        @Override
        public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
            return server.call(rpc, request, context, handler);
        }

        @Override
        public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
            return server.open(rpc, context, handler);
        }

        @Override
        public void close() {
            throw new IllegalStateException("a planted failure");
        }
    }
}
