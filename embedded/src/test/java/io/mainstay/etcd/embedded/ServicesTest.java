package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmRequest.Action;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.DefragmentRequest;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answers of the services, each as an etcd 3.6.16 gives it. */
class ServicesTest {
    private final EmbeddedEtcd etcd = EmbeddedEtcd.builder()
            .clusterId(77)
            .random(new Random(4))
            .quotaBytes(1 << 20)
            .start();
    private final Caller caller = new Caller(etcd);
    private final ResponseHeader header =
            caller.ask(Rpcs.STATUS, new StatusRequest()).header();

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void headersAreFullOutsideAndHoldARevisionInside() {
        assertThat(header.clusterId()).isEqualTo(77);
        assertThat(header.memberId()).isNotZero();
        assertThat(caller.ask(Rpcs.PUT, Op.put("a", "1")).header()).isEqualTo(full(2));
        assertThat(caller.ask(Rpcs.RANGE, Op.get("a", o -> o.revision(2))).header())
                .isEqualTo(full(2));
        TxnResult txn = caller.ask(Rpcs.TXN, TxnRequest.EMPTY.then(Op.get("a"), Op.txn(n -> n.then(Op.get("a")))));
        assertThat(txn.header()).isEqualTo(full(2));
        assertThat(txn.range(0).header()).isEqualTo(ResponseHeader.ofRevision(2));
        assertThat(txn.results().get(1).header()).isEqualTo(ResponseHeader.EMPTY);
        assertThat(caller.ask(Rpcs.DELETE_RANGE, DeleteRequest.of(Bytes.utf8("none")))
                        .header())
                .isEqualTo(full(2));
        assertThat(caller.ask(Rpcs.COMPACT, new CompactRequest(2, true)).header())
                .isEqualTo(full(2));
        assertThat(caller.ask(Rpcs.HASH_KV, new HashKvRequest(0)).header()).isEqualTo(full(2));
        assertThat(caller.ask(Rpcs.ALARM, AlarmRequest.list()).header()).isEqualTo(full(2));
        assertThat(caller.ask(Rpcs.MEMBER_LIST, new MemberListRequest(true)).header())
                .isEqualTo(full(0));
    }

    @Test
    void statusTellsOfAMemberThatLeadsItself() {
        StatusResult status = caller.ask(Rpcs.STATUS, new StatusRequest());
        assertThat(status.version()).startsWith("3.6.");
        assertThat(status.storageVersion()).isEqualTo("3.6.0");
        assertThat(status.raft().leader()).isEqualTo(header.memberId());
        assertThat(status.raft().term()).isEqualTo(2);
        assertThat(status.raft().index()).isEqualTo(4);
        assertThat(status.db().quota()).isEqualTo(1 << 20);
        assertThat(status.errors()).isEmpty();
        assertThat(status.learner()).isFalse();

        caller.put("a", "1");
        caller.ask(Rpcs.RANGE, Op.get("a"));
        caller.ask(Rpcs.TXN, TxnRequest.EMPTY.when(Compare.exists("a")).then(Op.get("a")));
        caller.refusal(Rpcs.PUT, Op.put("", ""));
        caller.refusal(Rpcs.PUT, Op.put("a", "").lease(9));
        assertThat(caller.ask(Rpcs.STATUS, new StatusRequest()).raft().appliedIndex())
                .as("reads and what is refused at the door are not logged")
                .isEqualTo(6);
    }

    @Test
    void theOnlyMemberIsListedWithItsAddressOnceItHasOne() {
        MemberListResult before = caller.ask(Rpcs.MEMBER_LIST, new MemberListRequest(true));
        assertThat(before.members()).singleElement().satisfies(member -> {
            assertThat(member.id()).isEqualTo(header.memberId());
            assertThat(member.name()).isEqualTo("default");
            assertThat(member.clientUrls()).isEmpty();
        });
        String endpoint = etcd.endpoint();
        assertThat(endpoint).matches("http://127\\.0\\.0\\.1:\\d+");
        assertThat(caller.ask(Rpcs.MEMBER_LIST, new MemberListRequest(false))
                        .members()
                        .get(0)
                        .clientUrls())
                .containsExactly(endpoint);
    }

    @Test
    void aNoSpaceAlarmLetsThroughOnlyWhatFrees() {
        caller.put("a", "1");
        assertThat(alarm(Action.ACTIVATE, AlarmType.NONE)).isEmpty();
        assertThat(alarm(Action.ACTIVATE, AlarmType.NOSPACE))
                .containsExactly(new Alarm(header.memberId(), AlarmType.NOSPACE));
        String full = "RESOURCE_EXHAUSTED etcdserver: mvcc: database space exceeded";
        assertThat(caller.refusal(Rpcs.PUT, Op.put("b", ""))).isEqualTo(full);
        assertThat(caller.refusal(Rpcs.TXN, TxnRequest.EMPTY.otherwise(Op.put("b", ""))))
                .isEqualTo(full);
        assertThat(caller.refusal(Rpcs.LEASE_GRANT, new LeaseGrantRequest(Duration.ofSeconds(9_000_000_001L), 1)))
                .isEqualTo(full);
        assertThat(caller.refusal(Rpcs.PUT, Op.put("", "")))
                .isEqualTo("INVALID_ARGUMENT etcdserver: key is not provided");
        caller.ask(Rpcs.TXN, TxnRequest.EMPTY.then(Op.delete("a")));
        caller.ask(Rpcs.DELETE_RANGE, DeleteRequest.of(Bytes.utf8("b")));
        assertThat(caller.ask(Rpcs.STATUS, new StatusRequest()).errors())
                .containsExactly("memberID:" + Long.toUnsignedString(header.memberId()) + " alarm:NOSPACE ");

        assertThat(alarm(Action.DEACTIVATE, AlarmType.NOSPACE)).hasSize(1);
        assertThat(alarm(Action.DEACTIVATE, AlarmType.NOSPACE)).isEmpty();
        caller.put("b", "");
    }

