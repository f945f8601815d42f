package io.mainstay.etcd.testkit.contract;

import static io.mainstay.etcd.testkit.contract.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.Cluster;
import io.mainstay.etcd.cluster.Maintenance;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberAddResult;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.error.CallCancelledException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.InvalidRequestException;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is done to a cluster of one member and to that member. */
public abstract class AdministrationContract extends ContractSuite {
    private static final String NOWHERE = "http://127.0.0.1:1";
    private static final long UNKNOWN = 0x1234;

    private Cluster cluster() {
        return etcd().cluster();
    }

    @Test
    void addsUpdatesAndRemovesALearner() {
        MemberAddResult added = cluster().memberAddAsLearner(NOWHERE);
        long id = added.member().id();
        try {
            assertThat(added.member().learner()).isTrue();
            assertThat(added.member().name()).isEmpty();
            assertThat(added.member().peerUrls()).containsExactly(NOWHERE);
            assertThat(added.members()).hasSize(2).contains(added.member());
            assertThat(cluster().members()).contains(added.member());
            // Which of the two depends on the second in which it is asked: the time is part of a member's id.
            assertThatThrownBy(() -> cluster().memberAddAsLearner(NOWHERE))
                    .isInstanceOfSatisfying(EtcdException.class, taken -> {
                        assertThat(taken.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
                        assertThat(taken.etcdMessage())
                                .isIn("etcdserver: Peer URLs already exists", "etcdserver: member ID already exist");
                        assertThat(taken.maybeApplied()).isFalse();
                    });
            assertThatThrownBy(() -> cluster().memberPromote(id))
                    .isInstanceOfSatisfying(EtcdException.class, behind -> {
                        assertThat(behind.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
                        assertThat(behind.etcdMessage()).contains("in sync with leader");
                        assertThat(behind.retryable()).isTrue();
                        assertThat(behind.maybeApplied()).isFalse();
                    });
            List<Member> updated =
                    cluster().memberUpdate(id, "http://127.0.0.1:2").members();
            assertThat(updated)
                    .filteredOn(each -> each.id() == id)
                    .singleElement()
                    .satisfies(each -> assertThat(each.peerUrls()).containsExactly("http://127.0.0.1:2"));
        } finally {
            assertThat(cluster().memberRemove(id).members())
                    .extracting(Member::id)
                    .doesNotContain(id);
        }
        assertThat(cluster().members()).hasSize(1);
    }

    @Test
    void refusesMembersThatAreNone() {
        assertRefused(
                () -> cluster().memberAdd("nowhere"),
                InvalidRequestException.class,
                ErrorCode.INVALID_ARGUMENT,
                "given member URLs are invalid");
        assertRefused(
                () -> cluster().memberRemove(UNKNOWN), EtcdException.class, ErrorCode.NOT_FOUND, "member not found");
        assertRefused(
                () -> cluster().memberPromote(UNKNOWN), EtcdException.class, ErrorCode.NOT_FOUND, "member not found");
        assertRefused(
                () -> cluster().memberUpdate(UNKNOWN, NOWHERE),
                EtcdException.class,
                ErrorCode.NOT_FOUND,
                "member not found");
        Member notStarted = new Member(UNKNOWN, "", List.of(NOWHERE), List.of(), false);
        assertThatThrownBy(() -> cluster().maintenance(notStarted))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has not started yet");
    }

    @Test
    void endsTheAlarmItIsToldAndNoOther() throws Exception {
        try (Target own = target().fresh();
                EtcdClient client = own.client().build()) {
            long id = client.cluster().status().header().memberId();
            Alarm noSpace = new Alarm(id, AlarmType.NOSPACE);
            Alarm corrupt = new Alarm(id, AlarmType.CORRUPT);
            raise(own, noSpace);
            raise(own, corrupt);
            assertThat(client.cluster().alarms()).containsExactlyInAnyOrder(noSpace, corrupt);
            assertThatThrownBy(() -> client.kv().put("a", "1"))
                    .isInstanceOfSatisfying(
                            EtcdException.class,
                            e -> assertThat(e.maybeApplied()).isFalse());
            assertThat(client.cluster().alarmDisarm(corrupt).alarms()).containsExactly(corrupt);
            assertThat(client.cluster().alarms()).containsExactly(noSpace);
            assertThat(client.cluster().alarmDisarm(corrupt).alarms()).isEmpty();
            raise(own, corrupt);
            assertThat(client.cluster().alarmDisarmAll()).containsExactlyInAnyOrder(noSpace, corrupt);
            assertThat(client.cluster().alarms()).isEmpty();
            client.kv().put("a", "1");
        }
    }

    private static void raise(Target target, Alarm alarm) throws Exception {
        CompletableFuture<AlarmResult> raised = new CompletableFuture<>();
        try (Transport line = target.transport().connect(target.endpoint(), target.connecting())) {
            AlarmRequest request = new AlarmRequest(AlarmRequest.Action.ACTIVATE, alarm.memberId(), alarm.type());
            line.call(Rpcs.ALARM, request, target.context(), new ResponseHandler<AlarmResult>() {
                @Override
                public void onResponse(AlarmResult response) {
                    raised.complete(response);
                }

                @Override
                public void onFailure(TransportFailure failure) {
                    raised.completeExceptionally(new AssertionError(failure));
                }
            });
            assertThat(Waiting.get(raised).alarms()).containsExactly(alarm);
        }
    }

    @Test
    void refusesToEndAnAlarmOfNoType() {
        assertThatThrownBy(() -> cluster().alarmDisarm(new Alarm(1, AlarmType.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alarmDisarmAll");
        assertThat(cluster().alarmDisarmAll()).isEmpty();
        assertThat(Waiting.get(cluster().async().alarmDisarmAll())).isEmpty();
    }

    @Test
    void movesTheLeaderToItself() {
        long self = cluster().status().header().memberId();
        cluster().moveLeader(self);
        Waiting.get(cluster().async().moveLeader(self));
        assertThat(cluster().status().raft().leader()).isEqualTo(self);
        assertRefused(
                () -> cluster().moveLeader(UNKNOWN),
                EtcdException.class,
                ErrorCode.FAILED_PRECONDITION,
                "bad leader transferee");
    }

    @Test
    void saysWhetherItCouldGoDown() {
        String version = cluster().status().version();
        int minor = Integer.parseInt(version.split("[.-]", -1)[1]);
        assertThat(cluster().downgradeValidate("3." + (minor - 1)).version()).startsWith("3." + minor);
        assertRefused(
                () -> cluster().downgradeValidate("3." + (minor - 2)),
                InvalidRequestException.class,
                ErrorCode.INVALID_ARGUMENT,
                "invalid downgrade target version");
        assertRefused(
                () -> cluster().downgradeValidate("down"),
                InvalidRequestException.class,
                ErrorCode.INVALID_ARGUMENT,
                "wrong downgrade target version format");
        if (serverIsAtLeast(3, 6)) {
            assertThat(cluster().downgradeCancel().version()).startsWith("3." + minor);
        }
    }

    @Test
    void beginsAndEndsADowngrade() throws Exception {
        try (Target own = target().fresh();
                EtcdClient client = own.client().build()) {
            int minor = Integer.parseInt(client.cluster().status().version().split("[.-]", -1)[1]);
            if (minor < 6) {
                // There etcd waits for itself until it times out; nobody should begin one.
                assertThatThrownBy(() -> client.cluster().downgradeEnable("3.0.0"))
                        .isInstanceOf(EtcdException.class);
                return;
            }
            String down = "3." + (minor - 1) + ".0";
            client.cluster().downgradeEnable(down);
            assertRefused(
                    () -> client.cluster().downgradeEnable(down),
                    EtcdException.class,
                    ErrorCode.FAILED_PRECONDITION,
                    "cluster has a downgrade job in progress");
            Waiting.get(client.cluster().async().downgradeCancel());
        }
    }

    @Test
    void asksOneMember() {
        String endpoint = target().endpoint().toString();
        try (Maintenance member = cluster().maintenance(endpoint)) {
            StatusResult status = member.status();
            assertThat(status.header().memberId())
                    .isEqualTo(cluster().status().header().memberId());
            assertThat(member.hashKv(0).hash()).isEqualTo(cluster().hashKv(0).hash());
            assertThat(member.hash().header().memberId())
                    .isEqualTo(status.header().memberId());
            assertThat(member.alarms()).isEmpty();
            member.defragment();
            member.defragment(Duration.ofMinutes(1));
            assertThat(Waiting.get(member.async().status()).version()).isEqualTo(status.version());
            assertThat(Waiting.get(member.async().hashKv(0)).hash())
                    .isEqualTo(cluster().hashKv(0).hash());
            assertThat(Waiting.get(member.async().alarms())).isEmpty();
            Waiting.get(member.async().hash());
            Waiting.get(member.async().defragment());
        }
    }

    @Test
    void triesTheAddressesOfAMemberInTurn() {
        String real = target().endpoint().toString();
        Member twoFaced = new Member(1, "m", List.of(), List.of(NOWHERE, "ftp://nonsense", real), false);
        try (Maintenance member = cluster().maintenance(twoFaced)) {
            assertThat(member.status().version()).isEqualTo(cluster().status().version());
            member.defragment();
        }
    }

    @Test
    void answersNothingMoreOnceClosed() {
        Maintenance closed = cluster().maintenance(target().endpoint().toString());
        closed.close();
        closed.close();
        assertThatThrownBy(closed::status)
                .isInstanceOf(CallCancelledException.class)
                .hasMessageContaining("closed");
        assertThat(cluster().status().errors()).isEmpty();
    }
}
