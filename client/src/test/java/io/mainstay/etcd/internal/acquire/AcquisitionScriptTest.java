package io.mainstay.etcd.internal.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.election.CampaignRequest;
import io.mainstay.etcd.election.CampaignResult;
import io.mainstay.etcd.election.LeaderKey;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lock.HeldLock;
import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.lock.LockResult;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedCall;
import io.mainstay.etcd.testing.ScriptedTransport;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waits for a lock or a leadership, against a server played by hand: nothing is left of one that is given up. */
class AcquisitionScriptTest {
    private static final long LEASE = 0x2a;
    private static final Bytes KEY = Bytes.utf8("lock/2a");
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final TransportFailure CUT = TransportFailure.lost("connection reset", null);

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .clock(clock)
            .random(new Random(1))
            .executor(Runnable::run)
            .build();

    @AfterEach
    void close() {
        etcd.close();
    }

    private CompletableFuture<HeldLock> lock() {
        return etcd.lockService().async().lock("lock", LEASE, WAIT);
    }

    private void answerRead(long revision, long... createRevisions) {
        ScriptedCall<RangeRequest, RangeResult> read = server.nextCall(Rpcs.RANGE);
        assertThat(read.request().range()).isEqualTo(KeyRange.single(KEY));
        List<KeyValue> kvs = java.util.Arrays.stream(createRevisions)
                .mapToObj(created -> new KeyValue(KEY, Bytes.EMPTY, created, created, 1, 0))
                .toList();
        read.respond(new RangeResult(ResponseHeader.ofRevision(revision), kvs, false, kvs.size()));
    }

    private ScriptedCall<LockRequest, LockResult> asked() {
        ScriptedCall<LockRequest, LockResult> call = server.nextCall(Rpcs.LOCK);
        assertThat(call.request()).isEqualTo(new LockRequest(Bytes.utf8("lock"), LEASE));
        return call;
    }

    private static LockResult granted() {
        return new LockResult(ResponseHeader.ofRevision(9), KEY);
    }

    private ScriptedCall<TxnRequest, TxnResult> leaving(long madeAfter) {
        ScriptedCall<TxnRequest, TxnResult> left = server.nextCall(Rpcs.TXN);
        assertThat(left.request())
                .isEqualTo(TxnRequest.EMPTY
                        .when(Compare.createRevision(KeyRange.single(KEY)).isGreaterThan(madeAfter))
                        .then(DeleteRequest.of(KEY)));
        return left;
    }

    @Test
    void readsTheTokenAfterTheGrant() {
        CompletableFuture<HeldLock> lock = lock();
        answerRead(7);
        asked().respond(granted());
        answerRead(9, 8);
        assertThat(lock.join()).isEqualTo(new HeldLock(ResponseHeader.ofRevision(9), KEY, 8, LEASE));
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void aCancelledWaitIsWithdrawnEvenIfItWasJustGranted() {
        CompletableFuture<HeldLock> lock = lock();
        answerRead(7);
        ScriptedCall<LockRequest, LockResult> wait = asked();
        lock.cancel(false);
        assertThat(wait.isCancelled()).isTrue();
        leaving(7);
    }

    @Test
    void theSamePlaceIsTakenAgainOnlyOnceItIsFree() {
        CompletableFuture<HeldLock> first = lock();
        answerRead(7);
        asked();
        first.cancel(false);
        ScriptedCall<TxnRequest, TxnResult> leaving = leaving(7);
        CompletableFuture<HeldLock> second = lock();
        assertThat(server.hasCall()).isFalse();
        leaving.respond(new TxnResult(ResponseHeader.ofRevision(8), false, List.of()));
        answerRead(8);
        asked().respond(granted());
        answerRead(10, 9);
        assertThat(second.join().fencingToken()).isEqualTo(9);
    }

    @Test
    void aWaitThatTimesOutIsWithdrawn() {
        CompletableFuture<HeldLock> lock = lock();
        answerRead(7);
        ScriptedCall<LockRequest, LockResult> wait = asked();
        clock.advance(WAIT.plusSeconds(1));
        assertThatThrownBy(lock::join).hasCauseInstanceOf(DeadlineExceededException.class);
        assertThat(wait.isCancelled()).isTrue();
        leaving(7);
    }

    @Test
    void nothingIsWithdrawnThatWasNeverAsked() {
        CompletableFuture<HeldLock> lock = lock();
        ScriptedCall<RangeRequest, RangeResult> read = server.nextCall(Rpcs.RANGE);
        lock.cancel(false);
        assertThat(read.isCancelled()).isTrue();
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void nothingIsWithdrawnAfterARefusal() {
        CompletableFuture<HeldLock> lock = lock();
        answerRead(7);
        asked().fail(TransportFailure.answered(ErrorCode.UNKNOWN, "etcdserver: requested lease not found"));
        assertThatThrownBy(lock::join).hasCauseInstanceOf(LeaseNotFoundException.class);
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void aGrantThatCannotBeReadIsGivenBack() {
        CompletableFuture<HeldLock> lock = lock();
        answerRead(7);
        asked().respond(granted());
        server.nextCall(Rpcs.RANGE)
                .fail(TransportFailure.answered(ErrorCode.PERMISSION_DENIED, "etcdserver: permission denied"));
        assertThat(lock).isCompletedExceptionally();
        leaving(7);
    }

    @Test
    void aCutWaitGoesOnAndIsNotGrantedWhatIsGone() {
        CompletableFuture<HeldLock> lock = lock();
        answerRead(7);
        asked().fail(CUT);
        clock.advance(Duration.ofSeconds(1));
        asked().respond(granted());
        answerRead(12);
        asked().fail(TransportFailure.answered(ErrorCode.UNKNOWN, "mutex: session is expired"));
        asked().respond(granted());
        answerRead(14, 13);
        assertThat(lock.join().fencingToken()).isEqualTo(13);
    }

    @Test
    void aLeadershipIsOnlyWonWithItsKey() {
        CompletableFuture<CampaignResult> campaign =
                etcd.electionService().async().campaign("lock", LEASE, Bytes.utf8("v"), WAIT);
        answerRead(7);
        CampaignResult phantom = won(8);
        ScriptedCall<CampaignRequest, CampaignResult> first = server.nextCall(Rpcs.CAMPAIGN);
        first.respond(phantom);
        answerRead(11, 10);
        server.nextCall(Rpcs.CAMPAIGN).respond(won(10));
        answerRead(11, 10);
        assertThat(campaign.join()).isEqualTo(won(10));
    }

    private static CampaignResult won(long rev) {
        return new CampaignResult(ResponseHeader.ofRevision(rev), new LeaderKey(Bytes.utf8("lock"), KEY, rev, LEASE));
    }

    @Test
    void placesAreNamedAsGoDoes() {
        assertThat(Places.key(Bytes.utf8("a"), -1).utf8()).isEqualTo("a/-1");
        assertThat(Places.key(Bytes.utf8("a"), Long.MIN_VALUE).utf8()).isEqualTo("a/-8000000000000000");
        assertThat(Places.key(Bytes.utf8("a"), Long.MAX_VALUE).utf8()).isEqualTo("a/7fffffffffffffff");
    }
}
