package io.mainstay.etcd.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.auth.AuthenticateRequest;
import io.mainstay.etcd.auth.AuthenticateResult;
import io.mainstay.etcd.auth.Credentials;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.error.UnauthenticatedException;
import io.mainstay.etcd.error.UnavailableException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedCall;
import io.mainstay.etcd.testing.ScriptedTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Calls of a client that has a user, against a server played by hand: when it signs in, and what that does to calls.
 */
class TokenScriptTest {
    private static final TransportFailure INVALID =
            TransportFailure.answered(ErrorCode.UNAUTHENTICATED, "etcdserver: invalid auth token");
    private static final TransportFailure WRONG = TransportFailure.answered(
            ErrorCode.INVALID_ARGUMENT, "etcdserver: authentication failed, invalid user ID or password");
    private static final TransportFailure OFF =
            TransportFailure.answered(ErrorCode.FAILED_PRECONDITION, "etcdserver: authentication is not enabled");
    private static final TransportFailure NOBODY =
            TransportFailure.answered(ErrorCode.INVALID_ARGUMENT, "etcdserver: user name is empty");
    private static final TransportFailure AWAY =
            TransportFailure.notSent(ErrorCode.UNAVAILABLE, "connection refused", null);

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final List<ClientEvent> told = new CopyOnWriteArrayList<>();
    private EtcdClient etcd = client(Credentials.user("al", Secret.of("pw")));

    private EtcdClient client(Credentials who) {
        return EtcdClient.builder()
                .transport(server)
                .credentials(who)
                .clock(clock)
                .random(new Random(1))
                .executor(Runnable::run)
                .eventListener(told::add)
                .build();
    }

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void noCallNoToken_theFirstCallSignsInAndGoesWithTheToken() {
        assertThat(server.hasCall()).isFalse();
        CompletableFuture<PutResult> put = put();
        ScriptedCall<AuthenticateRequest, AuthenticateResult> signIn = server.nextCall(Rpcs.AUTHENTICATE);
        assertThat(signIn.request().name()).isEqualTo("al");
        assertThat(signIn.request().password().reveal()).isEqualTo("pw");
        assertThat(signIn.context().token()).isNull();
        assertThat(server.hasCall()).isFalse();
        grant(signIn, "t1");
        answerPut("t1");
        assertThat(put).isCompleted();

        CompletableFuture<PutResult> next = put();
        answerPut("t1");
        assertThat(next).isCompleted();
    }

