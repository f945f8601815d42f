package io.mainstay.etcd.testkit.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.auth.Credentials;
import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.error.UnauthenticatedException;
import io.mainstay.etcd.gateway.GatewayTransportProvider;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users over the gateway of real etcds: the token goes with calls, watches and keep-alives, and is renewed. */
class GatewayAuthTest {
    private static final Secret PASSWORD = Secret.of("correct horse");

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "3.6", "3.7"})
    void aUserMayWhatItsRoleSaysOnCallsAndStreams(String line) throws Exception {
        RealEtcdOptions options =
                RealEtcdOptions.of(Requirement.realEtcd(line)).withFlags("--unsafe-no-fsync", "--bcrypt-cost=4");
        try (RealEtcd etcd = RealEtcd.start(options)) {
            switchOn(etcd);
            try (EtcdClient ann = client(etcd)
                            .credentials(Credentials.user("ann", PASSWORD))
                            .build();
                    Watch watch = ann.watch("/ann/", o -> o.prefix());
                    KeptLease lease = ann.leases().grantAndKeep(Duration.ofSeconds(60))) {
                watch.ready().get(20, TimeUnit.SECONDS);
                ann.kv().put("/ann/a", "1", o -> o.lease(lease.id()));
                assertThat(ann.kv().get("/ann/a")).map(KeyValue::lease).contains(lease.id());
                WatchBatch seen = watch.poll(Duration.ofSeconds(20)).orElseThrow();
                assertThat(seen.events()).hasSize(1);
                assertThat(ann.leases().keepAliveOnce(lease.id()).ttl()).isPositive();
                assertThatThrownBy(() -> ann.kv().put("/bob/a", "1")).isInstanceOf(PermissionDeniedException.class);
                forgetTokens(etcd);
                ann.kv().put("/ann/a", "2", o -> o.keepLease());
                assertThat(ann.kv().get("/ann/a")).map(KeyValue::version).contains(2L);
            }
            try (EtcdClient nobody = client(etcd).build();
                    EtcdClient wrong = client(etcd)
                            .credentials(Credentials.user("ann", Secret.of("wrong")))
                            .build()) {
                assertThatThrownBy(() -> nobody.kv().get("/ann/a")).isInstanceOf(UnauthenticatedException.class);
                assertThatThrownBy(() -> wrong.kv().get("/ann/a")).isInstanceOf(UnauthenticatedException.class);
            }
        }
    }

    private static void switchOn(RealEtcd etcd) {
        try (EtcdClient client = client(etcd).build()) {
            client.auth().userAdd("root", PASSWORD);
            client.auth().userGrantRole("root", "root");
            client.auth().roleAdd("ann's");
            client.auth().roleGrantPermission("ann's", Permission.Type.READWRITE, KeyRange.prefix("/ann/"));
            client.auth().userAdd("ann", PASSWORD);
            client.auth().userGrantRole("ann", "ann's");
            assertThat(client.auth().userGet("ann")).containsExactly("ann's");
            assertThat(client.auth().roleGet("ann's"))
                    .containsExactly(new Permission(Permission.Type.READWRITE, KeyRange.prefix("/ann/")));
            client.auth().enable();
        }
    }

    /** Simple tokens are dropped when the password changes. */
    private static void forgetTokens(RealEtcd etcd) {
        try (EtcdClient root =
                client(etcd).credentials(Credentials.user("root", PASSWORD)).build()) {
            assertThat(root.auth().status().enabled()).isTrue();
            root.auth().userChangePassword("ann", PASSWORD);
        }
    }

    private static EtcdClientBuilder client(RealEtcd etcd) {
        return EtcdClient.builder().endpoints(etcd.endpoint()).transport(new GatewayTransportProvider());
    }
}
