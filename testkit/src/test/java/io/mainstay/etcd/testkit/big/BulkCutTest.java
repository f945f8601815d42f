package io.mainstay.etcd.testkit.big;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.kv.BulkProgress;
import io.mainstay.etcd.kv.BulkResult;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.proxy.TcpProxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bulk write and a big read whose connection is cut in the middle. */
class BulkCutTest {
    private static final int MANY = 10_000;

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void tenThousandPuts_surviveACutConnection_andNoneIsDoubled(String line) {
        try (RealEtcd etcd = start(line);
                TcpProxy proxy = TcpProxy.to(etcd.endpoint())) {
            List<BulkProgress> told = new CopyOnWriteArrayList<>();
            AtomicInteger again = new AtomicInteger();
            try (EtcdClient client = EtcdClient.builder()
                    .endpoints(proxy.endpoint())
                    .eventListener(event -> again.addAndGet(event instanceof ClientEvent.CallRetried ? 1 : 0))
                    .build()) {
                BulkResult result = client.kv()
                        .bulk(o -> o.chunked().onProgress(progress -> {
                            told.add(progress);
                            if (told.size() == 20) {
                                proxy.cut();
                            }
                        }))
                        .putAll(puts());
                assertThat(result.done()).isEqualTo(MANY);
                assertThat(again.get()).as("transactions sent again").isPositive();
                List<KeyValue> kvs =
                        client.kv().range("/bulk/", o -> o.prefix()).kvs();
                assertThat(kvs).hasSize(MANY).allMatch(kv -> kv.version() == 1);
                assertThat(kvs.stream().map(KeyValue::modRevision).distinct().toList())
                        .containsExactlyInAnyOrderElementsOf(result.revisions());
                assertThat(told)
                        .hasSize(79)
                        .last()
                        .isEqualTo(new BulkProgress(
                                MANY, MANY, result.bytes(), told.get(78).revision()));
                assertThat(told.stream().map(BulkProgress::done)).isSorted();
            }
        }
    }

    /** Answers are held back before the cut, so that the server has applied what the client does not know of. */
    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void putsWhoseAnswersAreLost_areFoundToBeApplied(String line) throws Exception {
        try (RealEtcd etcd = start(line);
                TcpProxy proxy = TcpProxy.to(etcd.endpoint());
                EtcdClient direct = EtcdClient.connect(etcd.endpoint());
                EtcdClient client = EtcdClient.connect(proxy.endpoint())) {
            CompletableFuture<Void> stalled = new CompletableFuture<>();
            AtomicBoolean once = new AtomicBoolean();
            CompletableFuture<BulkResult> run = client.kv()
                    .async()
                    .bulk(o -> o.chunked().onProgress(progress -> {
                        if (progress.done() > MANY / 4 && once.compareAndSet(false, true)) {
                            proxy.stallAnswers();
                            stalled.complete(null);
                        }
                    }))
                    .putAll(puts());
            stalled.get(20, TimeUnit.SECONDS);
            long before = direct.kv().count("/bulk/");
            // What is under way reaches the server, and then nothing more.
            for (long now = direct.kv().count("/bulk/");
                    now != before;
                    now = direct.kv().count("/bulk/")) {
                before = now;
            }
            proxy.cut();
            proxy.heal();
            BulkResult result = run.get(30, TimeUnit.SECONDS);
            assertThat(result.done()).isEqualTo(MANY);
            List<KeyValue> kvs = direct.kv().range("/bulk/", o -> o.prefix()).kvs();
            assertThat(kvs).hasSize(MANY).allMatch(kv -> kv.version() == 1);
            assertThat(kvs.stream().map(KeyValue::modRevision).distinct().toList())
                    .containsExactlyInAnyOrderElementsOf(result.revisions());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void aBigReadGoesOnAfterACut_atItsRevision(String line) {
        try (RealEtcd etcd = start(line);
                TcpProxy proxy = TcpProxy.to(etcd.endpoint());
                EtcdClient direct = EtcdClient.connect(etcd.endpoint());
                EtcdClient client = EtcdClient.connect(proxy.endpoint())) {
            Bytes big = Bytes.utf8("x".repeat(10_000));
            direct.kv()
                    .bulk(o -> o.chunked())
                    .putAll(keys().map(key -> PutRequest.of(key, big)).toList());
            int seen = 0;
            for (KeyValue kv : client.kv().scan("/bulk/", o -> o.prefix())) {
                assertThat(kv.key()).isEqualTo(key(seen));
                assertThat(kv.version()).isEqualTo(1);
                seen++;
                if (seen % 3_000 == 0) {
                    direct.kv().bulk(o -> o.chunked()).putAll(puts());
                    proxy.cut();
                }
            }
            assertThat(seen).isEqualTo(MANY);
        }
    }

    private static RealEtcd start(String line) {
        return RealEtcd.start(RealEtcdOptions.of(Requirement.realEtcd(line)).withFlags("--unsafe-no-fsync"));
    }

    private static Bytes key(int i) {
        return Bytes.utf8(String.format("/bulk/%06d", i));
    }

    private static Stream<Bytes> keys() {
        return IntStream.range(0, MANY).mapToObj(BulkCutTest::key);
    }

    private static List<PutRequest> puts() {
        return keys().map(key -> PutRequest.of(key, Bytes.utf8("v"))).toList();
    }
}
