package io.mainstay.etcd.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.mainstay.etcd.proto.mvcc.Event;
import io.mainstay.etcd.proto.mvcc.KeyValue;
import io.mainstay.etcd.proto.rpc.Compare;
import io.mainstay.etcd.proto.rpc.RangeRequest;
import io.mainstay.etcd.proto.rpc.WatchCreateRequest;
import io.mainstay.etcd.proto.rpc.WatchRequest;
import io.mainstay.etcd.proto.rpc.WatchResponse;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Messages become exactly the bytes written down here by hand, and come back from them. */
class LiteralBytesTest {
    private static final String MINUS_ONE = "ffffffffffffffffff01";

    @Test
    void keyValue() throws InvalidProtocolBufferException {
        KeyValue message = KeyValue.newBuilder()
                .setKey(utf8("k"))
                .setCreateRevision(2)
                .setModRevision(300)
                .setVersion(1)
                .setValue(utf8("v"))
                .setLease(-1)
                .build();

        assertBytes(message, "0a016b" + "1002" + "18ac02" + "2001" + "2a0176" + "30" + MINUS_ONE);
    }

    @Test
    void rangeRequest() throws InvalidProtocolBufferException {
        RangeRequest message = RangeRequest.newBuilder()
                .setKey(utf8("a"))
                .setRangeEnd(utf8("b"))
                .setLimit(10)
                .setRevision(5)
                .setSortOrder(RangeRequest.SortOrder.DESCEND)
                .setSortTarget(RangeRequest.SortTarget.MOD)
                .setSerializable(true)
                .setKeysOnly(true)
                .setCountOnly(true)
                .setMinModRevision(1)
                .setMaxModRevision(2)
                .setMinCreateRevision(3)
                .setMaxCreateRevision(4)
                .build();

        assertBytes(
                message,
                "0a0161" + "120162" + "180a" + "2005" + "2802" + "3003" + "3801" + "4001" + "4801" + "5001" + "5802"
                        + "6003" + "6804");
    }

    @Test
    void aRequestOfZerosIsEmpty() throws InvalidProtocolBufferException {
        assertBytes(RangeRequest.newBuilder().setLimit(0).setSerializable(false).build(), "");
    }

    @Test
    void compareKeepsAZeroOperandAndHasItsRangeEndFarOff() throws InvalidProtocolBufferException {
        Compare message = Compare.newBuilder()
                .setResult(Compare.CompareResult.EQUAL)
                .setTarget(Compare.CompareTarget.LEASE)
                .setKey(utf8("k"))
                .setLease(0)
                .setRangeEnd(utf8("l"))
                .build();

        assertBytes(message, "1004" + "1a016b" + "4000" + "8204016c");
    }

    @Test
    void watchCreateRequestPacksItsFilters() throws InvalidProtocolBufferException {
        WatchRequest message = WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder()
                        .setKey(utf8("k"))
                        .addFilters(WatchCreateRequest.FilterType.NOPUT)
                        .addFilters(WatchCreateRequest.FilterType.NODELETE)
                        .setFragment(true))
                .build();

        assertBytes(message, "0a09" + "0a016b" + "2a020001" + "4001");
    }

    @Test
    void watchResponseHasItsEventsAtEleven() throws InvalidProtocolBufferException {
        WatchResponse message = WatchResponse.newBuilder()
                .setWatchId(-1)
                .addEvents(Event.newBuilder()
                        .setType(Event.EventType.DELETE)
                        .setKv(KeyValue.newBuilder().setKey(utf8("k"))))
                .build();

        assertBytes(message, "10" + MINUS_ONE + "5a07" + "0801" + "1203" + "0a016b");
    }

    private static void assertBytes(MessageLite message, String hex) throws InvalidProtocolBufferException {
        byte[] bytes = message.toByteArray();

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex);
        assertThat(message.getParserForType().parseFrom(HexFormat.of().parseHex(hex)))
                .isEqualTo(message);
    }

    private static ByteString utf8(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
