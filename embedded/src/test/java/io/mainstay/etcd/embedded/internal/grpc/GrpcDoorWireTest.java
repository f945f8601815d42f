package io.mainstay.etcd.embedded.internal.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.mainstay.etcd.embedded.internal.door.Door;
import io.mainstay.etcd.embedded.internal.procedure.DoorLimits;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare.Relation;
import io.mainstay.etcd.kv.Compare.Target;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.proto.health.HealthCheckRequest;
import io.mainstay.etcd.proto.health.HealthCheckResponse;
import io.mainstay.etcd.proto.health.HealthCheckResponse.ServingStatus;
import io.mainstay.etcd.proto.rpc.AlarmRequest;
import io.mainstay.etcd.proto.rpc.Compare;
import io.mainstay.etcd.proto.rpc.PutRequest;
import io.mainstay.etcd.proto.rpc.RangeRequest;
import io.mainstay.etcd.proto.rpc.RequestOp;
import io.mainstay.etcd.proto.rpc.WatchCancelRequest;
import io.mainstay.etcd.proto.rpc.WatchCreateRequest;
import io.mainstay.etcd.proto.rpc.WatchRequest;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.watch.WatchFilter;
import java.net.InetSocketAddress;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only the wire can say: etcd's words for methods that are not there and for requests that have no value. */
class GrpcDoorWireTest {
    private static final ByteString KEY = ByteString.copyFromUtf8("k");
    private static final RequestOp GOOD_PUT = RequestOp.newBuilder()
            .setRequestPut(PutRequest.newBuilder().setKey(KEY))
            .build();
    private static final RequestOp EMPTY_OP = RequestOp.getDefaultInstance();

    private final RecordingTransport inner = new RecordingTransport();
    private Door door;
    private DoorClient client;

    @BeforeEach
    void open() {
        door = Door.open(inner, new InetSocketAddress("127.0.0.1", 0));
        client = new DoorClient(door);
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        door.close();
    }

    @ParameterizedTest
    @CsvSource({
        "etcdserverpb.KV/RangeSlowly, unknown method RangeSlowly for service etcdserverpb.KV",
        "etcdserverpb.Cluster/MemberDemote, unknown method MemberDemote for service etcdserverpb.Cluster",
        "etcdserverpb.Auth/SignIn, unknown method SignIn for service etcdserverpb.Auth",
        "v3lockpb.Lock/TryLock, unknown method TryLock for service v3lockpb.Lock",
        "v3electionpb.Election/Depose, unknown method Depose for service v3electionpb.Election",
        "grpc.health.v1.Health/Foo, unknown method Foo for service grpc.health.v1.Health",
        "some.Service/Foo, unknown service some.Service",
    })
    void saysWhichMethodIsUnknown(String method, String text) throws Exception {
        assertStatus(client.status(method, new byte[0]), Status.Code.UNIMPLEMENTED, text);
    }

    @Test
    void refusesAMessageThatIsTooLarge() throws Exception {
        byte[] large = PutRequest.newBuilder()
                .setKey(KEY)
                .setValue(ByteString.copyFrom(new byte[3_000_000]))
                .build()
                .toByteArray();
        assertStatus(
                client.status("etcdserverpb.KV/Put", large),
                Status.Code.RESOURCE_EXHAUSTED,
                "grpc: received message larger than max (" + large.length + " vs. 2097152)");
        assertThat(inner.sawNoCall()).isTrue();
    }

    @Test
    void hasTheLimitsItIsGiven() throws Exception {
        try (Door narrow = Door.open(inner, new InetSocketAddress("127.0.0.1", 0), new DoorLimits(50, 2));
                DoorClient there = new DoorClient(narrow)) {
            PutRequest put = PutRequest.newBuilder()
                    .setKey(KEY)
                    .setValue(ByteString.copyFrom(new byte[50]))
                    .build();
            assertThat(there.status("etcdserverpb.KV/Put", put).getDescription())
                    .endsWith("vs. 50)");
            var txn = txn().addAllSuccess(Collections.nCopies(3, EMPTY_OP)).build();
            assertThat(there.status("etcdserverpb.KV/Txn", txn).getDescription())
                    .isEqualTo("etcdserver: too many operations in txn request");
        }
    }

