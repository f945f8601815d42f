package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.mainstay.etcd.proto.rpc.Compare;
import io.mainstay.etcd.proto.rpc.DeleteRangeRequest;
import io.mainstay.etcd.proto.rpc.HashKVRequest;
import io.mainstay.etcd.proto.rpc.KVGrpc;
import io.mainstay.etcd.proto.rpc.LeaseGrpc;
import io.mainstay.etcd.proto.rpc.LeaseRevokeRequest;
import io.mainstay.etcd.proto.rpc.LeaseTimeToLiveRequest;
import io.mainstay.etcd.proto.rpc.MaintenanceGrpc;
import io.mainstay.etcd.proto.rpc.PutRequest;
import io.mainstay.etcd.proto.rpc.RangeRequest;
import io.mainstay.etcd.proto.rpc.RequestOp;
import io.mainstay.etcd.proto.rpc.TxnRequest;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages that this library's own values cannot say but another client may send, to a real etcd and the embedded. */
@ExtendWith(LeakGate.class)
class RawMessagesDifferentialTest {
    private static final ByteString KEY = ByteString.copyFromUtf8("k");
    private static final int[] ENUMS = {0, 1, 2, 3, 4, 5, 99, -1};

    @Test
    void answersAsEtcd36() throws Exception {
        compare("3.6");
    }

    @Test
    void answersAsEtcd37() throws Exception {
        compare("3.7");
    }

    private static void compare(String version) throws Exception {
        try (Servers servers = new Servers()) {
            ManagedChannel real = servers.realChannel(version);
            ManagedChannel embedded = servers.embeddedChannel();
            Map<String, String> differences = new LinkedHashMap<>();
            List<Request<?>> requests = requests();
            for (Request<?> request : requests) {
                String expected = request.send(real);
                String given = request.send(embedded);
                if (!given.equals(expected)) {
                    differences.put(
                            request.toString(), "\n  etcd " + version + ": " + expected + "\n  embedded: " + given);
                }
            }
            assertThat(requests).hasSizeGreaterThan(600);
            assertThat(differences).isEmpty();
        }
    }

    private static List<Request<?>> requests() {
        List<Request<?>> all = new ArrayList<>();
        all.add(put(PutRequest.newBuilder().setKey(KEY).setValue(ByteString.copyFromUtf8("v"))));
        emptyOnes(all);
        sorts(all);
        operationsWithoutContent(all);
        for (ByteString key : List.of(KEY, ByteString.copyFromUtf8("missing"))) {
            comparesOfAnyKind(all, key);
        }
        return all;
    }

    private static void emptyOnes(List<Request<?>> all) {
        all.add(put(PutRequest.newBuilder()));
        all.add(new Request<>(KVGrpc.getRangeMethod(), RangeRequest.getDefaultInstance()));
        all.add(new Request<>(KVGrpc.getDeleteRangeMethod(), DeleteRangeRequest.getDefaultInstance()));
        all.add(txn(TxnRequest.newBuilder()));
        all.add(new Request<>(LeaseGrpc.getLeaseRevokeMethod(), LeaseRevokeRequest.getDefaultInstance()));
        all.add(new Request<>(LeaseGrpc.getLeaseTimeToLiveMethod(), LeaseTimeToLiveRequest.getDefaultInstance()));
        all.add(new Request<>(MaintenanceGrpc.getHashKVMethod(), HashKVRequest.getDefaultInstance()));
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        all.add(range(RangeRequest.newBuilder().setKey(KEY).setUnknownFields(unknown)));
        all.add(range(RangeRequest.newBuilder().setKey(KEY).setKeysOnly(true).setCountOnly(true)));
        all.add(range(
                RangeRequest.newBuilder().setKey(KEY).setMinModRevision(-1).setMaxCreateRevision(-1)));
        all.add(new Request<>(unknownMethod("etcdserverpb.KV/Nothing"), RangeRequest.getDefaultInstance()));
        all.add(new Request<>(unknownMethod("etcdserverpb.Nothing/Range"), RangeRequest.getDefaultInstance()));
    }

