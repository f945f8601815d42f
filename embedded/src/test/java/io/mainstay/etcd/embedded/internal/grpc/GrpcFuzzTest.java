package io.mainstay.etcd.embedded.internal.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.grpc.Status;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.Waiting;
import io.mainstay.etcd.embedded.internal.json.RandomMessages;
import io.mainstay.etcd.embedded.internal.procedure.DoorLimits;
import io.mainstay.etcd.embedded.internal.procedure.Procedure;
import io.mainstay.etcd.embedded.internal.procedure.Procedures;
import io.mainstay.etcd.proto.rpc.AlarmMember;
import io.mainstay.etcd.proto.rpc.AlarmRequest;
import io.mainstay.etcd.proto.rpc.AlarmResponse;
import io.mainstay.etcd.proto.rpc.LeaseKeepAliveRequest;
import io.mainstay.etcd.proto.rpc.PutRequest;
import io.mainstay.etcd.proto.rpc.RequestOp;
import io.mainstay.etcd.proto.rpc.TxnRequest;
import io.mainstay.etcd.proto.rpc.WatchCreateRequest;
import io.mainstay.etcd.proto.rpc.WatchRequest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Messages that nobody meant, on every method: random ones of the right kind, ones with bytes changed, and noise. Each
 * gets an answer or a status with words of its own, nothing breaks inside, and nothing is left behind.
 *
 * <p>{@code -Dmainstay.fuzz=N} sends N to each method instead of {@value #TIMES}; {@code -Dmainstay.seed=N} repeats a
 * run.
 */
class GrpcFuzzTest {
    private static final int TIMES = 30;
    private static final int DEEP = 20_000;

    /** These may wait for others for as long as their client does. */
    private static final Set<String> WAITING =
            Set.of("v3lockpb.Lock/Lock", "v3electionpb.Election/Campaign", "v3electionpb.Election/Observe");

    private final int times = Integer.getInteger("mainstay.fuzz", TIMES);
    private final long seed = Long.getLong("mainstay.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final RandomMessages messages = new RandomMessages(random);
    private final Complaints complaints = new Complaints("io.mainstay", "io.grpc");
    private final EmbeddedEtcd etcd = EmbeddedEtcd.builder().bcryptCost(4).start();
    private final URI endpoint = URI.create(etcd.endpoint());
    private final DoorClient client = new DoorClient(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));

    @BeforeEach
    void tellSeed() {
        System.out.println("GrpcFuzzTest: -Dmainstay.seed=" + seed);
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        etcd.close();
        complaints.close();
    }

    @Test
    void everyMessageIsAnsweredAndNothingBreaks() throws Exception {
        List<DoorClient.Stream> waiting = new ArrayList<>();
        for (int round = 0; round < times; round++) {
            for (Procedure<?, ?> procedure : Procedures.all(DoorLimits.DEFAULT)) {
                String method = procedure.rpc().fullName();
                if (WAITING.contains(method)) {
                    waiting.add(send(method, message(procedure.form())));
                } else if (method.endsWith("Watch/Watch") || method.endsWith("LeaseKeepAlive")) {
                    talk(method, procedure.form());
                } else {
                    answered(method, message(procedure.form()));
                }
            }
            requireWrites("marker " + round);
        }
        for (DoorClient.Stream stream : waiting) {
            stream.call.cancel("enough", null);
            requireOwnWords("a wait", stream.end());
        }
        requireNothingLeft();
    }

    @Test
    void transactionsNestedWithoutEndAreRefused() throws Exception {
        ByteString nested = ByteString.EMPTY;
        for (int i = 0; i < DEEP; i++) {
            nested = field(2, field(4, nested));
        }
        Status status = client.status("etcdserverpb.KV/Txn", nested.toByteArray());
        assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(status.getDescription()).isEqualTo("grpc: error unmarshalling request: unexpected EOF");

        TxnRequest txn = TxnRequest.getDefaultInstance();
        for (int i = 0; i < 30; i++) {
            txn = TxnRequest.newBuilder()
                    .addSuccess(RequestOp.newBuilder().setRequestTxn(txn))
                    .build();
        }
        requireOwnWords("a deep transaction", client.status("etcdserverpb.KV/Txn", txn));
        requireWrites("after deep ones");
        requireNothingLeft();
    }

    private static ByteString field(int number, ByteString content) {
        ByteString.Output out = ByteString.newOutput();
        out.write(number << 3 | 2);
        int length = content.size();
        for (; length >= 0x80; length >>>= 7) {
            out.write(length & 0x7F | 0x80);
        }
        out.write(length);
        return out.toByteString().concat(content);
    }

    private byte[] message(Message form) {
        byte[] bytes = messages.next(form).toByteArray();
        return switch (random.nextInt(4)) {
            case 0 -> noise();
            case 1 -> spoiled(bytes);
            default -> bytes;
        };
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(64)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] spoiled(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        byte[] spoiled = random.nextBoolean() ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
        for (int i = random.nextInt(3); i > 0 && spoiled.length > 0; i--) {
            spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt(256);
        }
        return spoiled;
    }

    private DoorClient.Stream send(String method, byte[] message) {
        DoorClient.Stream stream = client.open(method);
        stream.receive(Integer.MAX_VALUE);
        stream.send(message);
        stream.call.halfClose();
        return stream;
    }

    private void answered(String method, byte[] message) throws Exception {
        requireOwnWords(method, send(method, message).end());
    }

    /** Says some things on a stream that does not end by itself, and at last one whose answer is known. */
    private void talk(String method, Message form) throws Exception {
        DoorClient.Stream stream = client.open(method);
        stream.receive(Integer.MAX_VALUE);
        for (int i = random.nextInt(5); i >= 0; i--) {
            stream.send(message(form));
        }
        stream.send(
                form instanceof WatchRequest
                        ? WatchRequest.newBuilder()
                                .setCreateRequest(WatchCreateRequest.newBuilder()
                                        .setKey(ByteString.copyFromUtf8("z"))
                                        .setRangeEnd(ByteString.copyFromUtf8("a")))
                                .build()
                        : LeaseKeepAliveRequest.newBuilder().setID(77).build());
        Waiting.forState(method + " answers or ends", () -> !stream.received.isEmpty() || stream.hasEnded());
        stream.call.cancel("enough", null);
        requireOwnWords(method, stream.end());
    }

    /** No words of Java, and none of those for what nobody expected. */
    private void requireOwnWords(String what, Status status) {
        String text = String.valueOf(status.getDescription());
        assertThat(text)
                .as("seed %d, %s: %s", seed, what, status)
                .doesNotContain("Exception", "java.", "broke", "embedded etcd:", "Application error");
        if (!status.isOk()) {
            assertThat(status.getDescription())
                    .as("seed %d, %s: %s", seed, what, status)
                    .isNotEmpty();
        }
        assertThat(complaints.heard()).as("seed %d, %s: %s", seed, what, status).isEmpty();
    }

    /** The server goes on, once the alarms are off that a message may have raised. */
    private void requireWrites(String key) throws Exception {
        DoorClient.Stream list = send("etcdserverpb.Maintenance/Alarm", new byte[0]);
        for (AlarmMember alarm : AlarmResponse.parseFrom(list.next()).getAlarmsList()) {
            AlarmRequest off = AlarmRequest.newBuilder()
                    .setAction(AlarmRequest.AlarmAction.DEACTIVATE)
                    .setMemberID(alarm.getMemberID())
                    .setAlarmValue(alarm.getAlarmValue())
                    .build();
            assertThat(client.status("etcdserverpb.Maintenance/Alarm", off).isOk())
                    .isTrue();
        }
        PutRequest put =
                PutRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).build();
        assertThat(client.status("etcdserverpb.KV/Put", put))
                .as("seed %d, %s", seed, key)
                .isEqualTo(Status.OK);
    }

    private void requireNothingLeft() throws Exception {
        Waiting.forState("all streams are gone", () -> etcd.streamCount() == 0);
        assertThat(etcd.watcherCount()).isZero();
        assertThat(complaints.heard()).isEmpty();
    }
}
