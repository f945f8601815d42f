package io.mainstay.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The copy in upper case, over the wire to an embedded etcd. */
class UpperCaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void copiesWhatIsThere_thenEveryChange_eachTransactionAsOne()
            throws ExecutionException, InterruptedException, TimeoutException {
        try (EmbeddedEtcd server = EmbeddedEtcd.start();
                EtcdClient user = EtcdClient.connect(server.endpoint());
                Watch copies = user.watch("/out/", o -> o.prefix())) {
            copies.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            user.kv().txn(t -> t.then(Op.put("/in/a", "one"), Op.put("/in/b", "two")));
            EtcdClient own = EtcdClient.connect(server.endpoint());
            CompletableFuture<Void> running =
                    CompletableFuture.runAsync(() -> new UpperCase("/in/", "/out/").run(own));
            try {
                assertThat(next(copies)).isEqualTo(Map.of("/out/a", "ONE", "/out/b", "TWO"));
                user.kv().put("/in/c", "three");
                assertThat(next(copies)).isEqualTo(Map.of("/out/c", "THREE"));
                user.kv().txn(t -> t.then(Op.put("/in/a", "four"), Op.delete("/in/b")));
                assertThat(next(copies)).isEqualTo(Map.of("/out/a", "FOUR", "/out/b", ""));
            } finally {
                own.close();
            }
            assertThatThrownBy(() -> running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ClientClosedException.class);
        }
    }

    /** What the next revision has changed; a key that was deleted with an empty value. */
    private static Map<String, String> next(Watch copies) {
        List<WatchEvent> events = copies.poll(PATIENCE)
                .orElseThrow(() -> new AssertionError("nothing came"))
                .events();
        assertThat(events.stream().map(WatchEvent::revision).distinct()).hasSize(1);
        return events.stream().collect(Collectors.toMap(e -> e.key().utf8(), e -> e.kv().value()
                .utf8()));
    }
}
