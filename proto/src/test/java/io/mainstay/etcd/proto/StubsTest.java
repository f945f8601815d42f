package io.mainstay.etcd.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServiceDescriptor;
import io.mainstay.etcd.proto.election.ElectionGrpc;
import io.mainstay.etcd.proto.health.HealthGrpc;
import io.mainstay.etcd.proto.lock.LockGrpc;
import io.mainstay.etcd.proto.rpc.AuthGrpc;
import io.mainstay.etcd.proto.rpc.ClusterGrpc;
import io.mainstay.etcd.proto.rpc.KVGrpc;
import io.mainstay.etcd.proto.rpc.LeaseGrpc;
import io.mainstay.etcd.proto.rpc.MaintenanceGrpc;
import io.mainstay.etcd.proto.rpc.RangeRequest;
import io.mainstay.etcd.proto.rpc.WatchGrpc;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The service stubs call what the services offer, and carry messages as the messages' own bytes. */
class StubsTest {
    private static final List<ServiceDescriptor> STUBS = List.of(
            AuthGrpc.getServiceDescriptor(),
            ClusterGrpc.getServiceDescriptor(),
            ElectionGrpc.getServiceDescriptor(),
            HealthGrpc.getServiceDescriptor(),
            KVGrpc.getServiceDescriptor(),
            LeaseGrpc.getServiceDescriptor(),
            LockGrpc.getServiceDescriptor(),
            MaintenanceGrpc.getServiceDescriptor(),
            WatchGrpc.getServiceDescriptor());

    @Test
    void haveEveryMethodOfEveryService() {
        List<String> stubs = STUBS.stream()
                .flatMap(service -> service.getMethods().stream())
                .map(method -> method.getFullMethodName() + " " + method.getType())
                .toList();

        assertThat(stubs)
                .containsExactlyInAnyOrderElementsOf(
                        OurFiles.all().stream().flatMap(StubsTest::methods).toList());
    }

    @Test
    void carryARequestAsItsOwnBytes() throws Exception {
        MethodDescriptor<RangeRequest, ?> range = KVGrpc.getRangeMethod();
        RangeRequest request = RangeRequest.newBuilder().setLimit(10).build();

        try (InputStream wire = range.streamRequest(request)) {
            assertThat(wire.readAllBytes()).isEqualTo(new byte[] {0x18, 10});
        }
        try (InputStream wire = range.streamRequest(request)) {
            assertThat(range.parseRequest(wire)).isEqualTo(request);
        }
    }

    private static Stream<String> methods(FileDescriptorProto file) {
        return file.getServiceList().stream()
                .flatMap(service -> service.getMethodList().stream()
                        .map(method -> "%s.%s/%s %s"
                                .formatted(file.getPackage(), service.getName(), method.getName(), type(method))));
    }

    private static MethodType type(MethodDescriptorProto method) {
        if (method.getClientStreaming()) {
            return method.getServerStreaming() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
        }
        return method.getServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    }
}
