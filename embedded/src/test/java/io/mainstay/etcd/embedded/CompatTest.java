package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.auth.AuthEnableRequest;
import io.mainstay.etcd.auth.AuthStatusRequest;
import io.mainstay.etcd.auth.RoleAddRequest;
import io.mainstay.etcd.auth.RoleGetRequest;
import io.mainstay.etcd.auth.RoleGetResult;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.auth.UserAddRequest;
import io.mainstay.etcd.auth.UserGrantRoleRequest;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Rpcs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the answers of one etcd's versions differ, and nothing else. */
class CompatTest {
    @ParameterizedTest
    @CsvSource({
        "3.5, UNKNOWN auth: user name is empty",
        "3.6, INVALID_ARGUMENT etcdserver: user name is empty",
        "3.7, INVALID_ARGUMENT etcdserver: user name is empty"
    })
    void whatIsToldOfItsDatabaseIsRefusedInTheWordsOfAVersion(String version, String refusal) {
        try (EmbeddedEtcd etcd = withAuth(version)) {
            assertThat(new Caller(etcd).refusal(Rpcs.HASH_KV, new HashKvRequest(0)))
                    .isEqualTo(refusal);
        }
    }

    @ParameterizedTest
    @CsvSource({"3.5, 0", "3.6, 1", "3.7, 1"})
    void theRoleOfRootShowsWhatItMayFrom36On(String version, int permissions) {
        try (EmbeddedEtcd etcd = EmbeddedEtcd.builder().compat(version).start()) {
            Caller caller = new Caller(etcd);
            caller.ask(Rpcs.ROLE_ADD, new RoleAddRequest("root"));
            RoleGetResult role = caller.ask(Rpcs.ROLE_GET, new RoleGetRequest("root"));
            assertThat(role.permissions()).hasSize(permissions);
        }
    }

    @ParameterizedTest
    @CsvSource({"3.6", "3.7"})
    void aTokenThatIsNoneIsRefusedWhateverItIsGoodFor(String version) {
        try (EmbeddedEtcd etcd = withAuth(version)) {
            CallContext nonsense = CallContext.PLAIN.withToken(Secret.of("none.1"));
            assertThat(new Caller(etcd).refusal(Rpcs.AUTH_STATUS, new AuthStatusRequest(), nonsense))
                    .isEqualTo("UNAUTHENTICATED etcdserver: invalid auth token");
        }
    }

    private static EmbeddedEtcd withAuth(String version) {
        EmbeddedEtcd etcd = EmbeddedEtcd.builder().compat(version).bcryptCost(4).start();
        Caller caller = new Caller(etcd);
        caller.ask(Rpcs.USER_ADD, new UserAddRequest("root", Secret.of("x")));
        caller.ask(Rpcs.USER_GRANT_ROLE, new UserGrantRoleRequest("root", "root"));
        caller.ask(Rpcs.AUTH_ENABLE, new AuthEnableRequest());
        return etcd;
    }
}
