package io.mainstay.etcd.internal.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.event.EventListener;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.line.NameLookup.Service;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedTransport;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Names of several endpoints, with a DNS server of the test's own. */
class NameLookupTest {
    private static final String SSL = "_etcd-client-ssl._tcp.example.test";
    private static final String PLAIN = "_etcd-client._tcp.example.test";

    @Test
    void services() throws Exception {
        try (TinyDns dns = new TinyDns(Map.of(
                SSL, List.of(new Service(10, 0, 2379, "b.example.test"), new Service(0, 0, 2380, "a.example.test")),
                PLAIN, List.of(new Service(0, 5, 2381, "c.example.test"))))) {
            NameLookup lookup = new NameLookup(new Random(1), dns.url());
            assertThat(lookup.find(Endpoint.parse("srv://example.test")))
                    .extracting(Endpoint::toString)
                    .containsExactly(
                            "https://a.example.test:2380", "https://b.example.test:2379", "http://c.example.test:2381");
            assertThatThrownBy(() -> lookup.find(Endpoint.parse("srv://example.test/blue")))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("_etcd-client-ssl-blue._tcp.example.test")
                    .hasMessageContaining("_etcd-client-blue._tcp.example.test");
        }
    }

    @Test
    void addresses() throws Exception {
        NameLookup lookup = new NameLookup(new Random(1), null);
        List<Endpoint> found = lookup.find(Endpoint.parse("dns://localhost:2380"));
        assertThat(found).isNotEmpty().allSatisfy(endpoint -> {
            assertThat(endpoint.scheme()).isEqualTo("http");
            assertThat(endpoint.host()).isEqualTo("localhost");
            assertThat(endpoint.port()).isEqualTo(2380);
            assertThat(endpoint.address()).isNotNull();
        });
        assertThat(lookup.find(Endpoint.parse("dns+https://localhost")).get(0).scheme())
                .isEqualTo("https");
    }

    @Test
    void weightsMakeLikely_andPriorityDecides() {
        NameLookup lookup = new NameLookup(new Random(1), null);
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            List<Service> ordered = lookup.ordered(List.of(
                    new Service(1, 100, 1, "later"), new Service(0, 10, 1, "seldom"), new Service(0, 90, 1, "often")));
            assertThat(ordered.get(2).host()).isEqualTo("later");
            first.merge(ordered.get(0).host(), 1, Integer::sum);
        }
        assertThat(first.get("often")).isGreaterThan(first.get("seldom") * 3);
        assertThat(first.get("seldom")).isPositive();
    }

    @Test
    void aCallToAName_isSentAgainToWhatIsBehindIt() throws Exception {
        ScriptedTransport server = new ScriptedTransport();
        try (TinyDns dns = new TinyDns(Map.of(PLAIN, List.of(new Service(0, 0, 2381, "c.example.test"))));
                EndpointPool pool = EndpointPool.over(
                        List.of(Endpoint.parse("srv://example.test")),
                        endpoint -> server,
                        new NameLookup(new Random(1), dns.url()),
                        new FakeClock(),
                        new Random(1),
                        new Emitter(EventListener.NONE))) {
            CompletableFuture<TransportFailure> outcome = new CompletableFuture<>();
            pool.current()
                    .transport()
                    .call(Rpcs.MEMBER_LIST, new MemberListRequest(true), CallContext.PLAIN, new Outcome(outcome));
            TransportFailure failure = outcome.get(10, TimeUnit.SECONDS);
            assertThat(failure.sent()).isFalse();
            assertThat(failure.cause()).isNull();
            assertThat(pool.current().toString()).isEqualTo("http://c.example.test:2381");
            assertThat(pool.size()).isEqualTo(2);
        }
    }

    private record Outcome(CompletableFuture<TransportFailure> failure) implements ResponseHandler<MemberListResult> {
        @Override
        public void onResponse(MemberListResult response) {
            failure.completeExceptionally(new AssertionError("answered: " + response));
        }

        @Override
        public void onFailure(TransportFailure why) {
            failure.complete(why);
        }
    }
}
