package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.CallCancelledException;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How calls behave when nobody listens, or nobody answers; for transports with addresses of hosts and ports. */
public abstract class NetworkContract extends ContractSuite {
    private static final Duration SOON = Duration.ofMillis(1_200);

    @Test
    void aDeadEndpointIsSaidToRefuse() {
        try (EtcdClient client = impatient(deadEndpoint())) {
            Throwable thrown = catchThrowable(() -> client.kv().get(key("a")));
            assertThat(thrown).isExactlyInstanceOf(DeadlineExceededException.class);
            assertThat(thrown).hasMessageContaining("KV/Range").message().containsIgnoringCase("refused");
            assertThat(thrown.getCause()).isInstanceOf(EtcdException.class);
        }
    }

    /** With time for many attempts, so that the call ends between two of them and not in the middle of a slow one. */
    @Test
    void aWriteToADeadEndpointWasSurelyNotApplied() {
        String dead = deadEndpoint();
        try (EtcdClient client = EtcdClient.builder()
                .endpoints(dead)
                .transport(target().transport())
                .callTimeout(Duration.ofSeconds(5))
                .build()) {
            Throwable thrown = catchThrowable(() -> client.kv().put(key("a"), "1"));
            assertThat(thrown).isInstanceOf(EtcdException.class);
            assertThat(((EtcdException) thrown).maybeApplied()).isFalse();
            assertThat(((EtcdException) thrown).endpoint()).isEqualTo(dead);
            assertThat(thrown).hasMessageContaining(dead).message().containsIgnoringCase("refused");
        }
    }

    @Test
    void aLiveEndpointBehindADeadOneIsFound() {
        String both = deadEndpoint() + "," + target().endpoint();
        try (EtcdClient client = EtcdClient.builder()
                .endpoints(both)
                .transport(target().transport())
                .build()) {
            client.kv().put(key("a"), "1");
            assertThat(client.kv().get(key("a"))).map(KeyValue::version).contains(1L);
            LeaseGrantResult granted = client.leases().grant(LONG_TTL);
            revokeLater(granted.id());
        }
    }

    @Test
    void aWatchFindsALiveEndpointBehindADeadOne() {
        String both = deadEndpoint() + "," + target().endpoint();
        try (EtcdClient client = EtcdClient.builder()
                        .endpoints(both)
                        .transport(target().transport())
                        .build();
                Watch watch = Waiting.ready(client.watch(key("a")))) {
            etcd().kv().put(key("a"), "1");
            assertThat(Waiting.events(watch, 1))
                    .extracting(event -> event.kv().version())
                    .containsExactly(1L);
        }
    }

    @Test
    void aSilentServerRunsIntoTheDeadline() throws IOException {
        try (ServerSocket silent = silentServer();
                EtcdClient client = impatient(address(silent))) {
            for (Throwable thrown : new Throwable[] {
                catchThrowable(() -> client.kv().get(key("a"))),
                catchThrowable(() -> client.kv().put(key("a"), "1")),
                catchThrowable(() -> client.cluster().status()),
                Waiting.failure(client.kv().async().get(key("a")))
            }) {
                assertThat(thrown).isExactlyInstanceOf(DeadlineExceededException.class);
                assertThat(thrown).hasMessageContaining(SOON.toMillis() + " ms");
            }
        }
    }

    @Test
    void aCallToASilentServerCanBeCancelled() throws IOException {
        try (ServerSocket silent = silentServer();
                EtcdClient client = patient(address(silent))) {
            CompletableFuture<Optional<KeyValue>> call = client.kv().async().get(key("a"));
            assertThat(call.cancel(false)).isTrue();
            assertThat(call).isCancelled();
        }
    }

    @Test
    void anInterruptEndsTheWait() throws IOException {
        try (ServerSocket silent = silentServer();
                EtcdClient client = patient(address(silent))) {
            Thread.currentThread().interrupt();
            Throwable thrown = catchThrowable(() -> client.kv().get(key("a")));
            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
            assertThat(thrown).isExactlyInstanceOf(CallCancelledException.class);
        }
    }

    @Test
    void closingAClientEndsWhatIsUnderWay() throws IOException {
        try (ServerSocket silent = silentServer()) {
            CompletableFuture<Optional<KeyValue>> call;
            Watch watch;
            try (EtcdClient client = patient(address(silent))) {
                call = client.kv().async().get(key("a"));
                watch = client.watch(key("a"));
                assertThat(watch.ready()).isNotDone();
            }
            assertThat(Waiting.failure(call)).isExactlyInstanceOf(ClientClosedException.class);
            assertThat(Waiting.failure(watch.ended())).isExactlyInstanceOf(ClientClosedException.class);
        }
    }

    @Test
    void aWatchWaitsForAServerThatIsAway() {
        try (EtcdClient client = impatient(deadEndpoint())) {
            Watch watch = client.watch(key("a"));
            Optional<?> nothing = watch.poll(SOON);
            assertThat(nothing).isEmpty();
            assertThat(watch.ready()).isNotDone();
            assertThat(watch.ended()).isNotDone();
            watch.close();
            Waiting.get(watch.ended());
            Iterable<WatchEvent> none = watch;
            assertThat(none).isEmpty();
        }
    }

    private EtcdClient impatient(String endpoint) {
        return EtcdClient.builder()
                .endpoints(endpoint)
                .transport(target().transport())
                .callTimeout(SOON)
                .build();
    }

    private EtcdClient patient(String endpoint) {
        return EtcdClient.builder()
                .endpoints(endpoint)
                .transport(target().transport())
                .callTimeout(PATIENCE.multipliedBy(2))
                .build();
    }

    /** An address of this machine where nobody listens. */
    private static String deadEndpoint() {
        try (ServerSocket socket = silentServer()) {
            return address(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that takes connections and says nothing. */
    private static ServerSocket silentServer() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static String address(ServerSocket socket) {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }
}
