package io.mainstay.etcd.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.auth.AuthenticateRequest;
import io.mainstay.etcd.auth.AuthenticateResult;
import io.mainstay.etcd.auth.Credentials;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.election.LeaderObservation;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.error.UnauthenticatedException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLoss;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedCall;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Watches and kept leases of a client that has a user, against a server played by hand, over the end of tokens. */
class TokenStreamTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TTL = Duration.ofSeconds(30);
    private static final String INVALID = "rpc error: code = Unauthenticated desc = etcdserver: invalid auth token";
    private static final TransportFailure WRONG = TransportFailure.answered(
            ErrorCode.INVALID_ARGUMENT, "etcdserver: authentication failed, invalid user ID or password");

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private EtcdClient etcd = client(Credentials.user("al", Secret.of("pw")));

    private EtcdClient client(Credentials who) {
        return EtcdClient.builder()
                .transport(server)
                .credentials(who)
                .clock(clock)
                .random(new Random(1))
                .executor(Runnable::run)
                .build();
    }

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void watch_waitsForATokenAndOpensItsStreamWithIt() {
        Watch watch = etcd.watch("k");
        assertThat(server.hasStream()).isFalse();
        grant("t1");
        accept(watchStream("t1"), 7);
        assertThat(watch.ready()).isCompletedWithValue(8L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                INVALID,
                "etcdserver: invalid auth token",
                "rpc error: code = InvalidArgument desc = etcdserver: revision of auth store is old",
                "rpc error: code = InvalidArgument desc = etcdserver: user name is empty",
            })
    void watchThatIsRefusedForItsToken_isAskedForOnAStreamWithAnother(String reason) {
        Watch watch = etcd.watch("k");
        grant("t1");
        ScriptedStream<WatchCommand, WatchReply> first = watchStream("t1");
        first.nextSent();
        first.reply(WatchReply.refused(at(7), -1, reason));
        assertThat(first.isCancelled()).isTrue();
        grant("t2");
        accept(watchStream("t2"), 7);
        assertThat(watch.ready()).isCompletedWithValue(8L);
    }

    @Test
    void watchAddedAfterTheStreamsTokenHasEnded_takesTheOthersAlongWithoutAGap() {
        Watch old = etcd.watch("old");
        grant("t1");
        ScriptedStream<WatchCommand, WatchReply> first = watchStream("t1");
        accept(first, 7);

        Watch added = etcd.watch("new");
        first.nextSent();
        first.reply(WatchReply.refused(at(20), -1, INVALID));
        grant("t2");
        ScriptedStream<WatchCommand, WatchReply> second = watchStream("t2");
        WatchCommand.Create one = (WatchCommand.Create) second.nextSent();
        WatchCommand.Create two = (WatchCommand.Create) second.nextSent();
        assertThat(List.of(one, two))
                .extracting(create -> create.range().key().utf8(), WatchCommand.Create::startRevision)
                .containsExactlyInAnyOrder(tuple("old", 8L), tuple("new", 0L));
        second.reply(WatchReply.created(at(20), one.watchId()));
        second.reply(WatchReply.created(at(20), two.watchId()));
        assertThat(added.ready()).isCompletedWithValue(21L);
        long oldId = one.range().key().utf8().equals("old") ? one.watchId() : two.watchId();
        second.reply(WatchReply.events(at(20), oldId, List.of(put("old", 9))));
        assertThat(old.poll(Duration.ZERO).orElseThrow().revision()).isEqualTo(9);
    }

    @Test
    void watchThatIsRefusedFreshTokensToo_endsTyped() {
        Watch watch = etcd.watch("k");
        for (int token = 0; token <= 3; token++) {
            grant("t" + token);
            refuse(watchStream("t" + token), INVALID);
        }
        assertThatThrownBy(watch::next)
                .isInstanceOf(UnauthenticatedException.class)
                .hasMessageContaining("Watch/Watch");
        clock.advance(Duration.ofMinutes(1));
        assertThat(server.hasStream()).isFalse();
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void watchOfALongLife_countsEachEndOfATokenAnew() {
        Watch watch = etcd.watch("k");
        grant("t0");
        ScriptedStream<WatchCommand, WatchReply> stream = watchStream("t0");
        accept(stream, 7);
        for (int end = 1; end <= 20; end++) {
            stream.end(TransportFailure.lost("connection reset", null));
            clock.advance(SECOND.multipliedBy(2));
            refuse(watchStream("t" + (end - 1)), INVALID);
            grant("t" + end);
            stream = watchStream("t" + end);
            accept(stream, 7);
        }
        assertThat(watch.ended()).isNotDone();
    }

    @Test
    void serverEndsTheStreamUnauthenticated_watchResumesWithAnotherToken() {
        Watch watch = etcd.watch("k");
        grant("t1");
        ScriptedStream<WatchCommand, WatchReply> first = watchStream("t1");
        accept(first, 7);
        first.end(TransportFailure.answered(ErrorCode.UNAUTHENTICATED, "etcdserver: invalid auth token"));
        clock.advance(SECOND);
        grant("t2");
        ScriptedStream<WatchCommand, WatchReply> second = watchStream("t2");
        long id = accept(second, 9);
        second.reply(WatchReply.events(at(9), id, List.of(put("k", 8))));
        assertThat(watch.poll(Duration.ZERO).orElseThrow().revision()).isEqualTo(8);
    }

    @Test
    void everyStreamEndsUnauthenticated_watchEndsTypedAndDoesNotLoop() {
        Watch watch = etcd.watch("k");
        for (int token = 0; token <= 3; token++) {
            grant("t" + token);
            watchStream("t" + token)
                    .end(TransportFailure.answered(ErrorCode.UNAUTHENTICATED, "etcdserver: invalid auth token"));
            clock.advance(SECOND);
        }
        assertThatThrownBy(watch::next).isInstanceOf(UnauthenticatedException.class);
        assertThat(server.hasStream()).isFalse();
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void realPermissionDenied_endsTheWatchTypedAtOnce_andCostsNoToken() {
        Watch watch = etcd.watch("k");
        grant("t1");
        refuse(watchStream("t1"), "rpc error: code = PermissionDenied desc = etcdserver: permission denied");
        assertThatThrownBy(watch::next).isInstanceOf(PermissionDeniedException.class);
        clock.advance(Duration.ofMinutes(1));
        assertThat(server.hasStream()).isFalse();
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void wrongPassword_endsTheWatchTyped() {
        Watch watch = etcd.watch("k");
        server.nextCall(Rpcs.AUTHENTICATE).fail(WRONG);
        assertThatThrownBy(watch::next)
                .isInstanceOf(UnauthenticatedException.class)
                .hasMessageContaining("password");
        clock.advance(Duration.ofMinutes(1));
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void serverAway_watchWaitsForATokenAsForAStream() {
        Watch watch = etcd.watch("k");
        for (int outage = 0; outage < 20; outage++) {
            server.nextCall(Rpcs.AUTHENTICATE)
                    .fail(TransportFailure.notSent(ErrorCode.UNAVAILABLE, "connection refused", null));
            clock.advance(Duration.ofSeconds(2));
        }
        grant("t1");
        accept(watchStream("t1"), 7);
        assertThat(watch.ready()).isCompletedWithValue(8L);
    }

    @Test
    void watchThatIsClosedWhileItWaitsForAToken_opensNothing() {
        Watch watch = etcd.watch("k");
        watch.close();
        grant("t1");
        assertThat(watch.ended()).isCompleted();
        assertThat(server.hasStream()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "UNAUTHENTICATED, etcdserver: invalid auth token",
        "INVALID_ARGUMENT, etcdserver: user name is empty",
        "INVALID_ARGUMENT, etcdserver: revision of auth store is old"
    })
    void keptLease_survivesTheEndsOfItsTokens(ErrorCode code, String text) {
        KeptLease lease = keep();
        String token = "t0";
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> stream = leaseStream(token);
        for (int renewal = 1; renewal <= 20; renewal++) {
            clock.advance(Duration.ofSeconds(10));
            assertThat(stream.nextSent().id()).isEqualTo(lease.id());
            stream.end(TransportFailure.answered(code, text));
            token = "t" + renewal;
            grant(token);
            stream = leaseStream(token);
            assertThat(stream.nextSent().id()).isEqualTo(lease.id());
            stream.reply(new LeaseKeepAliveResult(at(2), lease.id(), TTL));
        }
        assertThat(lease.state()).isEqualTo(KeptLease.State.ACTIVE);
        assertThat(lease.lost()).isNotDone();
    }

    @Test
    void keptLeaseWhoseFreshTokensAreRefusedToo_isGivenUp() {
        KeptLease lease = keep();
        for (int token = 0; token <= 3; token++) {
            leaseStream("t" + token)
                    .end(TransportFailure.answered(ErrorCode.UNAUTHENTICATED, "etcdserver: invalid auth token"));
            if (token < 3) {
                grant("t" + (token + 1));
            }
        }
        assertThat(lease.lost()).isCompletedWithValue(new LeaseLoss(lease.id(), LeaseLoss.Reason.REFUSED));
        assertThat(server.hasStream()).isFalse();
    }

    @Test
    void keptLease_waitsForAPasswordToBePutRight_aSingleRenewalDoesNot() {
        KeptLease lease = keep();
        CompletableFuture<?> renewal = etcd.leases().async().keepAliveOnce(lease.id());
        leaseStream("t0").end(TransportFailure.answered(ErrorCode.UNAUTHENTICATED, "etcdserver: invalid auth token"));
        server.nextCall(Rpcs.AUTHENTICATE).fail(WRONG);
        assertThat(renewal).isCompletedExceptionally();
        assertThat(lease.lost()).isNotDone();

        for (int tenths = 0; tenths < 100 && !server.hasCall(); tenths++) {
            clock.advance(Duration.ofMillis(100));
        }
        grant("t1");
        clock.advance(Duration.ofSeconds(10));
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> stream = leaseStream("t1");
        assertThat(stream.nextSent().id()).isEqualTo(lease.id());
        stream.reply(new LeaseKeepAliveResult(at(2), lease.id(), TTL));
        assertThat(lease.state()).isEqualTo(KeptLease.State.ACTIVE);
    }

    @Test
    void observationOfLeaders_goesOnOverTheEndsOfItsTokens() {
        LeaderObservation observation = etcd.electionService().observe("election");
        for (int token = 0; token < 20; token++) {
            grant("t" + token);
            ScriptedStream<LeaderRequest, LeaderResult> stream = server.nextStream(Rpcs.OBSERVE);
            assertThat(token(stream)).isEqualTo("t" + token);
            stream.reply(
                    new LeaderResult(at(token + 1), put("election/a", token + 1).kv()));
            assertThat(observation.poll(Duration.ZERO).orElseThrow().kv().modRevision())
                    .isEqualTo(token + 1);
            stream.end(TransportFailure.answered(ErrorCode.UNKNOWN, "etcdserver: invalid auth token"));
        }
        observation.close();
    }

    @Test
    void givenTokenThatAWatchIsRefused_endsTheWatchTyped() {
        etcd.close();
        etcd = client(Credentials.token(Secret.of("jwt")));
        Watch watch = etcd.watch("k");
        refuse(watchStream("jwt"), INVALID);
        assertThatThrownBy(watch::next)
                .isInstanceOf(UnauthenticatedException.class)
                .hasMessageContaining("cannot renew it");
        assertThat(server.hasStream()).isFalse();
    }

    private KeptLease keep() {
        CompletableFuture<KeptLease> kept = etcd.leases().async().grantAndKeep(TTL);
        grant("t0");
        ScriptedCall<LeaseGrantRequest, LeaseGrantResult> call = server.nextCall(Rpcs.LEASE_GRANT);
        call.respond(new LeaseGrantResult(at(1), call.request().id(), TTL));
        return kept.join();
    }

    private void grant(String token) {
        ScriptedCall<AuthenticateRequest, AuthenticateResult> call = server.nextCall(Rpcs.AUTHENTICATE);
        call.respond(new AuthenticateResult(ResponseHeader.EMPTY, Secret.of(token)));
    }

    private ScriptedStream<WatchCommand, WatchReply> watchStream(String token) {
        ScriptedStream<WatchCommand, WatchReply> stream = server.nextStream(Rpcs.WATCH);
        assertThat(token(stream)).isEqualTo(token);
        return stream;
    }

    private ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> leaseStream(String token) {
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> stream = server.nextStream(Rpcs.LEASE_KEEP_ALIVE);
        assertThat(token(stream)).isEqualTo(token);
        return stream;
    }

    private static String token(ScriptedStream<?, ?> stream) {
        Secret token = stream.context().token();
        return token == null ? "none" : token.reveal();
    }

    private static long accept(ScriptedStream<WatchCommand, WatchReply> stream, long revision) {
        WatchCommand.Create create = (WatchCommand.Create) stream.nextSent();
        stream.reply(WatchReply.created(at(revision), create.watchId()));
        return create.watchId();
    }

    private static void refuse(ScriptedStream<WatchCommand, WatchReply> stream, String reason) {
        stream.nextSent();
        stream.reply(WatchReply.refused(at(7), -1, reason));
    }

    private static ResponseHeader at(long revision) {
        return ResponseHeader.ofRevision(revision);
    }

    private static WatchEvent put(String key, long revision) {
        KeyValue kv = new KeyValue(Bytes.utf8(key), Bytes.utf8("v"), revision, revision, 1, 0);
        return new WatchEvent(WatchEvent.Type.PUT, kv, null);
    }
}