    @Test
    void aThousandCallsAtOnce_costOneAuthenticate() {
        List<CompletableFuture<PutResult>> puts = puts(1000);
        grant(server.nextCall(Rpcs.AUTHENTICATE), "t1");
        puts.forEach(put -> answerPut("t1"));
        assertThat(puts).allMatch(CompletableFuture::isDone);
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void aThousandConcurrentCallsAtTokenExpiry_costOneAuthenticate() {
        signedIn("t1");
        List<CompletableFuture<PutResult>> puts = puts(1000);
        List<ScriptedCall<PutRequest, PutResult>> calls = new ArrayList<>();
        puts.forEach(put -> calls.add(server.nextCall(Rpcs.PUT)));

        calls.subList(0, 600).forEach(call -> call.fail(INVALID));
        ScriptedCall<AuthenticateRequest, AuthenticateResult> signIn = server.nextCall(Rpcs.AUTHENTICATE);
        assertThat(server.hasCall()).isFalse();
        CompletableFuture<PutResult> late = put();
        assertThat(server.hasCall())
                .as("a call while the token is being fetched")
                .isFalse();
        grant(signIn, "t2");
        // Those that are refused the old token only now must not cost the new one.
        calls.subList(600, 1000).forEach(call -> call.fail(INVALID));

        for (int i = 0; i <= 1000; i++) {
            answerPut("t2");
        }
        assertThat(puts).allMatch(put -> put.isDone() && !put.isCompletedExceptionally());
        assertThat(late).isCompleted();
        assertThat(server.hasCall()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "UNAUTHENTICATED, etcdserver: invalid auth token",
        "INVALID_ARGUMENT, etcdserver: revision of auth store is old",
        "UNKNOWN, auth: revision in header is old",
        "INVALID_ARGUMENT, etcdserver: user name is empty",
        "UNAUTHENTICATED, some proxy says no",
    })
    void writeWhoseTokenIsRefused_isSentAgainOnceWithAnother(ErrorCode code, String text) {
        signedIn("t1");
        CompletableFuture<PutResult> put = put();
        server.nextCall(Rpcs.PUT).fail(TransportFailure.answered(code, text));
        grant(server.nextCall(Rpcs.AUTHENTICATE), "t2");
        answerPut("t2");
        assertThat(put).isCompleted();
        assertThat(told).filteredOn(ClientEvent.CallRetried.class::isInstance).hasSize(1);
    }

    @Test
    void freshTokensThatAreRefusedToo_failTypedAndDoNotLoop() {
        signedIn("t0");
        CompletableFuture<PutResult> put = put();
        for (int fresh = 1; fresh <= 3; fresh++) {
            server.nextCall(Rpcs.PUT).fail(INVALID);
            grant(server.nextCall(Rpcs.AUTHENTICATE), "t" + fresh);
        }
        server.nextCall(Rpcs.PUT).fail(INVALID);
        assertThat(failure(put)).isInstanceOf(UnauthenticatedException.class);
        assertThat(failure(put).maybeApplied()).isFalse();
        assertThat(failure(put).retryable()).isFalse();
        assertThat(failure(put)).hasMessageContaining("KV/Put").hasMessageContaining("fetched just now");
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void tokenThatIsNewerButNotFresh_mayBeRefusedAsWell() {
        signedIn("t1");
        CompletableFuture<PutResult> slow = put();
        ScriptedCall<PutRequest, PutResult> slowCall = server.nextCall(Rpcs.PUT);
        put();
        server.nextCall(Rpcs.PUT).fail(INVALID);
        grant(server.nextCall(Rpcs.AUTHENTICATE), "t2");
        answerPut("t2");

        slowCall.fail(INVALID);
        ScriptedCall<PutRequest, PutResult> again = server.nextCall(Rpcs.PUT);
        assertThat(token(again)).isEqualTo("t2");
        again.fail(INVALID);
        grant(server.nextCall(Rpcs.AUTHENTICATE), "t3");
        answerPut("t3");
        assertThat(slow).isCompleted();
    }

    @Test
    void authenticationOff_callsGoWithoutAToken_untilItIsSwitchedOn() {
        CompletableFuture<PutResult> put = put();
        server.nextCall(Rpcs.AUTHENTICATE).fail(OFF);
        ScriptedCall<PutRequest, PutResult> call = server.nextCall(Rpcs.PUT);
        assertThat(call.context().token()).isNull();
        call.respond(new PutResult(ResponseHeader.ofRevision(2), null));
        assertThat(put).isCompleted();

        CompletableFuture<PutResult> later = put();
        server.nextCall(Rpcs.PUT).fail(NOBODY);
        grant(server.nextCall(Rpcs.AUTHENTICATE), "t1");
        answerPut("t1");
        assertThat(later).isCompleted();
    }

    @Test
    void authenticationSwitchedOnBetweenSignInAndCall_isFoundOut() {
        signedIn("t1");
        CompletableFuture<PutResult> put = put();
        server.nextCall(Rpcs.PUT).fail(INVALID);
        server.nextCall(Rpcs.AUTHENTICATE).fail(OFF);
        server.nextCall(Rpcs.PUT).fail(NOBODY);
        grant(server.nextCall(Rpcs.AUTHENTICATE), "t2");
        answerPut("t2");
        assertThat(put).isCompleted();
    }

    @Test
    void wrongPassword_failsAllWhoWaitAtOnce_andIsNotTriedAgainBeforeAPause() {
        List<CompletableFuture<PutResult>> puts = puts(3);
        server.nextCall(Rpcs.AUTHENTICATE).fail(WRONG);
        for (CompletableFuture<PutResult> put : puts) {
            assertThat(failure(put)).isInstanceOf(UnauthenticatedException.class);
            assertThat(failure(put).maybeApplied()).isFalse();
            assertThat(failure(put)).hasMessageContaining("KV/Put").hasMessageContaining("password");
        }
        assertThat(failure(puts.get(0))).isNotSameAs(failure(puts.get(1)));

        clock.advance(Duration.ofMillis(900));
        assertThat(failure(put())).isInstanceOf(UnauthenticatedException.class);
        assertThat(server.hasCall()).isFalse();
        clock.advance(Duration.ofMillis(100));
        CompletableFuture<PutResult> put = put();
        grant(server.nextCall(Rpcs.AUTHENTICATE), "t1");
        answerPut("t1");
        assertThat(put).isCompleted();
    }

    @Test
    void wrongPassword_isTriedAtMostEveryEightSeconds_howeverManyCalls() {
        int signIns = 0;
        for (int tenths = 0; tenths < 600; tenths++) {
            CompletableFuture<PutResult> put = put();
            if (server.hasCall()) {
                signIns++;
                server.nextCall(Rpcs.AUTHENTICATE).fail(WRONG);
            }
            assertThat(failure(put)).isInstanceOf(UnauthenticatedException.class);
            clock.advance(Duration.ofMillis(100));
        }
        // At 0, 1, 3, 7, 15, 23, 31, 39, 47 and 55 s.
        assertThat(signIns).isEqualTo(10);
    }

    @Test
    void passwordInAFile_isReadForEachSignIn(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "old\n");
        etcd.close();
        etcd = client(Credentials.user("al", Secret.file(file)));
        CompletableFuture<PutResult> put = put();
        ScriptedCall<AuthenticateRequest, AuthenticateResult> first = server.nextCall(Rpcs.AUTHENTICATE);
        assertThat(first.request().password().reveal()).isEqualTo("old");
        Files.writeString(file, "new\n");
        first.fail(WRONG);
        assertThat(failure(put)).isInstanceOf(UnauthenticatedException.class);

        clock.advance(Duration.ofSeconds(1));
        CompletableFuture<PutResult> next = put();
        ScriptedCall<AuthenticateRequest, AuthenticateResult> second = server.nextCall(Rpcs.AUTHENTICATE);
        assertThat(second.request().password().reveal()).isEqualTo("new");
        grant(second, "t1");
        answerPut("t1");
        assertThat(next).isCompleted();
    }

    @Test
    void passwordFileThatIsGone_failsTypedWithTheReason(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "pw");
        etcd.close();
        etcd = client(Credentials.user("al", Secret.file(file)));
        Files.delete(file);
        assertThatThrownBy(() -> etcd.kv().put("k", "v"))
                .isInstanceOf(UnauthenticatedException.class)
                .hasMessageContaining(file.toString());
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void signInThatFindsNobody_isTriedAgainByTheCallsThatWait_withinTheirDeadline() {
        CompletableFuture<PutResult> put = put();
        server.nextCall(Rpcs.AUTHENTICATE).fail(AWAY);
        assertThat(put).isNotDone();
        clock.advance(Duration.ofSeconds(1));
        grant(server.nextCall(Rpcs.AUTHENTICATE), "t1");
        answerPut("t1");
        assertThat(put).isCompleted();

        etcd.close();
        etcd = client(Credentials.user("al", Secret.of("pw")));
        CompletableFuture<PutResult> hopeless = put();
        for (int tenths = 0; tenths <= 101 && !hopeless.isDone(); tenths++) {
            if (server.hasCall()) {
                server.nextCall(Rpcs.AUTHENTICATE).fail(AWAY);
            }
            clock.advance(Duration.ofMillis(100));
        }
        assertThat(failure(hopeless)).isInstanceOf(DeadlineExceededException.class);
        assertThat(failure(hopeless).maybeApplied()).isFalse();
        assertThat(failure(hopeless).getCause()).isInstanceOf(UnavailableException.class);
        assertThat(failure(hopeless)).hasMessageContaining("connection refused");
    }

    @Test
    void signInWithoutAnswer_endsAfterHalfTheTimeoutAndIsTriedAgain() {
        CompletableFuture<PutResult> put = put();
        ScriptedCall<AuthenticateRequest, AuthenticateResult> silent = server.nextCall(Rpcs.AUTHENTICATE);
        clock.advance(Duration.ofSeconds(5));
        assertThat(silent.isCancelled()).isTrue();
        clock.advance(Duration.ofSeconds(1));
        grant(server.nextCall(Rpcs.AUTHENTICATE), "t1");
        answerPut("t1");
        assertThat(put).isCompleted();
    }

    @Test
    void callThatWaitsForAToken_keepsItsDeadlineAndItsCancel() {
        CompletableFuture<PutResult> patient = put();
        CompletableFuture<PutResult> cancelled = put();
        ScriptedCall<AuthenticateRequest, AuthenticateResult> signIn = server.nextCall(Rpcs.AUTHENTICATE);
        cancelled.cancel(true);
        grant(signIn, "t1");
        answerPut("t1");
        assertThat(patient).isCompleted();
        assertThat(server.hasCall()).as("the cancelled call").isFalse();
        assertThat(cancelled).isCancelled();
    }

    @Test
    void permissionDenied_isNoMatterOfTheToken() {
        signedIn("t1");
        CompletableFuture<PutResult> put = put();
        server.nextCall(Rpcs.PUT)
                .fail(TransportFailure.answered(ErrorCode.PERMISSION_DENIED, "etcdserver: permission denied"));
        assertThat(failure(put)).isInstanceOf(PermissionDeniedException.class);
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void closedClient_endsTheCallsThatWaitForAToken_andTheSignIn() {
        CompletableFuture<PutResult> put = put();
        ScriptedCall<AuthenticateRequest, AuthenticateResult> signIn = server.nextCall(Rpcs.AUTHENTICATE);
        etcd.close();
        assertThat(failure(put)).isInstanceOf(ClientClosedException.class);
        assertThat(signIn.isCancelled()).isTrue();
        assertThat(told.stream()
                        .filter(ClientEvent.CallStarted.class::isInstance)
                        .count())
                .isEqualTo(told.stream()
                        .filter(ClientEvent.CallEnded.class::isInstance)
                        .count());
    }

    @Test
    void givenToken_isSentAsItIs_andItsRefusalSaysThatItCannotBeRenewed() {
        etcd.close();
        etcd = client(Credentials.token(Secret.of("jwt")));
        CompletableFuture<PutResult> put = put();
        ScriptedCall<PutRequest, PutResult> call = server.nextCall(Rpcs.PUT);
        assertThat(token(call)).isEqualTo("jwt");
        call.fail(INVALID);
        assertThat(failure(put))
                .isInstanceOf(UnauthenticatedException.class)
                .hasMessageContaining("cannot renew it")
                .hasMessageNotContaining("jwt");
        assertThat(server.hasCall()).isFalse();
        assertThat(told.toString()).doesNotContain("jwt");
    }

    @Test
    void givenTokenInAFile_isReadAgainWhenItIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "jwt-1\n");
        etcd.close();
        etcd = client(Credentials.token(Secret.file(file)));
        CompletableFuture<PutResult> put = put();
        ScriptedCall<PutRequest, PutResult> first = server.nextCall(Rpcs.PUT);
        assertThat(token(first)).isEqualTo("jwt-1");
        Files.writeString(file, "jwt-2\n");
        first.fail(INVALID);
        answerPut("jwt-2");
        put.join();
    }

