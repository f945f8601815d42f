package io.mainstay.etcd.testkit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.gateway.GatewayTransportProvider;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testkit.RealEtcdCluster;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway passes on that a member without a leader must refuse, also on a watch that stands already. */
class GatewayLeaderTest {
    private static final String NO_LEADER = "etcdserver: no leader";

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "3.6", "3.7"})
    void aMemberThatHasLostItsLeaderCutsTheWatchAndRefusesCalls(String line) throws Exception {
        RealEtcdOptions options = RealEtcdOptions.of(Requirement.realEtcd(line)).withFlags("--unsafe-no-fsync");
        try (RealEtcdCluster cluster = RealEtcdCluster.start(options);
                Transport transport = new GatewayTransportProvider()
                        .connect(Endpoint.parse(cluster.member(0).endpoint()))) {
            BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
            Exchange<WatchCommand> watch =
                    transport.open(Rpcs.WATCH, CallContext.REQUIRE_LEADER, new StreamHandler<>() {
                        @Override
                        public void onMessage(WatchReply message) {
                            seen.add(message.kind());
                        }

                        @Override
                        public void onEnd(@Nullable TransportFailure failure) {
                            seen.add(failure == null ? "ended" : failure.text());
                        }
                    });
            watch.request(100);
            watch.send(new WatchCommand.Create(KeyRange.single(Bytes.utf8("k")), 0, 1, false, false, true, Set.of()));
            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo(WatchReply.Kind.CREATED);
            cluster.member(1).kill();
            cluster.member(2).kill();
            assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo(NO_LEADER);
            transport.call(
                    Rpcs.RANGE,
                    RangeRequest.of(Bytes.utf8("k")).asSerializable(),
                    CallContext.REQUIRE_LEADER,
                    new ResponseHandler<RangeResult>() {
                        @Override
                        public void onResponse(RangeResult response) {
                            seen.add("answered");
                        }

                        @Override
                        public void onFailure(TransportFailure failure) {
                            seen.add(failure.text());
                        }
                    });
            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo(NO_LEADER);
        }
    }
}
