package io.mainstay.etcd.embedded.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.mainstay.etcd.embedded.internal.auth.Caller;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.proto.mvcc.Event;
import io.mainstay.etcd.proto.rpc.DeleteRangeRequest;
import io.mainstay.etcd.proto.rpc.RequestOp;
import io.mainstay.etcd.proto.rpc.WatchResponse;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is reckoned here is what the generated messages say of themselves. */
class WireSizeTest {
    private static final ByteString K = ByteString.copyFromUtf8("key");
    private static final ByteString E = ByteString.copyFromUtf8("kez");
    private static final ByteString V = ByteString.copyFrom(new byte[300]);
    private static final KeyRange RANGE = KeyRange.between(Bytes.utf8("key"), Bytes.utf8("kez"));
    private static final KeyValue KV = new KeyValue(Bytes.utf8("key"), Bytes.wrap(new byte[300]), 200, 70_000, 3, -5);

    private static final PutRequest PUT = new PutRequest(KV.key(), KV.value(), -5, true, true, true);
    private static final io.mainstay.etcd.proto.rpc.PutRequest PUT_PROTO =
            io.mainstay.etcd.proto.rpc.PutRequest.newBuilder()
                    .setKey(K)
                    .setValue(V)
                    .setLease(-5)
                    .setPrevKv(true)
                    .setIgnoreValue(true)
                    .setIgnoreLease(true)
                    .build();

    private static final RangeRequest GET = new RangeRequest(
            RANGE,
            300,
            7,
            new Sort(Sort.Target.VALUE, Sort.Order.DESCENDING),
            new RevisionFilter(1, 2, 3, 400),
            RangeRequest.Projection.KEYS_ONLY,
            true);
    private static final io.mainstay.etcd.proto.rpc.RangeRequest GET_PROTO =
            io.mainstay.etcd.proto.rpc.RangeRequest.newBuilder()
                    .setKey(K)
                    .setRangeEnd(E)
                    .setRevision(300)
                    .setLimit(7)
                    .setSortTarget(io.mainstay.etcd.proto.rpc.RangeRequest.SortTarget.VALUE)
                    .setSortOrder(io.mainstay.etcd.proto.rpc.RangeRequest.SortOrder.DESCEND)
                    .setMinModRevision(1)
                    .setMaxModRevision(2)
                    .setMinCreateRevision(3)
                    .setMaxCreateRevision(400)
                    .setKeysOnly(true)
                    .setSerializable(true)
                    .build();

    @Test
    void requests() {
        assertThat(RequestSize.of(PUT)).isEqualTo(PUT_PROTO.getSerializedSize());
        assertThat(RequestSize.of(GET)).isEqualTo(GET_PROTO.getSerializedSize());
        assertThat(RequestSize.of(DeleteRequest.of(RANGE).withPrevKv()))
                .isEqualTo(DeleteRangeRequest.newBuilder()
                        .setKey(K)
                        .setRangeEnd(E)
                        .setPrevKv(true)
                        .build()
                        .getSerializedSize());
        TxnRequest txn = TxnRequest.EMPTY
                .when(
                        Compare.value(RANGE).isNot(KV.value()),
                        Compare.version("key").is(0),
                        Compare.lease("key").isLessThan(-5))
                .then(PUT, TxnRequest.EMPTY, TxnRequest.EMPTY.then(GET))
                .otherwise(GET);
        assertThat(RequestSize.of(txn)).isEqualTo(txnProto().getSerializedSize());
    }

    /** An etcd 3.6.16 whose member id ends in 0x694d took a value of 1,572,840 bytes under "a", and not one more. */
    @Test
    void entriesOfTheLog() {
        PutRequest largest = PutRequest.of(Bytes.utf8("a"), Bytes.wrap(new byte[1_572_840]));
        assertThat(RequestSize.inRaft(largest, 0x694d, Caller.NOBODY)).isEqualTo(1_572_864);
        assertThat(RequestSize.inRaft(largest, 0x894d, Caller.NOBODY)).isEqualTo(1_572_865);
        // Two bytes for the revision of users and roles, and six for the name.
        assertThat(RequestSize.inRaft(largest, 0x694d, new Caller.SignedIn("root", 5)))
                .isEqualTo(1_572_872);
    }

