package io.mainstay.etcd.embedded.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.AddRole;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.AddUser;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.ChangePassword;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.DeleteRole;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.DeleteUser;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.Disable;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.Enable;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.GrantPermission;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.GrantRole;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.RevokePermission;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.RevokeRole;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuthStepsTest {
    private static final AuthState OFF = after(
            AuthState.FRESH,
            new AddUser("root", "hash", false),
            new GrantRole("root", "root"),
            new AddUser("ann", "hash", false),
            new AddUser("cert", "", true),
            new AddRole("root"),
            new AddRole("role"),
            new GrantRole("ann", "role"));
    private static final AuthState ON = after(OFF, new Enable());

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(AuthState.FRESH, new Enable(), Refusal.NO_ROOT_USER),
                Arguments.of(
                        after(AuthState.FRESH, new AddUser("root", "", false)),
                        new Enable(),
                        Refusal.ROOT_WITHOUT_ROLE),
                Arguments.of(OFF, new AddUser("", "hash", false), Refusal.USER_EMPTY),
                Arguments.of(OFF, new AddUser("ann", "hash", false), Refusal.USER_EXISTS),
                Arguments.of(OFF, new DeleteUser("nobody"), Refusal.USER_NOT_FOUND),
                Arguments.of(ON, new DeleteUser("root"), Refusal.INVALID_AUTH_MANAGEMENT),
                Arguments.of(OFF, new ChangePassword("nobody", "hash"), Refusal.USER_NOT_FOUND),
                Arguments.of(OFF, new GrantRole("nobody", "nothing"), Refusal.USER_NOT_FOUND),
                Arguments.of(OFF, new GrantRole("ann", "nothing"), Refusal.ROLE_NOT_FOUND),
                Arguments.of(OFF, new RevokeRole("nobody", "role"), Refusal.USER_NOT_FOUND),
                Arguments.of(OFF, new RevokeRole("ann", "root"), Refusal.ROLE_NOT_GRANTED),
                Arguments.of(ON, new RevokeRole("root", "root"), Refusal.INVALID_AUTH_MANAGEMENT),
                Arguments.of(OFF, new AddRole(""), Refusal.ROLE_EMPTY),
                Arguments.of(OFF, new AddRole("role"), Refusal.ROLE_EXISTS),
                Arguments.of(OFF, new DeleteRole("nothing"), Refusal.ROLE_NOT_FOUND),
                Arguments.of(ON, new DeleteRole("root"), Refusal.INVALID_AUTH_MANAGEMENT),
                Arguments.of(OFF, grant("nothing", "", ""), Refusal.INVALID_AUTH_MANAGEMENT),
                Arguments.of(OFF, grant("role", "b", "a"), Refusal.INVALID_AUTH_MANAGEMENT),
                Arguments.of(OFF, grant("role", "b", "b"), Refusal.INVALID_AUTH_MANAGEMENT),
                Arguments.of(OFF, grant("nothing", "a", "b"), Refusal.ROLE_NOT_FOUND),
                Arguments.of(
                        OFF,
                        new RevokePermission("role", KeyRange.single(Bytes.utf8("a"))),
                        Refusal.PERMISSION_NOT_GRANTED),
                Arguments.of(
                        OFF,
                        new RevokePermission("nothing", KeyRange.single(Bytes.utf8("a"))),
                        Refusal.ROLE_NOT_FOUND));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWhatEtcdRefuses(AuthState state, AuthChange change, Refusal refusal) {
        assertThatThrownBy(() -> AuthSteps.apply(state, change))
                .isInstanceOf(Refused.class)
                .hasMessage(refusal.text());
    }

    static Stream<Arguments> silence() {
        return Stream.of(
                Arguments.of(ON, new Enable()),
                Arguments.of(OFF, new Disable()),
                Arguments.of(OFF, new GrantRole("ann", "role")));
    }

    @ParameterizedTest
    @MethodSource("silence")
    void passesOverWhatIsSoAlready(AuthState state, AuthChange change) {
        assertThat(AuthSteps.apply(state, change)).isSameAs(state);
    }

    @Test
    void countsEachChange_alsoSwitchingOff_butNotSwitchingOn() {
        assertThat(AuthState.FRESH.revision()).isEqualTo(1);
        assertThat(OFF.revision()).isEqualTo(8);
        assertThat(ON.revision()).isEqualTo(8);
        assertThat(AuthSteps.apply(ON, new Disable()).revision()).isEqualTo(9);
    }

    @Test
    void aUserWithoutAPasswordNeverGetsOne() {
        AuthState after = after(OFF, new ChangePassword("cert", "hash"));
        assertThat(after.users().get("cert").hash()).isEmpty();
        assertThat(after.revision()).isEqualTo(OFF.revision() + 1);
    }

    @Test
    void aRoleThatIsDeletedIsTakenFromEveryUser() {
        assertThat(after(OFF, new DeleteRole("role")).users().get("ann").roles())
                .isEmpty();
        assertThat(after(OFF, new DeleteRole("root")).users().get("root").roles())
                .isEmpty();
    }

    @Test
    void keepsNamesInTheOrderOfTheirBytes() {
        AuthState state = after(
                OFF,
                new AddRole("\uD83D\uDE00"),
                new AddRole("\uFFEE"),
                new GrantRole("ann", "\uD83D\uDE00"),
                new GrantRole("ann", "\uFFEE"));
        assertThat(state.roles().keySet()).containsExactly("role", "root", "\uFFEE", "\uD83D\uDE00");
        assertThat(state.users().get("ann").roles()).containsExactly("role", "\uFFEE", "\uD83D\uDE00");
    }

    @Test
    void aPermissionTakesThePlaceOfTheFirstWithItsKeyOnly() {
        AuthState state = after(OFF, grant("role", "a", "b"), grant("role", "a", "c"), grant("role", "a", "b"));
        assertThat(state.roles().get("role").permissions()).hasSize(2);
        state = after(state, grant("role", "a", "c"));
        assertThat(state.roles().get("role").permissions()).hasSize(3);
        KeyRange twice = KeyRange.between(Bytes.utf8("a"), Bytes.utf8("c"));
        state = after(state, new RevokePermission("role", twice));
        assertThat(state.roles().get("role").permissions()).hasSize(1);
    }

    @Test
    void showsThatRootMayDoEverything() {
        assertThat(OFF.roles().get("root").shown())
                .isEqualTo(List.of(new Permission(Permission.Type.READWRITE, new KeyRange(Bytes.EMPTY, Bytes.ZERO))));
    }

    @Test
    void showsNoHash() {
        assertThat(OFF.users().toString() + new AddUser("ann", "secret", false) + new ChangePassword("ann", "secret"))
                .doesNotContain("hash", "secret");
    }

    static AuthState after(AuthState state, AuthChange... changes) {
        AuthState after = state;
        for (AuthChange change : changes) {
            after = AuthSteps.apply(after, change);
        }
        return after;
    }

    private static GrantPermission grant(String role, String key, String end) {
        return new GrantPermission(
                role, new Permission(Permission.Type.READWRITE, KeyRange.between(Bytes.utf8(key), Bytes.utf8(end))));
    }
}
