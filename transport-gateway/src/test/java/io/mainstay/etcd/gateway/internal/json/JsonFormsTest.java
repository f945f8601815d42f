package io.mainstay.etcd.gateway.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.auth.RoleGetResult;
import io.mainstay.etcd.auth.RoleGrantPermissionRequest;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.auth.UserAddRequest;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.MemberUpdateRequest;
import io.mainstay.etcd.election.CampaignResult;
import io.mainstay.etcd.election.LeaderKey;
import io.mainstay.etcd.election.ResignRequest;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.watch.WatchFilter;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests are written and answers read, as far as no contract over a real etcd shows it. */
class JsonFormsTest {
    @Test
    void everyProcedureHasARouteButRangeStream() throws IllegalAccessException {
        for (Field field : Rpcs.class.getFields()) {
            Rpc<?, ?> rpc = (Rpc<?, ?>) field.get(null);
            if (rpc == Rpcs.RANGE_STREAM) {
                assertThat((Object) Routes.of(rpc)).isNull();
            } else {
                assertThat((Object) Routes.of(rpc)).as(rpc.fullName()).isNotNull();
            }
        }
    }

    @Test
    void whatSaysNothingIsLeftOut() {
        assertThat(written(Rpcs.RANGE, RangeRequest.of(Bytes.EMPTY))).isEqualTo("{}");
        assertThat(written(Rpcs.TXN, TxnRequest.EMPTY.then(Op.txn(t -> t), Op.get(""))))
                .isEqualTo("{\"success\":[{\"request_txn\":{}},{\"request_range\":{}}]}");
        assertThat(written(Rpcs.WATCH, new WatchCommand.Progress())).isEqualTo("{\"progress_request\":{}}");
        assertThat(written(Rpcs.WATCH, new WatchCommand.Cancel(3)))
                .isEqualTo("{\"cancel_request\":{\"watch_id\":\"3\"}}");
    }

    @Test
    void everyOptionOfARangeIsWritten() {
        RangeRequest request = RangeRequest.of(KeyRange.between(Bytes.utf8("a"), Bytes.utf8("b")))
                .revision(1)
                .limit(2)
                .sort(Sort.Target.MOD_REVISION, Sort.Order.DESCENDING)
                .filter(new RevisionFilter(3, 4, 5, 6))
                .keysOnly()
                .asSerializable();
        assertThat(written(Rpcs.RANGE, request))
                .isEqualTo("{\"key\":\"YQ==\",\"range_end\":\"Yg==\",\"limit\":\"2\",\"revision\":\"1\","
                        + "\"sort_order\":\"DESCEND\",\"sort_target\":\"MOD\",\"serializable\":true,\"keys_only\":true,"
                        + "\"min_mod_revision\":\"3\",\"max_mod_revision\":\"4\",\"min_create_revision\":\"5\","
                        + "\"max_create_revision\":\"6\"}");
    }

    @Test
    void namesAreThoseOfEtcd() {
        assertThat(written(Rpcs.LEASE_GRANT, new LeaseGrantRequest(Duration.ofMillis(1500), -7)))
                .isEqualTo("{\"TTL\":\"2\",\"ID\":\"-7\"}");
        assertThat(written(Rpcs.MEMBER_UPDATE, new MemberUpdateRequest(-1, List.of("http://a:1"))))
                .isEqualTo("{\"ID\":\"18446744073709551615\",\"peerURLs\":[\"http://a:1\"]}");
        assertThat(written(Rpcs.ALARM, new AlarmRequest(AlarmRequest.Action.DEACTIVATE, -2, AlarmType.NOSPACE)))
                .isEqualTo("{\"action\":\"DEACTIVATE\",\"memberID\":\"18446744073709551614\",\"alarm\":\"NOSPACE\"}");
        assertThat(written(
                        Rpcs.ROLE_GRANT_PERMISSION,
                        new RoleGrantPermissionRequest(
                                "r", new Permission(Permission.Type.READ, KeyRange.single(Bytes.utf8("k"))))))
                .isEqualTo("{\"name\":\"r\",\"perm\":{\"key\":\"aw==\"}}");
        assertThat(written(Rpcs.USER_ADD, new UserAddRequest("u", null)))
                .isEqualTo("{\"name\":\"u\",\"options\":{\"no_password\":true}}");
        assertThat(written(Rpcs.USER_ADD, new UserAddRequest("u", Secret.of("p"))))
                .isEqualTo("{\"name\":\"u\",\"password\":\"p\",\"options\":{}}");
        assertThat(written(Rpcs.RESIGN, new ResignRequest(new LeaderKey(Bytes.utf8("n"), Bytes.utf8("k"), 3, 4))))
                .isEqualTo("{\"leader\":{\"name\":\"bg==\",\"key\":\"aw==\",\"rev\":\"3\",\"lease\":\"4\"}}");
        assertThat(written(
                        Rpcs.WATCH,
                        new WatchCommand.Create(KeyRange.all(), 5, 6, true, true, true, Set.of(WatchFilter.NO_DELETE))))
                .isEqualTo("{\"create_request\":{\"key\":\"AA==\",\"range_end\":\"AA==\",\"start_revision\":\"5\","
                        + "\"progress_notify\":true,\"filters\":[\"NODELETE\"],\"prev_kv\":true,\"watch_id\":\"6\","
                        + "\"fragment\":true}}");
    }