    @Test
    void keyValues() throws Exception {
        io.mainstay.etcd.proto.mvcc.KeyValue proto = kvProto();
        assertThat(KeyValueProto.size(KV)).isEqualTo(proto.getSerializedSize());
        assertThat(io.mainstay.etcd.proto.mvcc.KeyValue.parseFrom(KeyValueProto.encode(KV)))
                .isEqualTo(proto);
        assertThat(io.mainstay.etcd.proto.mvcc.KeyValue.parseFrom(KeyValueProto.encodeTombstone(KV.key())))
                .isEqualTo(io.mainstay.etcd.proto.mvcc.KeyValue.newBuilder()
                        .setKey(K)
                        .build());
    }

    @Test
    void watchReplies() {
        ResponseHeader header = new ResponseHeader(-1, 5, 300, 2);
        WatchEvent put = new WatchEvent(WatchEvent.Type.PUT, KV, KV);
        WatchEvent delete = new WatchEvent(WatchEvent.Type.DELETE, KV, null);
        WatchReply reply = new WatchReply(header, 9, WatchReply.Kind.EVENTS, 0, "", true, List.of(put, delete));
        WatchResponse proto = WatchResponse.newBuilder()
                .setHeader(io.mainstay.etcd.proto.rpc.ResponseHeader.newBuilder()
                        .setClusterId(-1)
                        .setMemberId(5)
                        .setRevision(300)
                        .setRaftTerm(2))
                .setWatchId(9)
                .setFragment(true)
                .addEvents(Event.newBuilder().setKv(kvProto()).setPrevKv(kvProto()))
                .addEvents(Event.newBuilder().setType(Event.EventType.DELETE).setKv(kvProto()))
                .build();
        assertThat(WatchReplySize.ofEnvelope(reply) + WatchReplySize.of(put) + WatchReplySize.of(delete))
                .isEqualTo(proto.getSerializedSize());
    }

    private static io.mainstay.etcd.proto.mvcc.KeyValue kvProto() {
        return io.mainstay.etcd.proto.mvcc.KeyValue.newBuilder()
                .setKey(K)
                .setValue(V)
                .setCreateRevision(200)
                .setModRevision(70_000)
                .setVersion(3)
                .setLease(-5)
                .build();
    }

    private static io.mainstay.etcd.proto.rpc.TxnRequest txnProto() {
        io.mainstay.etcd.proto.rpc.TxnRequest empty = io.mainstay.etcd.proto.rpc.TxnRequest.getDefaultInstance();
        RequestOp get = RequestOp.newBuilder().setRequestRange(GET_PROTO).build();
        return io.mainstay.etcd.proto.rpc.TxnRequest.newBuilder()
                .addCompare(io.mainstay.etcd.proto.rpc.Compare.newBuilder()
                        .setResult(io.mainstay.etcd.proto.rpc.Compare.CompareResult.NOT_EQUAL)
                        .setTarget(io.mainstay.etcd.proto.rpc.Compare.CompareTarget.VALUE)
                        .setKey(K)
                        .setRangeEnd(E)
                        .setValue(V))
                .addCompare(io.mainstay.etcd.proto.rpc.Compare.newBuilder()
                        .setTarget(io.mainstay.etcd.proto.rpc.Compare.CompareTarget.VERSION)
                        .setKey(K)
                        .setVersion(0))
                .addCompare(io.mainstay.etcd.proto.rpc.Compare.newBuilder()
                        .setResult(io.mainstay.etcd.proto.rpc.Compare.CompareResult.LESS)
                        .setTarget(io.mainstay.etcd.proto.rpc.Compare.CompareTarget.LEASE)
                        .setKey(K)
                        .setLease(-5))
                .addSuccess(RequestOp.newBuilder().setRequestPut(PUT_PROTO))
                .addSuccess(RequestOp.newBuilder().setRequestTxn(empty))
                .addSuccess(
                        RequestOp.newBuilder().setRequestTxn(empty.toBuilder().addSuccess(get)))
                .addFailure(get)
                .build();
    }
}