    @Test
    void aCorruptAlarmLetsThroughOnlyReads() {
        caller.grant(1, 60);
        alarm(Action.ACTIVATE, AlarmType.CORRUPT);
        alarm(Action.ACTIVATE, AlarmType.NOSPACE);
        String corrupt = "DATA_LOSS etcdserver: corrupt cluster";
        assertThat(caller.refusal(Rpcs.PUT, Op.put("a", ""))).isEqualTo(corrupt);
        assertThat(caller.refusal(Rpcs.DELETE_RANGE, DeleteRequest.of(Bytes.utf8("a"))))
                .isEqualTo(corrupt);
        assertThat(caller.refusal(Rpcs.COMPACT, new CompactRequest(1, false))).isEqualTo(corrupt);
        assertThat(caller.refusal(Rpcs.LEASE_REVOKE, new LeaseRevokeRequest(1))).isEqualTo(corrupt);
        assertThat(caller.refusal(Rpcs.LEASE_GRANT, new LeaseGrantRequest(Duration.ofSeconds(9), 2)))
                .isEqualTo(corrupt);
        caller.ask(Rpcs.RANGE, Op.get("a"));
        caller.ask(Rpcs.TXN, TxnRequest.EMPTY.then(Op.get("a")));
        assertThat(caller.ask(Rpcs.ALARM, AlarmRequest.list()).alarms())
                .extracting(Alarm::type)
                .containsExactly(AlarmType.NOSPACE, AlarmType.CORRUPT);
        assertThat(caller.ask(Rpcs.ALARM, new AlarmRequest(Action.GET, 0, AlarmType.CORRUPT))
                        .alarms())
                .hasSize(1);
    }

    @Test
    void aFullQuotaRefusesAndRaisesTheAlarm() {
        PutRequest large = PutRequest.of(Bytes.utf8("a"), Bytes.wrap(new byte[600_000]));
        caller.put(large);
        assertThat(caller.refusal(Rpcs.PUT, large))
                .isEqualTo("RESOURCE_EXHAUSTED etcdserver: mvcc: database space exceeded");
        assertThat(alarm(Action.GET, AlarmType.NONE)).hasSize(1);
        caller.ask(Rpcs.DELETE_RANGE, DeleteRequest.of(Bytes.utf8("a")));
        etcd.compact(3);
        assertThat(caller.refusal(Rpcs.PUT, large)).as("the alarm stays").contains("space exceeded");
        alarm(Action.DEACTIVATE, AlarmType.NOSPACE);
        assertThat(caller.refusal(Rpcs.PUT, large)).as("nothing was given back").contains("space exceeded");
        StatusResult.DbSize full = caller.ask(Rpcs.STATUS, new StatusRequest()).db();
        assertThat(full.inUse()).isLessThan(full.total() / 2);
        caller.ask(Rpcs.DEFRAGMENT, new DefragmentRequest());
        StatusResult.DbSize small = caller.ask(Rpcs.STATUS, new StatusRequest()).db();
        assertThat(small.total()).isLessThan(full.total() / 2).isGreaterThanOrEqualTo(small.inUse());
        alarm(Action.DEACTIVATE, AlarmType.NOSPACE);
        caller.put(large);
    }

    @Test
    void requestsHaveASizeAndMessagesHaveALargerOne() {
        int most = 1_572_840 - ((header.memberId() & 0x8000) == 0 ? 0 : 1);
        try (EmbeddedEtcd roomy = EmbeddedEtcd.builder().random(new Random(4)).start()) {
            Caller asking = new Caller(roomy);
            asking.put(PutRequest.of(Bytes.utf8("a"), Bytes.wrap(new byte[most - 1])));
            assertThat(asking.refusal(Rpcs.PUT, PutRequest.of(Bytes.utf8("a"), Bytes.wrap(new byte[most + 1]))))
                    .isEqualTo("INVALID_ARGUMENT etcdserver: request is too large");
            assertThat(asking.refusal(Rpcs.PUT, PutRequest.of(Bytes.utf8("a"), Bytes.wrap(new byte[3_000_000]))))
                    .isEqualTo("RESOURCE_EXHAUSTED grpc: received message larger than max (3000008 vs. 2097152)");
        }
    }

    @Test
    void aStreamIsNoCallAndACallIsNoStream() {
        assertThat(caller.refusal(Rpcs.WATCH, new io.mainstay.etcd.spi.WatchCommand.Progress()))
                .isEqualTo("UNIMPLEMENTED unknown method Watch for service etcdserverpb.Watch");
        List<TransportFailure> ends = new ArrayList<>();
        caller.transport().open(Rpcs.STATUS, CallContext.PLAIN, new StreamHandler<StatusResult>() {
            @Override
            public void onMessage(StatusResult message) {}

            @Override
            public void onEnd(@Nullable TransportFailure failure) {
                ends.add(failure);
            }
        });
        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.code()).isEqualTo(ErrorCode.UNIMPLEMENTED);
            assertThat(end.text()).isEqualTo("unknown method Status for service etcdserverpb.Maintenance");
        });
    }

    private List<Alarm> alarm(Action action, AlarmType type) {
        return caller.ask(Rpcs.ALARM, new AlarmRequest(action, header.memberId(), type))
                .alarms();
    }

    private ResponseHeader full(long revision) {
        return new ResponseHeader(77, header.memberId(), revision, 2);
    }
}
