package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.watch.Watch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A client with a user over the restart of a server that keeps its data, but not its tokens. */
public abstract class TokenRestartContract extends ContractSuite {
    /** For extension. */
    protected TokenRestartContract() {}

    @Override
    protected abstract RestartableTarget open();

    @Test
    void aServerThatRestartsForgetsTokensAndNothingIsLost() {
        try (EtcdClient client = target().client().build();
                Watch watch = Waiting.ready(client.watch(key("a")));
                KeptLease lease = client.leases().grantAndKeep(Duration.ofSeconds(10))) {
            revokeLater(lease.id());
            client.kv().put(key("a"), "1");
            ((RestartableTarget) target()).restart();
            client.kv().put(key("a"), "2");
            assertThat(Waiting.events(watch, 2))
                    .extracting(event -> event.kv().version())
                    .containsExactly(1L, 2L);
            assertThat(client.leases().keepAliveOnce(lease.id()).ttl()).isPositive();
            assertThat(lease.lost()).isNotDone();
        }
    }
}
