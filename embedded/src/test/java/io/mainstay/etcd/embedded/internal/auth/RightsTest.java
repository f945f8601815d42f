package io.mainstay.etcd.embedded.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.AddRole;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.AddUser;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.Enable;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.GrantPermission;
import io.mainstay.etcd.embedded.internal.auth.AuthChange.GrantRole;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.TxnRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RightsTest {
    /** Ann reads b to d and d to f, writes w, has everything from x on and the one key k; her role "gone" is none. */
    private static final AuthState ON = AuthStepsTest.after(
            AuthState.FRESH,
            new AddUser("root", "", false),
            new GrantRole("root", "root"),
            new AddUser("ann", "", false),
            new AddRole("one"),
            new AddRole("two"),
            grant("one", Permission.Type.READ, "b", "d"),
            grant("two", Permission.Type.READWRITE, "d", "f"),
            grant("one", Permission.Type.WRITE, "w", ""),
            grant("two", Permission.Type.READWRITE, "x", "\0"),
            grant("two", Permission.Type.READWRITE, "k", ""),
            new GrantRole("ann", "one"),
            new GrantRole("ann", "two"),
            new Enable());

    private static final Caller ANN = new Caller.SignedIn("ann", ON.revision());
    private static final Caller ROOT = new Caller.SignedIn("root", ON.revision());
    private static final long LEASE = 7;

    @ParameterizedTest
    @CsvSource(
            nullValues = "END",
            value = {
                "b, '', true", "c, '', true", "a, '', false", "f, '', false", "d, '', true", "w, '', false",
                "b, f, true", "b, g, false", "a, c, false", "c, e, true", "b, END, false", "x, END, true",
                "y, END, true", "y, z, true", "w, END, false", "k, '', true", "k, l, false", "zz, '', true",
                // A range that ends before it begins holds nothing, and etcd looks only at what is around it.
                "c, b, true", "c, c, true", "a, 0, false", "e, a, true", "m, a, false",
            })
    void readsWhatItsRolesReadTogether(String key, String end, boolean allowed) {
        KeyRange range = new KeyRange(Bytes.utf8(key), end == null ? Bytes.ZERO : Bytes.utf8(end));
        assertThat(refusal(ANN, RangeRequest.of(range))).isEqualTo(allowed ? "" : Refusal.PERMISSION_DENIED.text());
        assertThat(refusal(ROOT, RangeRequest.of(range))).isEmpty();
    }

    static Stream<Arguments> requests() {
        PutRequest put = PutRequest.of(Bytes.utf8("w"), Bytes.EMPTY);
        Op foreign = PutRequest.of(Bytes.utf8("a"), Bytes.EMPTY);
        RangeRequest read = RangeRequest.of(Bytes.utf8("b"));
        return Stream.of(
                Arguments.of(put, true),
                Arguments.of(new PutRequest(put.key(), Bytes.EMPTY, 0, true, false, false), false),
                Arguments.of(new PutRequest(put.key(), Bytes.EMPTY, 0, false, true, false), true),
                Arguments.of(new PutRequest(put.key(), Bytes.EMPTY, LEASE, false, false, false), false),
                Arguments.of(new PutRequest(put.key(), Bytes.EMPTY, LEASE + 1, false, false, false), true),
                Arguments.of(foreign, false),
                Arguments.of(new DeleteRequest(KeyRange.single(Bytes.utf8("w")), false), true),
                Arguments.of(new DeleteRequest(KeyRange.single(Bytes.utf8("w")), true), false),
                Arguments.of(new DeleteRequest(KeyRange.from(Bytes.utf8("w")), false), false),
                Arguments.of(new DeleteRequest(KeyRange.from(Bytes.utf8("x")), true), true),
                Arguments.of(TxnRequest.EMPTY, true),
                Arguments.of(TxnRequest.EMPTY.when(Compare.lease("w").is(0)), false),
                Arguments.of(TxnRequest.EMPTY.when(Compare.lease("b").is(0)).then(put), true),
                Arguments.of(TxnRequest.EMPTY.then(put, read), true),
                Arguments.of(TxnRequest.EMPTY.then(put).otherwise(foreign), false),
                Arguments.of(TxnRequest.EMPTY.then(TxnRequest.EMPTY.otherwise(foreign)), false),
                Arguments.of(
                        TxnRequest.EMPTY.then(
                                TxnRequest.EMPTY.when(Compare.lease("a").is(0))),
                        false),
                Arguments.of(
                        TxnRequest.EMPTY.then(new PutRequest(put.key(), Bytes.EMPTY, LEASE, false, false, false)),
                        false));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void needsTheRightsOfAllItsParts(Op request, boolean allowed) {
        assertThat(refusal(ANN, request)).isEqualTo(allowed ? "" : Refusal.PERMISSION_DENIED.text());
        assertThat(refusal(ROOT, request)).isEmpty();
        assertThat(refusal(Caller.SERVER, request)).isEmpty();
    }

    @Test
    void saysWhyInEtcdsWords() {
        Op read = RangeRequest.of(Bytes.utf8("b"));
        assertThat(refusal(Caller.NOBODY, read)).isEqualTo(Refusal.USER_EMPTY.text());
        assertThat(refusal(new Caller.SignedIn("ann", ON.revision() - 1), read))
                .isEqualTo(Refusal.OLD_AUTH_REVISION.text());
        assertThat(refusal(new Caller.SignedIn("ann", 0), read)).isEqualTo(Refusal.USER_EMPTY.text());
        assertThat(refusal(new Caller.SignedIn("nobody", ON.revision()), read))
                .isEqualTo(Refusal.PERMISSION_DENIED.text());
        assertThat(said(() -> new Rights(ON, new Caller.SignedIn("nobody", 1)).requireRoot()))
                .isEqualTo(Refusal.USER_NOT_FOUND.text());
        assertThat(said(() -> new Rights(ON, ANN).requireRoot())).isEqualTo(Refusal.PERMISSION_DENIED.text());
        assertThat(said(() -> new Rights(ON, Caller.NOBODY).requireRoot())).isEqualTo(Refusal.USER_EMPTY.text());
        assertThat(said(() -> new Rights(ON, Caller.NOBODY).requireSignedIn())).isEqualTo(Refusal.USER_EMPTY.text());
    }

    @Test
    void everybodyMayDoEverythingWhileItIsOff() {
        Rights rights = new Rights(AuthStepsTest.after(ON, new AuthChange.Disable()), Caller.NOBODY);
        assertThat(said(rights::requireRoot)).isEmpty();
        assertThat(said(rights::requireSignedIn)).isEmpty();
        assertThat(said(() -> rights.requireWrite(KeyRange.all()))).isEmpty();
    }

    @Test
    void usersMayAskForThemselvesAndTheirRoles() {
        Rights ann = new Rights(ON, ANN);
        assertThat(said(() -> ann.requireRootOr("ann"))).isEmpty();
        assertThat(said(() -> ann.requireRootOr("root"))).isEqualTo(Refusal.PERMISSION_DENIED.text());
        assertThat(said(() -> ann.requireRootOrRole("one"))).isEmpty();
        assertThat(said(() -> ann.requireRootOrRole("root"))).isEqualTo(Refusal.PERMISSION_DENIED.text());
    }

    private static String refusal(Caller caller, Op request) {
        return said(() -> RequestRights.require(
                new Rights(ON, caller),
                request,
                lease -> lease == LEASE ? List.of(Bytes.utf8("k"), Bytes.utf8("a")) : List.of()));
    }

    private static String said(Runnable check) {
        try {
            check.run();
            return "";
        } catch (Refused refused) {
            return refused.text();
        }
    }

    private static GrantPermission grant(String role, Permission.Type type, String key, String end) {
        return new GrantPermission(role, new Permission(type, new KeyRange(Bytes.utf8(key), Bytes.utf8(end))));
    }
}