    private static void sorts(List<Request<?>> all) {
        for (int order : ENUMS) {
            for (int target : ENUMS) {
                RangeRequest.Builder request = RangeRequest.newBuilder()
                        .setKey(KEY)
                        .setSortOrderValue(order)
                        .setSortTargetValue(target);
                all.add(range(request));
                RequestOp op = RequestOp.newBuilder().setRequestRange(request).build();
                all.add(txn(TxnRequest.newBuilder().addSuccess(op)));
                all.add(txn(TxnRequest.newBuilder().addFailure(op)));
            }
        }
    }

    private static void operationsWithoutContent(List<Request<?>> all) {
        RequestOp none = RequestOp.getDefaultInstance();
        RequestOp write = RequestOp.newBuilder()
                .setRequestPut(PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("other")))
                .build();
        TxnRequest.Builder inner = TxnRequest.newBuilder().addSuccess(none);
        all.add(txn(TxnRequest.newBuilder().addSuccess(none)));
        all.add(txn(TxnRequest.newBuilder().addFailure(none)));
        all.add(txn(TxnRequest.newBuilder().addSuccess(write).addSuccess(none)));
        all.add(txn(TxnRequest.newBuilder().addSuccess(RequestOp.newBuilder().setRequestTxn(inner))));
        all.add(txn(TxnRequest.newBuilder()
                .addSuccess(RequestOp.newBuilder().setRequestTxn(TxnRequest.getDefaultInstance()))));
    }

    private static void comparesOfAnyKind(List<Request<?>> all, ByteString key) {
        for (int result : ENUMS) {
            for (int target : ENUMS) {
                for (Compare.Builder operand : operands()) {
                    Compare.Builder compare =
                            operand.clone().setKey(key).setResultValue(result).setTargetValue(target);
                    all.add(txn(TxnRequest.newBuilder().addCompare(compare)));
                }
            }
        }
    }

    /** Every kind of operand, and none at all; it need not be the one that the target wants. */
    private static List<Compare.Builder> operands() {
        return List.of(
                Compare.newBuilder(),
                Compare.newBuilder().setVersion(1),
                Compare.newBuilder().setCreateRevision(2),
                Compare.newBuilder().setModRevision(2),
                Compare.newBuilder().setValue(ByteString.copyFromUtf8("v")),
                Compare.newBuilder().setLease(1));
    }

    private static Request<?> put(PutRequest.Builder request) {
        return new Request<>(KVGrpc.getPutMethod(), request.build());
    }

    private static Request<?> range(RangeRequest.Builder request) {
        return new Request<>(KVGrpc.getRangeMethod(), request.build());
    }

    private static Request<?> txn(TxnRequest.Builder request) {
        return new Request<>(KVGrpc.getTxnMethod(), request.build());
    }

    private static MethodDescriptor<RangeRequest, ? extends Message> unknownMethod(String name) {
        return KVGrpc.getRangeMethod().toBuilder().setFullMethodName(name).build();
    }

    private record Request<Q extends Message>(MethodDescriptor<Q, ? extends Message> method, Q message) {
        String send(ManagedChannel channel) {
            try {
                Message answer = ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, message);
                return withRevisionOnly(answer).toString().replace('\n', ' ');
            } catch (StatusRuntimeException e) {
                return e.getStatus().getCode() + " \"" + e.getStatus().getDescription() + "\"";
            }
        }

        private static Message withRevisionOnly(Message answer) {
            FieldDescriptor header = answer.getDescriptorForType().findFieldByName("header");
            Message.Builder known = ((Message) answer.getField(header)).toBuilder();
            for (String own : List.of("cluster_id", "member_id", "raft_term")) {
                known.clearField(known.getDescriptorForType().findFieldByName(own));
            }
            return answer.toBuilder().setField(header, known.build()).build();
        }

        @Override
        public String toString() {
            return method.getFullMethodName() + " { " + message.toString().replace('\n', ' ') + "}";
        }
    }
}
