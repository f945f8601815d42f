package io.mainstay.console.output;

import static io.mainstay.console.output.Printed.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.console.command.EndpointHash;
import io.mainstay.console.command.EndpointHealth;
import io.mainstay.console.command.EndpointStatus;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed of members, endpoints and leases, written down from what etcdctl 3.6 prints. */
class ClusterPrintingTest {
    private static final EndpointStatus STATUS = new EndpointStatus(
            "127.0.0.1:2379",
            new StatusResult(
                    HEADER,
                    "3.6.16",
                    "3.6.0",
                    new StatusResult.DbSize(4763648, 1605632, 2147483648L),
                    new StatusResult.RaftPosition(HEADER.memberId(), 2, 87, 87),
                    false,
                    List.of()));
    private static final EndpointHash HASH =
            new EndpointHash("127.0.0.1:2379", new HashKvResult(HEADER, (int) 3899020233L, -1, 10));
    private static final MemberListResult MEMBERS = new MemberListResult(
            new ResponseHeader(HEADER.clusterId(), HEADER.memberId(), 0, 2),
            List.of(
                    new Member(
                            HEADER.memberId(),
                            "default",
                            List.of("http://p:1"),
                            List.of("http://c:1", "http://c:2"),
                            false),
                    new Member(1, "", List.of("http://p:2"), List.of(), true)));

    private final Printed printed = new Printed();
    private final Printer simple = new SimplePrinter(printed.io(), false, false);
    private final Printer json = new JsonPrinter(printed.io().out(), false);
    private final ClusterPrinter table = new TablePrinter(printed.io().out());

    @Test
    void simpleRows() {
        simple.members(MEMBERS);
        simple.status(List.of(STATUS));
        simple.hashKv(List.of(HASH));
        assertThat(printed.out()).isEqualTo("""
                628170c800dbcee, started, default, http://p:1, http://c:1,http://c:2, false
                1, unstarted, , http://p:2, , true
                127.0.0.1:2379, 628170c800dbcee, 3.6.16, 3.6.0, 4.8 MB, 1.6 MB, 67%, 2.1 GB, \
                true, false, 2, 87, 87, , , false
                127.0.0.1:2379, 3899020233, 10
                """);
    }

    @Test
    void simpleHealthSaysOnStandardErrorWhatIsIll() {
        simple.health(List.of(
                new EndpointHealth("a:1", Duration.ofNanos(3_598_748), ""),
                new EndpointHealth("b:1", Duration.ofSeconds(2), "no leader")));
        assertThat(printed.out()).isEqualTo("a:1 is healthy: successfully committed proposal: took = 3.598748ms\n");
        assertThat(printed.err()).isEqualTo("b:1 is unhealthy: failed to commit proposal: no leader\n");
    }

    @Test
    void tableOfHashes() {
        table.hashKv(List.of(HASH));
        assertThat(printed.out()).isEqualTo("""
                +----------------+------------+---------------+
                |    ENDPOINT    |    HASH    | HASH REVISION |
                +----------------+------------+---------------+
                | 127.0.0.1:2379 | 3899020233 |            10 |
                +----------------+------------+---------------+
                """);
    }

    @Test
    void tableOfHealth() {
        table.health(List.of(new EndpointHealth("127.0.0.1:2379", Duration.ofNanos(3_519_740), "")));
        assertThat(printed.out()).isEqualTo("""
                +----------------+--------+-----------+-------+
                |    ENDPOINT    | HEALTH |   TOOK    | ERROR |
                +----------------+--------+-----------+-------+
                | 127.0.0.1:2379 |   true | 3.51974ms |       |
                +----------------+--------+-----------+-------+
                """);
    }

    @Test
    void jsonOfStatusAndHash() {
        json.status(List.of(STATUS));
        json.hashKv(List.of(HASH));
        assertThat(printed.out())
                .isEqualTo("[{\"Endpoint\":\"127.0.0.1:2379\",\"Status\":{\"header\":{\"cluster_id\":"
                        + "13455796455940752355,\"member_id\":443629905751424238,\"revision\":7,\"raft_term\":2},"
                        + "\"version\":\"3.6.16\",\"dbSize\":4763648,\"leader\":443629905751424238,\"raftIndex\":87,"
                        + "\"raftTerm\":2,\"raftAppliedIndex\":87,\"dbSizeInUse\":1605632,\"storageVersion\":\"3.6.0\","
                        + "\"dbSizeQuota\":2147483648,\"downgradeInfo\":{}}}]\n"
                        + "[{\"Endpoint\":\"127.0.0.1:2379\",\"HashKV\":{\"header\":{\"cluster_id\":"
                        + "13455796455940752355,\"member_id\":443629905751424238,\"revision\":7,\"raft_term\":2},"
                        + "\"hash\":3899020233,\"compact_revision\":-1,\"hash_revision\":10}}]\n");
    }

    @Test
    void jsonOfMembersInHexadecimal() {
        new JsonPrinter(printed.io().out(), true).members(MEMBERS);
        assertThat(printed.out())
                .isEqualTo("{\"header\":{\"cluster_id\":\"babc9795b64f03e3\",\"member_id\":\"628170c800dbcee\","
                        + "\"raft_term\":2},\"members\":[{\"ID\":\"628170c800dbcee\",\"name\":\"default\",\"peerURLs\":"
                        + "[\"http://p:1\"],\"clientURLs\":[\"http://c:1\",\"http://c:2\"]},"
                        + "{\"ID\":\"1\",\"name\":\"\","
                        + "\"peerURLs\":[\"http://p:2\"],\"clientURLs\":null}]}\n");
    }

    @Test
    void noEndpointThatAnswersIsNull() {
        json.status(List.of());
        assertThat(printed.out()).isEqualTo("null\n");
    }

    @Test
    void leases() {
        simple.grant(new LeaseGrantResult(HEADER, 0x1234, Duration.ofSeconds(60)));
        simple.timeToLive(lease(Duration.ofSeconds(59)), true);
        simple.timeToLive(
                new LeaseTimeToLiveResult(HEADER, 0x1234, Duration.ofSeconds(-1), Duration.ZERO, List.of()), true);
        json.timeToLive(lease(Duration.ofSeconds(59)), true);
        assertThat(printed.out()).isEqualTo("""
                lease 0000000000001234 granted with TTL(60s)
                lease 0000000000001234 granted with TTL(60s), remaining(59s), attached keys([a b])
                lease 0000000000001234 already expired
                {"cluster_id":13455796455940752355,"member_id":443629905751424238,"revision":7,"raft_term":2,\
                "id":4660,"ttl":59,"granted-ttl":60,"keys":["YQ==","Yg=="]}
                """);
    }

    private static LeaseTimeToLiveResult lease(Duration left) {
        return new LeaseTimeToLiveResult(
                HEADER, 0x1234, left, Duration.ofSeconds(60), List.of(Bytes.utf8("a"), Bytes.utf8("b")));
    }
}
