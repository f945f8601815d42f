package io.mainstay.etcd.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.testkit.Await;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.testkit.proxy.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Five thousand kept leases of one client on a real etcd, with a cut in between. */
@Tag("slow")
@ExtendWith(LeakGate.class)
class KeptLeasesAtScaleTest {
    private static final int LEASES = 5_000;
    private static final int AT_ONCE = 200;
    private static final Duration TTL = Duration.ofSeconds(20);

    @Test
    void fiveThousandLeasesLiveOnForManyTimesTheirLife_overACutToo() throws Exception {
        RealEtcdOptions options =
                RealEtcdOptions.of(Requirement.realEtcd("3.6")).withFlags("--unsafe-no-fsync");
        try (RealEtcd server = RealEtcd.start(options);
                TcpProxy line = TcpProxy.to(server.endpoint());
                EtcdClient etcd = EtcdClient.builder()
                        .endpoints(line.endpoint())
                        .callTimeout(Await.PATIENCE)
                        .build();
                EtcdClient other = EtcdClient.connect(server.endpoint())) {
            List<KeptLease> leases = keepAll(etcd);
            CompletableFuture<?> firstLoss =
                    CompletableFuture.anyOf(leases.stream().map(KeptLease::lost).toArray(CompletableFuture[]::new));

            assertNoLoss(firstLoss, TTL.multipliedBy(2));
            line.cut();
            assertNoLoss(firstLoss, TTL);
            line.block();
            Await.until("some are at risk", () -> leases.stream().anyMatch(KeptLeasesAtScaleTest::isAtRisk));
            line.heal();
            Await.until("none is at risk", () -> leases.stream().noneMatch(KeptLeasesAtScaleTest::isAtRisk));
            assertNoLoss(firstLoss, TTL);
            assertThat(leases).allMatch(lease -> lease.state() == KeptLease.State.ACTIVE);
            assertThat(other.leases().list()).hasSize(LEASES);
        }
    }

    private static boolean isAtRisk(KeptLease lease) {
        return lease.state() == KeptLease.State.AT_RISK;
    }

    private static void assertNoLoss(CompletableFuture<?> firstLoss, Duration during) throws Exception {
        assertThat(firstLoss
                        .<Object>thenApply(loss -> loss)
                        .completeOnTimeout(null, during.toSeconds(), TimeUnit.SECONDS)
                        .get())
                .as("the first loss")
                .isNull();
    }

    private static List<KeptLease> keepAll(EtcdClient etcd) throws Exception {
        List<KeptLease> leases = new ArrayList<>();
        while (leases.size() < LEASES) {
            List<CompletableFuture<KeptLease>> some = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                some.add(etcd.leases().async().grantAndKeep(TTL));
            }
            for (CompletableFuture<KeptLease> kept : some) {
                leases.add(kept.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
        }
        return leases;
    }
}