    @Test
    void unknownFieldsNullsAndOtherFormsOfNumbersAndEnumsAreTaken() throws MalformedAnswerException {
        RoleGetResult role = read(
                Rpcs.ROLE_GET,
                " {\"new\":{\"deep\":[{\"x\":1}]},\"header\":null,\"perm\":[{\"permType\":2,\"key\":\"aw\"},"
                        + "{\"permType\":\"FUTURE\"}]} \n");
        assertThat(role.permissions())
                .containsExactly(
                        new Permission(Permission.Type.READWRITE, KeyRange.single(Bytes.utf8("k"))),
                        new Permission(Permission.Type.READ, KeyRange.single(Bytes.EMPTY)));
        assertThat(read(Rpcs.HASH_KV, "{\"hash\":4294967295,\"compact_revision\":\"-1\"}"))
                .satisfies(hash -> {
                    assertThat(hash.hash()).isEqualTo(-1);
                    assertThat(hash.compactRevision()).isEqualTo(-1);
                });
        LeaseTimeToLiveResult lease = read(Rpcs.LEASE_TIME_TO_LIVE, "{\"TTL\":-1,\"keys\":[\"Yg==\",\"YQ==\"]}");
        assertThat(lease.exists()).isFalse();
        assertThat(lease.keys()).containsExactly(Bytes.utf8("a"), Bytes.utf8("b"));
    }

    @Test
    void whatHasToBeThereIsMissed() {
        assertThatThrownBy(() -> read(Rpcs.CAMPAIGN, "{\"header\":{}}")).hasMessageContaining("lacks 'leader'");
        assertThatThrownBy(() -> read(Rpcs.TXN, "{\"responses\":[{\"response_future\":{}}]}"))
                .hasMessageContaining("a kind this client does not know");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "{",
                "{}{}",
                "{\"leader\":5}",
                "{\"leader\":{\"rev\":1.5}}",
                "{\"leader\":{\"rev\":\"9223372036854775808\"}}",
                "{\"leader\":{\"rev\":9223372036854775808}}",
                "{\"leader\":{\"rev\":\"\"}}",
                "{\"leader\":{\"rev\":true}}",
                "{\"leader\":{\"key\":\"***\"}}",
                "{\"leader\":{\"key\":5}}",
                "{\"header\":{\"cluster_id\":\"-1\"},\"leader\":{}}",
                "{\"header\":[],\"leader\":{}}",
                "<html></html>",
            })
    void whatIsNoAnswerIsRefusedTyped(String body) {
        assertThatThrownBy(() -> read(Rpcs.CAMPAIGN, body)).isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void anAnswerMayBeAsDeepAsTransactionsCanBe() throws MalformedAnswerException {
        int depth = 128;
        String body = "{\"responses\":[{\"response_txn\":".repeat(depth) + "{}" + "}]}".repeat(depth);
        assertThat(read(Rpcs.TXN, body).results()).hasSize(1);
        String tooDeep = "{\"responses\":[{\"response_txn\":".repeat(5000);
        assertThatThrownBy(() -> read(Rpcs.TXN, tooDeep)).isInstanceOf(MalformedAnswerException.class);
        assertThatThrownBy(() -> read(Rpcs.CAMPAIGN, "{\"x\":" + "[".repeat(100_000)))
                .isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void aLeaderKeyIsReadWhole() throws MalformedAnswerException {
        CampaignResult result =
                read(Rpcs.CAMPAIGN, "{\"leader\":{\"name\":\"bg==\",\"key\":\"aw==\",\"rev\":\"3\",\"lease\":\"-4\"}}");
        assertThat(result.leader()).isEqualTo(new LeaderKey(Bytes.utf8("n"), Bytes.utf8("k"), 3, -4));
    }

    private static <Q> String written(Rpc<Q, ?> rpc, Q request) {
        return new String(route(rpc).write(request), StandardCharsets.UTF_8);
    }

    private static <R> R read(Rpc<?, R> rpc, String body) throws MalformedAnswerException {
        return route(rpc).read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static <Q, R> Route<Q, R> route(Rpc<Q, R> rpc) {
        return Objects.requireNonNull(Routes.of(rpc));
    }
}
