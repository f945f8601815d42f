package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.auth.Auth;
import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.error.UnauthenticatedException;
import io.mainstay.etcd.error.UnsupportedByServerException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.watch.Watch;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Users, roles and permissions, and what they let a client do. */
public abstract class AuthContract extends ContractSuite {
    private static final Secret PASSWORD = Secret.of("a password");

    @Override
    protected abstract AuthTarget open();

    @Test
    void usersAreAddedListedAndDeleted() {
        String name = own("user");
        auth().userAdd(name, PASSWORD);
        assertThat(auth().userList()).contains("root", name);
        assertThat(auth().userGet(name)).isEmpty();
        auth().userDelete(name);
        assertThat(auth().userList()).contains("root").doesNotContain(name);
    }

    @Test
    void rolesAreAddedListedAndDeleted() {
        String role = own("role");
        auth().roleAdd(role);
        assertThat(auth().roleList()).contains(role);
        assertThat(auth().roleGet(role)).isEmpty();
        auth().roleDelete(role);
        assertThat(auth().roleList()).doesNotContain(role);
    }

    @Test
    void permissionsComeBackAsTheyWereGranted() {
        String role = own("role");
        auth().roleAdd(role);
        List<Permission> granted = List.of(
                new Permission(Permission.Type.READ, KeyRange.single(bytesKey("a"))),
                new Permission(Permission.Type.WRITE, KeyRange.prefix(key("b/"))),
                new Permission(Permission.Type.READWRITE, KeyRange.between(bytesKey("c"), bytesKey("d"))),
                new Permission(Permission.Type.READ, KeyRange.from(bytesKey("z"))),
                new Permission(Permission.Type.READ, KeyRange.all()));
        for (Permission each : granted) {
            auth().roleGrantPermission(role, each.type(), each.range());
        }
        assertThat(auth().roleGet(role)).containsExactlyInAnyOrderElementsOf(granted);

        auth().roleGrantPermission(role, Permission.Type.READWRITE, KeyRange.prefix(key("b/")));
        auth().roleRevokePermission(role, KeyRange.all());
        assertThat(auth().roleGet(role))
                .hasSize(4)
                .contains(new Permission(Permission.Type.READWRITE, KeyRange.prefix(key("b/"))))
                .doesNotContain(new Permission(Permission.Type.READ, KeyRange.all()));
    }

    @Test
    void rolesAreGivenAndTaken_andGoWithTheirDeletion() {
        String name = own("user");
        String one = own("one");
        String two = own("two");
        auth().userAdd(name, PASSWORD);
        auth().roleAdd(one);
        auth().roleAdd(two);
        auth().userGrantRole(name, one);
        auth().userGrantRole(name, two);
        auth().userGrantRole(name, two);
        assertThat(auth().userGet(name)).containsExactlyInAnyOrder(one, two);
        auth().userRevokeRole(name, one);
        assertThat(auth().userGet(name)).containsExactly(two);
        auth().roleDelete(two);
        assertThat(auth().userGet(name)).isEmpty();
    }

    @Test
    void theFutureFaceIsTheSame() {
        String name = own("user");
        Waiting.get(etcd().auth().async().userAdd(name, PASSWORD));
        Waiting.get(etcd().auth().async().userGrantRole(name, "root"));
        assertThat(Waiting.get(etcd().auth().async().userGet(name))).containsExactly("root");
        assertThat(Waiting.get(etcd().auth().async().userList())).contains(name);
        Waiting.get(etcd().auth().async().userDelete(name));
    }

    @Test
    void aPermissionOpensItsKeysAndNoOthers() {
        user("reader-and-writer", Permission.Type.READWRITE);
        try (EtcdClient client = client("reader-and-writer", PASSWORD)) {
            client.kv().put(key("a"), "1");
            assertThat(client.kv().get(key("a"))).map(KeyValue::version).contains(1L);
            assertThatThrownBy(() -> client.kv().put("/elsewhere", "1"))
                    .isExactlyInstanceOf(PermissionDeniedException.class)
                    .hasMessageContaining("KV/Put")
                    .hasMessageContaining("permission");
            assertThatThrownBy(() -> client.kv().get("/elsewhere")).isInstanceOf(PermissionDeniedException.class);
            assertThatThrownBy(() -> client.auth().userList()).isInstanceOf(PermissionDeniedException.class);
            assertThat(client.auth().userGet(own("reader-and-writer"))).containsExactly(own("reader-and-writer"));
        }
    }

    @Test
    void aReaderMayNotWrite() {
        user("reader", Permission.Type.READ);
        etcd().kv().put(key("a"), "1");
        try (EtcdClient client = client("reader", PASSWORD)) {
            assertThat(client.kv().get(key("a"))).isPresent();
            assertThatThrownBy(() -> client.kv().put(key("a"), "2"))
                    .isInstanceOf(PermissionDeniedException.class)
                    .satisfies(why ->
                            assertThat(((EtcdException) why).maybeApplied()).isFalse());
        }
    }

