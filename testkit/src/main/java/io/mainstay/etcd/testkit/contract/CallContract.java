package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.CallCancelledException;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.watch.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How calls behave whatever they ask: futures, cancelling, interrupts, executors, events, and the end of a client. */
public abstract class CallContract extends ContractSuite {
    /** What a client calls by itself where authentication is on. */
    private static final String SIGN_IN = "Auth/Authenticate";

    @Test
    void everyKeyCallHasItsFuture() {
        assertThat(Waiting.get(etcd().kv().async().put(key("a"), "1")).previous())
                .isEmpty();
        assertThat(Waiting.get(etcd().kv().async().put(key("a"), "2", o -> o.withPrevKv()))
                        .previous())
                .isPresent();
        assertThat(Waiting.get(etcd().kv().async().get(key("a")))).contains(read("a"));
        assertThat(Waiting.get(etcd().kv().async().range(prefix(), o -> o.prefix()))
                        .count())
                .isEqualTo(1);
        assertThat(Waiting.get(etcd().kv().async().txn(t -> t.then(Op.get(key("a")))))
                        .succeeded())
                .isTrue();
        assertThat(Waiting.get(etcd().kv().async().delete(key("a"))).deleted()).isEqualTo(1);
        DeleteRequest all = DeleteRequest.of(bytesKey("")).prefix();
        assertThat(Waiting.get(etcd().kv().async().delete(all)).deleted()).isZero();
        assertThat(Waiting.failure(etcd().kv().async().compact(new CompactRequest(revision() + 100, false))))
                .hasMessageContaining("future revision");
    }