    @Test
    void nothingTold_showsASecret() {
        signedIn("t1-secret");
        CompletableFuture<PutResult> put = put();
        server.nextCall(Rpcs.PUT).fail(INVALID);
        grant(server.nextCall(Rpcs.AUTHENTICATE), "t2-secret");
        answerPut("t2-secret");
        put.join();
        assertThat(told.toString() + etcd + Credentials.user("al", Secret.of("pw-secret")))
                .contains("Auth/Authenticate")
                .doesNotContain("-secret");
    }

    private CompletableFuture<PutResult> put() {
        return etcd.kv().async().put("k", "v");
    }

    private List<CompletableFuture<PutResult>> puts(int number) {
        List<CompletableFuture<PutResult>> puts = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            puts.add(put());
        }
        return puts;
    }

    private void signedIn(String token) {
        CompletableFuture<PutResult> put = put();
        grant(server.nextCall(Rpcs.AUTHENTICATE), token);
        answerPut(token);
        assertThat(put).isCompleted();
    }

    private static void grant(ScriptedCall<AuthenticateRequest, AuthenticateResult> call, String token) {
        call.respond(new AuthenticateResult(ResponseHeader.EMPTY, Secret.of(token)));
    }

    private void answerPut(String token) {
        ScriptedCall<PutRequest, PutResult> call = server.nextCall(Rpcs.PUT);
        assertThat(token(call)).isEqualTo(token);
        call.respond(new PutResult(ResponseHeader.ofRevision(2), null));
    }

    private static String token(ScriptedCall<?, ?> call) {
        Secret token = call.context().token();
        assertThat(token).as("the token of a call").isNotNull();
        return token == null ? "" : token.reveal();
    }

    private static EtcdException failure(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        return (EtcdException) future.handle((result, thrown) -> thrown).join();
    }
}