    @Test
    void aWatchOfForbiddenKeysEndsTypedAndOnce_andOthersOfItsClientGoOn() {
        user("watcher", Permission.Type.READ);
        try (EtcdClient client = client("watcher", PASSWORD);
                Watch allowed = Waiting.ready(client.watch(key("a")));
                Watch forbidden = client.watch("/elsewhere")) {
            assertThat(Waiting.failure(forbidden.ended())).isExactlyInstanceOf(PermissionDeniedException.class);
            assertThat(forbidden.ready()).isCompletedExceptionally();
            etcd().kv().put(key("a"), "1");
            assertThat(Waiting.events(allowed, 1)).hasSize(1);
        }
    }

    @Test
    void aClientWithoutAUserIsToldToHaveOne() {
        try (EtcdClient nobody = EtcdClient.builder()
                .endpoints(target().endpoint().toString())
                .transport(target().transport())
                .build()) {
            assertThatThrownBy(() -> nobody.kv().get(key("a")))
                    .isExactlyInstanceOf(UnauthenticatedException.class)
                    .hasMessageContaining("user name is empty")
                    .hasMessageContaining("give the client a user");
            assertThat(Waiting.failure(nobody.watch(key("a")).ended())).isInstanceOf(UnauthenticatedException.class);
        }
    }

    @Test
    void aWrongPasswordOrAnUnknownUserFailsAtOnce() {
        user("known", Permission.Type.READ);
        for (String name : List.of("known", "unknown")) {
            try (EtcdClient client = client(name, Secret.of("another password"))) {
                assertThatThrownBy(() -> client.kv().get(key("a")))
                        .isExactlyInstanceOf(UnauthenticatedException.class)
                        .hasMessageContaining("authentication failed")
                        .hasMessageNotContaining("another password");
                assertThat(Waiting.failure(client.watch(key("a")).ended()))
                        .isInstanceOf(UnauthenticatedException.class);
            }
        }
    }

    @Test
    void aUserWithoutAPasswordCannotSignInWithOne() {
        auth().userAdd(own("by-certificate"));
        try (EtcdClient client = client("by-certificate", PASSWORD)) {
            assertThatThrownBy(() -> client.kv().get(key("a"))).isExactlyInstanceOf(UnauthenticatedException.class);
        }
    }

    @Test
    void whatIsThereAlreadyOrNotThereIsRefused() {
        refused("user name already exists", () -> auth().userAdd("root", PASSWORD));
        refused("user name not found", () -> auth().userGet(own("nobody")));
        refused("user name not found", () -> auth().userDelete(own("nobody")));
        refused("user name not found", () -> auth().userChangePassword(own("nobody"), PASSWORD));
        refused("role name not found", () -> auth().roleGet(own("nothing")));
        refused("role name not found", () -> auth().roleDelete(own("nothing")));
        refused("role is not granted to the user", () -> auth().userRevokeRole("root", own("nothing")));
        String role = own("role");
        auth().roleAdd(role);
        refused("role name already exists", () -> auth().roleAdd(role));
        refused(
                "permission is not granted to the role",
                () -> auth().roleRevokePermission(role, KeyRange.prefix(key(""))));
    }

    @Test
    void rootStaysRootWhileAuthenticationIsOn() {
        assertThatThrownBy(() -> auth().userDelete("root")).hasMessageContaining("invalid auth management");
        assertThatThrownBy(() -> auth().roleDelete("root")).hasMessageContaining("invalid auth management");
        assertThatThrownBy(() -> auth().userRevokeRole("root", "root")).hasMessageContaining("invalid auth management");
    }

    @Test
    void aRangeThatHoldsNothingIsRefusedBeforeItIsSent() {
        KeyRange reversed = KeyRange.between(Bytes.utf8("b"), Bytes.utf8("a"));
        assertThatThrownBy(() -> auth().roleGrantPermission("root", Permission.Type.READ, reversed))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> auth().roleGrantPermission("root", Permission.Type.READ, KeyRange.single(Bytes.EMPTY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("KeyRange.all()");
    }

    @Test
    void theStatusTellsThatItIsOn_andCountsChanges_orThatTheServerIsTooOld() {
        if (!serverIsAtLeast(3, 5)) {
            assertThatThrownBy(() -> auth().status()).isExactlyInstanceOf(UnsupportedByServerException.class);
            return;
        }
        long before = auth().status().authRevision();
        assertThat(auth().status().enabled()).isTrue();
        auth().roleAdd(own("role"));
        assertThat(auth().status().authRevision()).isEqualTo(before + 1);
    }

    @Test
    void switchingOnWhatIsOnIsNoError() {
        auth().enable();
        assertThat(etcd().kv().get(key("a"))).isEmpty();
    }

    private Auth auth() {
        return etcd().auth();
    }

    /** A name that no other test has. */
    private String own(String name) {
        return prefix() + name;
    }

    /** Adds a user with a role of the same name and a right to the keys of this test. */
    private void user(String name, Permission.Type type) {
        auth().userAdd(own(name), PASSWORD);
        auth().roleAdd(own(name));
        auth().roleGrantPermission(own(name), type, KeyRange.prefix(prefix()));
        auth().userGrantRole(own(name), own(name));
    }

    private EtcdClient client(String name, Secret password) {
        return target().client().user(own(name), password).build();
    }

    private static void refused(String text, ThrowingCallable call) {
        Refusals.assertRefused(call, EtcdException.class, ErrorCode.FAILED_PRECONDITION, text);
    }
}
