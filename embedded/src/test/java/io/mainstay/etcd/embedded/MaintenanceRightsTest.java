package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.auth.AuthEnableRequest;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.auth.UserAddRequest;
import io.mainstay.etcd.auth.UserGrantRoleRequest;
import io.mainstay.etcd.cluster.DefragmentRequest;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashRequest;
import io.mainstay.etcd.cluster.MoveLeaderRequest;
import io.mainstay.etcd.spi.Rpcs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the Maintenance service refuses who is not root, in the words of each version. */
class MaintenanceRightsTest {
    @ParameterizedTest
    @CsvSource({"3.5, UNKNOWN auth: user name is empty", "3.6, INVALID_ARGUMENT etcdserver: user name is empty"})
    void whoHasNotSignedInIsRefused(String version, String refusal) {
        try (EmbeddedEtcd etcd =
                EmbeddedEtcd.builder().compat(version).bcryptCost(4).start()) {
            Caller caller = new Caller(etcd);
            caller.ask(Rpcs.USER_ADD, new UserAddRequest("root", Secret.of("pw")));
            caller.ask(Rpcs.USER_GRANT_ROLE, new UserGrantRoleRequest("root", "root"));
            caller.ask(Rpcs.AUTH_ENABLE, new AuthEnableRequest());

            assertThat(caller.refusal(Rpcs.HASH_KV, new HashKvRequest(0))).isEqualTo(refusal);
            assertThat(caller.refusal(Rpcs.HASH, new HashRequest())).isEqualTo(refusal);
            assertThat(caller.refusal(Rpcs.DEFRAGMENT, new DefragmentRequest())).isEqualTo(refusal);
            assertThat(caller.refusal(Rpcs.MOVE_LEADER, new MoveLeaderRequest(1)))
                    .isEqualTo("INVALID_ARGUMENT etcdserver: user name is empty");
        }
    }
}