    @Test
    void manyCallsGoAtOnceAndEachIsDoneOnce() {
        long before = revision();
        List<CompletableFuture<PutResult>> puts = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            puts.add(etcd().kv().async().put(key("k" + i % 50), "v" + i));
        }
        List<Long> revisions = puts.stream()
                .map(put -> Waiting.get(put).header().revision())
                .sorted()
                .toList();
        for (int i = 0; i < 1000; i++) {
            assertThat(revisions.get(i)).isEqualTo(before + 1 + i);
        }
        assertThat(etcd().kv().range(prefix(), o -> o.prefix()).kvs())
                .hasSize(50)
                .allMatch(kv -> kv.version() == 20);
    }

    @Test
    void callsOfOneThreadTakeEffectInOrder() {
        for (int i = 0; i < 100; i++) {
            etcd().kv().put(key("a"), "" + i);
            assertThat(read("a").value().utf8()).isEqualTo("" + i);
        }
    }

    @Test
    void aCancelledFutureIsCancelledAndTheClientGoesOn() {
        for (int i = 0; i < 50; i++) {
            CompletableFuture<PutResult> put = etcd().kv().async().put(key("a"), "" + i);
            if (put.cancel(true)) {
                assertThat(put).isCancelled();
            } else {
                assertThat(put).isCompleted();
            }
        }
        // Another key: what was cancelled may still be on its way to the server's log, behind this.
        etcd().kv().put(key("b"), "last");
        assertThat(read("b").value().utf8()).isEqualTo("last");
    }

    @Test
    void anInterruptStaysWhetherItEndsTheWaitOrComesTooLate() {
        Thread.currentThread().interrupt();
        Throwable thrown = catchThrowable(() -> etcd().kv().get(key("a")));
        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        if (thrown != null) {
            assertThat(thrown).isExactlyInstanceOf(CallCancelledException.class);
        }
        assertThat(etcd().kv().get(key("a"))).isEmpty();
    }

    @Test
    void futuresCompleteOnTheExecutorThatWasGiven() {
        AtomicReference<String> thread = new AtomicReference<>("");
        ExecutorService mine = Executors.newSingleThreadExecutor(task -> {
            Thread made = Executors.defaultThreadFactory().newThread(task);
            made.setName("executor of the test");
            return made;
        });
        try {
            try (EtcdClient client = target().client().executor(mine).build()) {
                CompletableFuture<Void> chained = new CompletableFuture<>();
                mine.execute(() -> Waiting.get(chained));
                CompletableFuture<Void> told = client.kv()
                        .async()
                        .put(key("a"), "1")
                        .thenAccept(put -> thread.set(Thread.currentThread().getName()));
                chained.complete(null);
                Waiting.get(told);
            }
            assertThat(thread.get()).isEqualTo("executor of the test");
            assertThat(mine.isShutdown())
                    .as("an executor that was given is not closed")
                    .isFalse();
        } finally {
            mine.shutdownNow();
        }
    }

    @Test
    void whatIsChainedToAFutureMayWaitForOtherCalls() {
        CompletableFuture<String> chained = etcd().kv()
                .async()
                .put(key("a"), "1")
                .thenApply(put -> read("a").value().utf8());
        assertThat(Waiting.get(chained)).isEqualTo("1");
    }

    @Test
    void everyCallTellsItsStartAndItsEnd() {
        ConcurrentLinkedQueue<ClientEvent> events = new ConcurrentLinkedQueue<>();
        try (EtcdClient client = target().client().eventListener(events::add).build()) {
            client.kv().put(key("a"), "secret");
            assertThatThrownBy(() -> client.kv().put("", "secret")).isNotNull();
        }
        List<ClientEvent.CallStarted> starts = events.stream()
                .filter(ClientEvent.CallStarted.class::isInstance)
                .map(ClientEvent.CallStarted.class::cast)
                .filter(event -> !event.operation().equals(SIGN_IN))
                .toList();
        List<ClientEvent.CallEnded> ends = events.stream()
                .filter(ClientEvent.CallEnded.class::isInstance)
                .map(ClientEvent.CallEnded.class::cast)
                .filter(event -> !event.operation().equals(SIGN_IN))
                .toList();
        assertThat(starts).extracting(ClientEvent.CallStarted::operation).containsExactly("KV/Put", "KV/Put");
        assertThat(ends)
                .extracting(ClientEvent.CallEnded::id)
                .isEqualTo(starts.stream().map(ClientEvent.CallStarted::id).toList());
        assertThat(ends.get(0).failure()).isNull();
        assertThat(ends.get(1).failure()).isNotNull();
        assertThat(ends).extracting(ClientEvent.CallEnded::attempts).containsExactly(1, 1);
        assertThat(events.toString()).doesNotContain("secret");
    }

    @Test
    void aListenerOfEventsThatThrowsDoesNoHarm() {
        try (EtcdClient client = target().client()
                .eventListener(event -> {
                    throw new IllegalStateException("thrown by the test");
                })
                .build()) {
            client.kv().put(key("a"), "1");
            assertThat(client.kv().get(key("a"))).isPresent();
        }
    }

    @Test
    void aClosedClientRefusesEverything() {
        EtcdClient client = target().client().build();
        client.kv().put(key("a"), "1");
        client.close();
        client.close();
        assertThatThrownBy(() -> client.kv().get(key("a"))).isExactlyInstanceOf(ClientClosedException.class);
        assertThatThrownBy(() -> client.leases().grant(LONG_TTL)).isExactlyInstanceOf(ClientClosedException.class);
        assertThatThrownBy(() -> client.leases().keepAliveOnce(1)).isExactlyInstanceOf(ClientClosedException.class);
        assertThatThrownBy(() -> client.cluster().status()).isExactlyInstanceOf(ClientClosedException.class);
        assertThat(Waiting.failure(client.kv().async().put(key("a"), "2")))
                .isExactlyInstanceOf(ClientClosedException.class);
        Watch watch = client.watch(key("a"));
        assertThat(Waiting.failure(watch.ready())).isExactlyInstanceOf(ClientClosedException.class);
        assertThat(Waiting.failure(watch.ended())).isExactlyInstanceOf(ClientClosedException.class);
    }

    @Test
    void aClientThatWasNeverUsedCanBeClosed() {
        target().client().build().close();
    }
}
