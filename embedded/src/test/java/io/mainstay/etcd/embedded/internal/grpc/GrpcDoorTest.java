package io.mainstay.etcd.embedded.internal.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.mainstay.etcd.embedded.internal.door.Door;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.proto.health.HealthCheckRequest;
import io.mainstay.etcd.proto.rpc.PutRequest;
import io.mainstay.etcd.proto.rpc.WatchResponse;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchReply;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How calls and streams live and end on their way through the door. */
class GrpcDoorTest {
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

    @Test
    void passesAFailureOnWithItsCodeAndText() throws Exception {
        DoorClient.Stream put = put();
        inner.nextCall()
                .handler()
                .onFailure(TransportFailure.answered(ErrorCode.OUT_OF_RANGE, "etcdserver: too large lease TTL"));
        Status status = put.end();
        assertThat(status.getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
        assertThat(status.getDescription()).isEqualTo("etcdserver: too large lease TTL");
    }

    @Test
    void aCancelledCallIsCancelledBehindTheDoor() throws Exception {
        DoorClient.Stream put = put();
        RecordingTransport.Call call = inner.nextCall();
        put.call.cancel("no longer wanted", null);
        assertThat(call.cancelled().await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCancelledStreamIsCancelledBehindTheDoor() throws Exception {
        DoorClient.Stream watch = client.open("etcdserverpb.Watch/Watch");
        RecordingTransport.Stream stream = inner.nextStream();
        watch.call.cancel("no longer wanted", null);
        assertThat(stream.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aHalfClosedWatchGoesOn() throws Exception {
        DoorClient.Stream watch = client.open("etcdserverpb.Watch/Watch");
        watch.receive(1);
        watch.call.halfClose();
        RecordingTransport.Stream stream = inner.nextStream();
        assertThat(stream.halfClosed.await(20, TimeUnit.SECONDS)).isTrue();
        stream.send(reply(6, ""));
        assertThat(WatchResponse.parseFrom(watch.next()).getWatchId()).isEqualTo(6);
    }

    @Test
    void aStreamEndsAsTheOneBehindTheDoorDoes() throws Exception {
        DoorClient.Stream watch = client.open("etcdserverpb.Watch/Watch");
        watch.receive(1);
        inner.nextStream().handler.onEnd(TransportFailure.answered(ErrorCode.UNAVAILABLE, "etcdserver: no leader"));
        Status status = watch.end();
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).isEqualTo("etcdserver: no leader");
        DoorClient.Stream leases = client.open("etcdserverpb.Lease/LeaseKeepAlive");
        leases.receive(1);
        inner.nextStream().handler.onEnd(null);
        assertThat(leases.end().isOk()).isTrue();
    }

    @Test
    void aClientThatDoesNotReadHoldsTheStreamBackAndLosesNothing() throws Exception {
        DoorClient.Stream watch = client.open("etcdserverpb.Watch/Watch");
        RecordingTransport.Stream stream = inner.nextStream();
        String padding = "x".repeat(100_000);
        int sent = 0;
        stream.send(reply(sent++, padding));
        while (stream.offerWithin(reply(sent, padding), 300)) {
            sent++;
            assertThat(sent)
                    .as("messages taken for a client that does not read")
                    .isLessThan(500);
        }
        int total = sent + 200;
        watch.receive(total);
        for (; sent < total; sent++) {
            stream.send(reply(sent, padding));
        }
        for (int i = 0; i < total; i++) {
            assertThat(WatchResponse.parseFrom(watch.next()).getWatchId()).isEqualTo(i);
        }
    }

    @Test
    void whatBreaksBehindTheDoorEndsWhatIsBefore() throws Exception {
        client.close();
        door.close();
        door = Door.open(new BreakingTransport(), new InetSocketAddress("127.0.0.1", 0));
        client = new DoorClient(door);
        DoorClient.Stream watch = client.open("etcdserverpb.Watch/Watch");
        watch.receive(1);
        Status status = watch.end();
        assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(status.getDescription()).contains("boom");
        Status ofCall = client.status("etcdserverpb.KV/Put", PutRequest.getDefaultInstance());
        assertThat(ofCall.getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(ofCall.getDescription()).contains("boom");
    }

    @Test
    void closingEndsEverythingFreesThePortAndLeavesNoThread() throws Exception {
        DoorClient.Stream put = put();
        RecordingTransport.Call call = inner.nextCall();
        DoorClient.Stream watch = client.open("etcdserverpb.Watch/Watch");
        watch.receive(1);
        RecordingTransport.Stream stream = inner.nextStream();
        DoorClient.Stream health = client.open("grpc.health.v1.Health/Watch");
        health.receive(2);
        health.send(HealthCheckRequest.getDefaultInstance());
        health.call.halfClose();
        health.next();
        InetSocketAddress address = door.address();
        assertThat(doorThreads()).isEqualTo(1);

        door.close();
        door.close();

        for (DoorClient.Stream ended : List.of(put, watch, health)) {
            Status status = ended.end();
            assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(status.getDescription()).isEqualTo("etcdserver: server stopped");
        }
        assertThat(call.cancelled().await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(doorThreads()).isZero();
        call.handler().onFailure(TransportFailure.answered(ErrorCode.UNAVAILABLE, "too late"));
        stream.handler.onEnd(null);
        Door.open(inner, address).close();
    }

    @Test
    void sendsClientsAwayThatPingTooOften() throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(door.address());
            socket.setSoTimeout(20_000);
            // All in one write, for the server hangs up at the third ping that comes too soon.
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            for (int i = 0; i < 4; i++) {
                all.writeBytes(new byte[] {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8});
            }
            socket.getOutputStream().write(all.toByteArray());
            assertThat(goAway(new DataInputStream(socket.getInputStream()))).isEqualTo("too_many_pings");
        }
    }

    /** What the server says in its GOAWAY, after whatever else it sends. */
    private static String goAway(DataInputStream in) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            in.readNBytes(5);
            byte[] payload = in.readNBytes(length);
            if (type == 7) {
                return new String(payload, 8, length - 8, StandardCharsets.US_ASCII);
            }
        }
    }

    @Test
    void saysWhichAddressIsTaken() {
        assertThatThrownBy(() -> Door.open(inner, door.address()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("127.0.0.1:" + door.address().getPort())
                .hasMessageContaining("in use");
        assertThat(doorThreads()).isLessThanOrEqualTo(1);
    }

    @Test
    void manyDoorsLeadToOneTransport() throws Exception {
        try (Door second = Door.open(inner, new InetSocketAddress("127.0.0.1", 0));
                DoorClient there = new DoorClient(second)) {
            there.open("etcdserverpb.Watch/Watch");
            inner.nextStream();
            client.open("etcdserverpb.Watch/Watch");
            inner.nextStream();
        }
    }

    private DoorClient.Stream put() {
        DoorClient.Stream put = client.open("etcdserverpb.KV/Put");
        put.receive(2);
        put.send(PutRequest.getDefaultInstance());
        put.call.halfClose();
        return put;
    }

    private static WatchReply reply(long id, String text) {
        return WatchReply.canceled(ResponseHeader.EMPTY, id, 0, text);
    }

    private static long doorThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mainstay-door"))
                .count();
    }
}
