package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.mainstay.etcd.proto.health.HealthCheckRequest;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gRPC's health service of the embedded etcd says against a real one's, byte by byte. */
@ExtendWith(LeakGate.class)
class HealthDifferentialTest {
    private static final List<String> SERVICES = List.of(
            "", "etcdserverpb.KV", "etcdserverpb.Watch", "grpc.health.v1.Health", "nobody", "\u00e9".repeat(200));

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "3.6", "3.7"})
    void isAsHealthyAsEtcd(String version) throws Exception {
        try (Servers servers = new Servers()) {
            ManagedChannel real = servers.realChannel(version);
            ManagedChannel embedded = servers.embeddedChannel(version);
            for (String service : SERVICES) {
                for (String method : List.of("Check", "Watch", "List", "Nothing")) {
                    byte[] request = request(service);
                    assertThat(first(embedded, method, request))
                            .as("%s of '%s'", method, service)
                            .isEqualTo(first(real, method, request));
                }
            }
        }
    }

    /** The one field of a request: the name of a service. */
    private static byte[] request(String service) {
        return HealthCheckRequest.newBuilder().setService(service).build().toByteArray();
    }

    /** The first message, or how the call ended without one. */
    private static String first(ManagedChannel channel, String method, byte[] request) throws InterruptedException {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        ClientCall<byte[], byte[]> call = channel.newCall(
                MethodDescriptor.<byte[], byte[]>newBuilder()
                        .setType(method.equals("Watch") ? MethodType.SERVER_STREAMING : MethodType.UNARY)
                        .setFullMethodName("grpc.health.v1.Health/" + method)
                        .setRequestMarshaller(new Raw())
                        .setResponseMarshaller(new Raw())
                        .build(),
                CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(byte[] message) {
                        told.add(HexFormat.of().formatHex(message));
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        told.add(status.getCode() + " " + status.getDescription());
                    }
                },
                new Metadata());
        call.request(1);
        call.sendMessage(request);
        call.halfClose();
        String first = told.poll(30, TimeUnit.SECONDS);
        call.cancel("seen enough", null);
        return first;
    }

    /** Bytes as they are. */
    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
