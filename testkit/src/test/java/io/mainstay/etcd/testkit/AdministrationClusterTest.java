package io.mainstay.etcd.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.Cluster;
import io.mainstay.etcd.cluster.Maintenance;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.NoSpaceException;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Administration of three real members: what means one of them goes to that one, wherever the client points. */
@ExtendWith(LeakGate.class)
@Timeout(120)
class AdministrationClusterTest {
    private static RealEtcdCluster start(String line, String... flags) {
        return RealEtcdCluster.start(
                RealEtcdOptions.of(Requirement.realEtcd(line)).withFlags(flags));
    }

    private static EtcdClient client(List<String> endpoints) {
        return EtcdClient.connect(endpoints.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void callsForOneMemberGoToThatMember(String line) {
        try (RealEtcdCluster cluster = start(line);
                EtcdClient all = client(cluster.endpoints());
                EtcdClient one = client(cluster.endpoints().subList(0, 1))) {
            all.kv().put("key", "value");
            for (EtcdClient etcd : List.of(all, one)) {
                for (Member member : etcd.cluster().members()) {
                    goesTo(member, etcd);
                }
            }
            assertThat(one.cluster().status().header().memberId())
                    .isEqualTo(idOf(cluster.endpoints().get(0), one));
        }
    }

    private static void goesTo(Member member, EtcdClient etcd) {
        try (Maintenance hold = etcd.cluster().maintenance(member)) {
            assertThat(hold.status().header().memberId()).isEqualTo(member.id());
            assertThat(hold.hashKv(0).header().memberId()).isEqualTo(member.id());
            assertThat(hold.hash().header().memberId()).isEqualTo(member.id());
            assertThat(hold.async().status().join().header().memberId()).isEqualTo(member.id());
            assertThat(hold.alarms()).isEmpty();
        }
    }

    private static long idOf(String endpoint, EtcdClient etcd) {
        return etcd.cluster().members().stream()
                .filter(each -> each.clientUrls().contains(endpoint))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void defragmentsThatMemberAndNoOther(String line) {
        try (RealEtcdCluster cluster = start(line);
                EtcdClient etcd = client(cluster.endpoints().subList(0, 1))) {
            String big = "x".repeat(100_000);
            for (int i = 0; i < 100; i++) {
                etcd.kv().put("big", big);
            }
            long revision = etcd.kv().put("big", "small").header().revision();
            etcd.kv().compact(new CompactRequest(revision, true));
            try (Maintenance second =
                            etcd.cluster().maintenance(cluster.endpoints().get(1));
                    Maintenance third =
                            etcd.cluster().maintenance(cluster.endpoints().get(2))) {
                long before = second.status().db().total();
                long other = third.status().db().total();
                // What was compacted is removed a little later.
                do {
                    second.defragment();
                } while (second.status().db().total() > before / 2);
                assertThat(third.status().db().total()).isGreaterThanOrEqualTo(other);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void movesTheLeaderWhereverTheClientPoints(String line) {
        try (RealEtcdCluster cluster = start(line)) {
            for (String endpoint : cluster.endpoints()) {
                try (EtcdClient etcd = client(List.of(endpoint))) {
                    long leader = etcd.cluster().status().raft().leader();
                    for (Member member : etcd.cluster().members()) {
                        if (member.id() != leader) {
                            etcd.cluster().moveLeader(member.id());
                            untilLeads(member.id(), etcd.cluster());
                        }
                    }
                }
            }
        }
    }

    private static void untilLeads(long id, Cluster cluster) {
        while (cluster.status().raft().leader() != id) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void closesTheLineItOpened(String line) {
        try (RealEtcdCluster cluster = start(line);
                EtcdClient etcd = client(cluster.endpoints().subList(0, 1))) {
            String other = cluster.endpoints().get(1);
            String thread = "mainstay-grpc-" + other.substring("http://".length());
            try (Maintenance hold = etcd.cluster().maintenance(other)) {
                hold.status();
                assertThat(threads()).anyMatch(name -> name.startsWith(thread));
            }
            assertThat(threads()).noneMatch(name -> name.startsWith(thread));
            etcd.cluster().maintenance(other).status();
            assertThat(threads()).anyMatch(name -> name.startsWith(thread));
            etcd.close();
            assertThat(threads()).noneMatch(name -> name.startsWith(thread));
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void asksNoOtherMemberWhileOneIsAway(String line) {
        try (RealEtcdCluster cluster = start(line);
                EtcdClient etcd = EtcdClient.builder()
                        .endpoints(cluster.endpoints().toArray(String[]::new))
                        .callTimeout(Duration.ofSeconds(2))
                        .build()) {
            Member away = etcd.cluster().members().stream()
                    .filter(each -> each.id() != etcd.cluster().status().raft().leader())
                    .findFirst()
                    .orElseThrow();
            cluster.members().stream()
                    .filter(each -> away.clientUrls().contains(each.endpoint()))
                    .forEach(RealEtcd::kill);
            try (Maintenance hold = etcd.cluster().maintenance(away)) {
                assertThatThrownBy(hold::status).isInstanceOf(DeadlineExceededException.class);
                assertThatThrownBy(() -> hold.defragment(Duration.ofMillis(500)))
                        .isInstanceOf(DeadlineExceededException.class);
                assertThat(etcd.cluster().status().errors()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void aLearnerJoinsIsPromotedAndRemoved(String line) {
        try (RealEtcdCluster cluster = start(line);
                EtcdClient etcd = client(cluster.endpoints())) {
            etcd.kv().put("key", "value");
            EtcdMember place = EtcdMember.create(1).get(0).named("m3");
            Member learner = etcd.cluster().memberAddAsLearner(place.peerUrl()).member();
            List<EtcdMember> all = new ArrayList<>();
            cluster.members().forEach(each -> all.add(each.place()));
            all.add(place);
            RealEtcdOptions joining =
                    RealEtcdOptions.of(Requirement.realEtcd(line)).withFlags("--initial-cluster-state=existing");
            try (RealEtcd newcomer = RealEtcd.at(place, all, joining);
                    Maintenance hold = etcd.cluster().maintenance(newcomer.endpoint())) {
                assertThat(hold.status().header().memberId()).isEqualTo(learner.id());
                assertThat(hold.status().learner()).isTrue();
                promote(learner.id(), etcd.cluster());
                newcomer.awaitHealth();
                assertThat(hold.status().learner()).isFalse();
                Optional<Member> voter = etcd.cluster().members().stream()
                        .filter(each -> each.id() == learner.id())
                        .findFirst();
                assertThat(voter.orElseThrow().learner()).isFalse();
                assertThat(voter.orElseThrow().name()).isEqualTo("m3");
                etcd.cluster().memberRemove(learner.id());
                assertThat(etcd.cluster().members()).extracting(Member::id).doesNotContain(learner.id());
            }
        }
    }

    /** Until it has caught up, etcd refuses in a way that says that a later try may succeed. */
    private static void promote(long id, Cluster cluster) {
        while (true) {
            try {
                cluster.memberPromote(id);
                return;
            } catch (EtcdException notYet) {
                assertThat(notYet.retryable()).as(notYet.toString()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void aFullClusterIsMadeToWorkAgain(String line) {
        try (RealEtcdCluster cluster = start(line, "--quota-backend-bytes=4194304");
                EtcdClient etcd = client(cluster.endpoints())) {
            String big = "x".repeat(500_000);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            etcd.kv().put("big", big);
                        }
                    })
                    .isInstanceOfSatisfying(
                            NoSpaceException.class,
                            full -> assertThat(full.maybeApplied()).isFalse());
            assertThat(etcd.cluster().alarms()).isNotEmpty().allMatch(each -> each.type() == AlarmType.NOSPACE);
            assertThatThrownBy(() -> etcd.kv().put("a", "1")).isInstanceOf(NoSpaceException.class);
            etcd.kv()
                    .compact(new CompactRequest(
                            etcd.kv().get("big").orElseThrow().modRevision(), true));
            for (Member member : etcd.cluster().members()) {
                try (Maintenance hold = etcd.cluster().maintenance(member)) {
                    hold.defragment();
                }
            }
            assertThat(etcd.cluster().alarmDisarmAll()).isNotEmpty();
            assertThat(etcd.cluster().alarms()).isEmpty();
            etcd.kv().put("a", "1");
        }
    }
}
