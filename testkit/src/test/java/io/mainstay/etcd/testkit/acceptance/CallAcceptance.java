package io.mainstay.etcd.testkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Calls: acceptance tests 10, 11 and 14. */
abstract class CallAcceptance extends Acceptance {
    private static final Duration SOON = Duration.ofMillis(1_500);

    @Test
    void a10ADeadEndpointFailsWithinTheDeadlineAndSaysWhy() throws IOException {
        String dead;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = "127.0.0.1:" + socket.getLocalPort();
        }
        assertThat(failureAt("http://" + dead)).hasStackTraceContaining("refused");
        assertThat(failureAt("http://no-such-host.invalid:2379")).hasStackTraceContaining("no-such-host.invalid");
        assertThat(failureAt(direct().replace("http:", "https:"))).hasStackTraceContaining("SSL");
    }

    private static Throwable failureAt(String endpoint) {
        try (EtcdClient dead =
                EtcdClient.builder().endpoints(endpoint).callTimeout(SOON).build()) {
            Throwable thrown = catchThrowable(() -> dead.kv().get("k"));
            assertThat(thrown).isInstanceOf(DeadlineExceededException.class);
            assertThat(thrown.getCause()).as("the cause").isInstanceOf(EtcdException.class);
            return thrown;
        }
    }

    @Test
    void a11AWriteWhoseAnswerIsLostHasAnUnknownOutcomeAndIsNeverSentAgain() throws Exception {
        BlockingQueue<ClientEvent.CallRetried> retries = new LinkedBlockingQueue<>();
        try (EtcdClient writer = client().eventListener(event -> {
                    if (event instanceof ClientEvent.CallRetried retried) {
                        retries.add(retried);
                    }
                })
                .build()) {
            writer.kv().put(key("k"), "first");
            line.stallAnswers();
            CompletableFuture<?> put = writer.kv().async().put(key("k"), "second");
            Await.until("the server applies the put", () -> version(key("k")) == 2);
            line.cut();
            Throwable thrown = failure(put);
            line.heal();
            assertThat(thrown).isInstanceOf(EtcdException.class);
            assertThat(((EtcdException) thrown).maybeApplied()).isTrue();
            assertThat(thrown).hasMessageContaining("may have been applied");
            // Another write goes through, so whatever would have been sent again has had its chance.
            writer.kv().put(key("other"), "1");
            assertThat(version(key("k"))).isEqualTo(2);
            assertThat(retries).isEmpty();
        }
    }

    @Test
    void a14PrefixesAtTheEdgesMeanWhatTheySay() {
        Bytes ff = Bytes.of(new byte[] {(byte) 0xff});
        Bytes ffff = Bytes.of(new byte[] {(byte) 0xff, (byte) 0xff});
        Bytes aff = Bytes.of(new byte[] {'a', (byte) 0xff});
        Bytes affff = Bytes.of(new byte[] {'a', (byte) 0xff, (byte) 0xff, 1});
        Bytes b = Bytes.utf8("b");
        List<Bytes> keys = List.of(Bytes.utf8("a"), aff, affff, b, ff, ffff);
        for (Bytes key : keys) {
            etcd.kv().put(key, Bytes.utf8("x"));
        }
        try {
            assertThat(prefixed(ff)).containsExactly(ff, ffff);
            assertThat(prefixed(ffff)).containsExactly(ffff);
            assertThat(prefixed(aff)).containsExactly(aff, affff);
            assertThat(prefixed(Bytes.EMPTY)).containsAll(keys);
        } finally {
            keys.forEach(key -> etcd.kv().delete(DeleteRequest.of(key)));
        }
    }

    private List<Bytes> prefixed(Bytes prefix) {
        return etcd.kv().range(RangeRequest.of(prefix).prefix()).kvs().stream()
                .map(KeyValue::key)
                .toList();
    }

    private long version(String key) {
        return other.kv().get(key).map(KeyValue::version).orElse(0L);
    }
}