    @Test
    void refusesAMessageThatIsGarbage() throws Exception {
        assertStatus(
                client.status("etcdserverpb.KV/Put", new byte[] {-1, -1}),
                Status.Code.INTERNAL,
                "grpc: error unmarshalling request: unexpected EOF");
    }

    @Test
    void refusesASortOfNoKindAfterAMissingKey() throws Exception {
        RangeRequest.Builder range = RangeRequest.newBuilder().setKey(KEY);
        String invalid = "etcdserver: invalid sort option";
        assertInvalid("Range", range.clone().setSortOrderValue(3).build(), invalid);
        assertInvalid("Range", range.clone().setSortTargetValue(5).build(), invalid);
        assertInvalid(
                "Range", range.clone().clearKey().setSortTargetValue(-1).build(), "etcdserver: key is not provided");
    }

    @Test
    void refusesAnEmptyOperationUnlessSomethingElseIsWrongBefore() throws Exception {
        String empty = "etcdserver: key not found";
        assertTxn(txn().addSuccess(EMPTY_OP), empty);
        assertTxn(txn().addFailure(GOOD_PUT).addFailure(EMPTY_OP), empty);
        assertTxn(txn().addSuccess(nested(txn().addFailure(EMPTY_OP))), empty);
        assertTxn(txn().addSuccess(EMPTY_OP).addSuccess(put(PutRequest.newBuilder())), empty);
        String noKey = "etcdserver: key is not provided";
        assertTxn(txn().addSuccess(put(PutRequest.newBuilder())).addSuccess(EMPTY_OP), noKey);
        assertTxn(txn().addFailure(EMPTY_OP).addSuccess(put(PutRequest.newBuilder())), noKey);
        assertTxn(txn().addSuccess(EMPTY_OP).addCompare(Compare.newBuilder()), noKey);
        PutRequest.Builder both =
                PutRequest.newBuilder().setKey(KEY).setIgnoreValue(true).setValue(KEY);
        assertTxn(txn().addSuccess(put(both)).addSuccess(EMPTY_OP), "etcdserver: value is provided");
        PutRequest.Builder lease =
                PutRequest.newBuilder().setKey(KEY).setIgnoreLease(true).setLease(1);
        assertTxn(txn().addSuccess(put(lease)).addSuccess(EMPTY_OP), "etcdserver: lease is provided");
        RequestOp badSort = RequestOp.newBuilder()
                .setRequestRange(RangeRequest.newBuilder().setKey(KEY).setSortOrderValue(9))
                .build();
        assertTxn(txn().addSuccess(badSort).addSuccess(EMPTY_OP), "etcdserver: invalid sort option");
        String tooMany = "etcdserver: too many operations in txn request";
        assertTxn(txn().addAllSuccess(Collections.nCopies(128, GOOD_PUT)).addFailure(EMPTY_OP), empty);
        assertTxn(txn().addAllSuccess(Collections.nCopies(129, GOOD_PUT)).addFailure(EMPTY_OP), tooMany);
        assertTxn(
                txn().addAllSuccess(Collections.nCopies(127, GOOD_PUT)).addSuccess(nested(txn().addSuccess(EMPTY_OP))),
                tooMany);
        assertThat(inner.sawNoCall()).isTrue();
    }

    /** The words of the table: the kind of comparison sent, and a comparison that is known and comes to the same. */
    @ParameterizedTest
    @CsvSource({
        "9, 0, VERSION, GREATER, -1",
        "9, 9, VERSION, GREATER, -1",
        "9, 3, VERSION, LESS, 0",
        "9, 1, VERSION, LESS, 0",
        "9, 2, VERSION, LESS, 0",
        "2, 9, VERSION, GREATER, -1",
        "3, 9, VERSION, GREATER, 0",
    })
    void readsUnknownComparisonsAsEtcdDoes(int target, int result, Target same, Relation relation, long number)
            throws Exception {
        Compare compare = Compare.newBuilder()
                .setKey(KEY)
                .setTargetValue(target)
                .setResultValue(result)
                .setModRevision(77)
                .build();
        assertThat(passed(compare))
                .isEqualTo(new io.mainstay.etcd.kv.Compare(range("k"), same, relation, number, Bytes.EMPTY));
    }

    @Test
    void readsAnOperandOfTheWrongKindAsNone() throws Exception {
        Compare compare = Compare.newBuilder()
                .setKey(KEY)
                .setTarget(Compare.CompareTarget.LEASE)
                .setModRevision(77)
                .build();
        assertThat(passed(compare))
                .isEqualTo(new io.mainstay.etcd.kv.Compare(range("k"), Target.LEASE, Relation.EQUAL, 0, Bytes.EMPTY));
    }

