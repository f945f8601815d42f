package io.mainstay.etcd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.watch.Watch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnixSocketTest {
    @Test
    void servesCallsAndStreams() throws Exception {
        RealEtcdOptions options = RealEtcdOptions.of(Requirement.realEtcd("3.6"))
                .withFlags("--listen-client-urls=" + RealEtcdOptions.CLIENT_URL + ",unix://client:1");
        try (RealEtcd etcd = RealEtcd.start(options);
                EtcdClient client = EtcdClient.builder()
                        .endpoints("unix://" + etcd.folder().resolve("client:1"))
                        .transport(new GrpcTransportProvider())
                        .build();
                Watch watch = client.watch("k")) {
            watch.ready().get(20, TimeUnit.SECONDS);
            client.kv().put("k", "v");
            assertThat(client.kv().get("k")).map(KeyValue::version).contains(1L);
            assertThat(watch.iterator().next().kv().value().utf8()).isEqualTo("v");
        }
    }
}