    @Test
    void refusesAlarmsOfNoKind() throws Exception {
        assertThat(client.status(
                                "etcdserverpb.Maintenance/Alarm",
                                AlarmRequest.newBuilder().setAlarmValue(7).build())
                        .getCode())
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void passesOverWatchMessagesAndFiltersOfNoKind() throws Exception {
        DoorClient.Stream watch = client.open("etcdserverpb.Watch/Watch");
        RecordingTransport.Stream stream = inner.nextStream();
        watch.send(new byte[] {(byte) (9 << 3 | 2), 0});
        watch.send(new byte[0]);
        watch.send(WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder()
                        .setKey(KEY)
                        .addFiltersValue(9)
                        .addFiltersValue(1)
                        .addFiltersValue(1))
                .build());
        watch.send(WatchRequest.newBuilder()
                .setCancelRequest(WatchCancelRequest.newBuilder().setWatchId(4))
                .build());
        assertThat(((WatchCommand.Create) stream.nextSent()).filters()).containsExactly(WatchFilter.NO_DELETE);
        assertThat(stream.nextSent()).isEqualTo(new WatchCommand.Cancel(4));
    }

    @Test
    void aWatchMessageThatIsGarbageEndsTheStream() throws Exception {
        DoorClient.Stream watch = client.open("etcdserverpb.Watch/Watch");
        RecordingTransport.Stream stream = inner.nextStream();
        watch.send(new byte[] {-1, -1});
        assertThat(watch.end().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(stream.cancelled.await(20, java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void isHealthy() throws Exception {
        DoorClient.Stream check = client.open("grpc.health.v1.Health/Check");
        check.receive(2);
        check.send(HealthCheckRequest.getDefaultInstance());
        check.call.halfClose();
        assertThat(HealthCheckResponse.parseFrom(check.next()).getStatus()).isEqualTo(ServingStatus.SERVING);
        assertThat(check.end().isOk()).isTrue();
        assertStatus(
                client.status(
                        "grpc.health.v1.Health/Check",
                        HealthCheckRequest.newBuilder().setService("x").build()),
                Status.Code.NOT_FOUND,
                "unknown service");
        DoorClient.Stream watch = client.open("grpc.health.v1.Health/Watch");
        watch.receive(2);
        watch.send(HealthCheckRequest.getDefaultInstance());
        watch.call.halfClose();
        assertThat(HealthCheckResponse.parseFrom(watch.next()).getStatus()).isEqualTo(ServingStatus.SERVING);
    }

    private static io.mainstay.etcd.kv.KeyRange range(String key) {
        return io.mainstay.etcd.kv.KeyRange.single(Bytes.utf8(key));
    }

    /** The comparison that arrives behind the door. */
    private io.mainstay.etcd.kv.Compare passed(Compare compare) throws Exception {
        DoorClient.Stream call = client.open("etcdserverpb.KV/Txn");
        call.send(txn().addCompare(compare).build());
        call.call.halfClose();
        return ((TxnRequest) inner.nextCall().request()).compares().get(0);
    }

    private static io.mainstay.etcd.proto.rpc.TxnRequest.Builder txn() {
        return io.mainstay.etcd.proto.rpc.TxnRequest.newBuilder();
    }

    private static RequestOp put(PutRequest.Builder put) {
        return RequestOp.newBuilder().setRequestPut(put).build();
    }

    private static RequestOp nested(io.mainstay.etcd.proto.rpc.TxnRequest.Builder txn) {
        return RequestOp.newBuilder().setRequestTxn(txn).build();
    }

    private void assertTxn(io.mainstay.etcd.proto.rpc.TxnRequest.Builder txn, String text) throws Exception {
        assertInvalid("Txn", txn.build(), text);
    }

    private void assertInvalid(String method, com.google.protobuf.Message request, String text) throws Exception {
        assertStatus(client.status("etcdserverpb.KV/" + method, request), Status.Code.INVALID_ARGUMENT, text);
    }

    private static void assertStatus(Status status, Status.Code code, String text) {
        assertThat(status.getDescription()).isEqualTo(text);
        assertThat(status.getCode()).isEqualTo(code);
    }
}
