package io.mainstay.etcd.embedded.internal.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.cluster.DefragmentRequest;
import io.mainstay.etcd.cluster.DefragmentResult;
import io.mainstay.etcd.cluster.DowngradeRequest;
import io.mainstay.etcd.cluster.DowngradeResult;
import io.mainstay.etcd.cluster.HashRequest;
import io.mainstay.etcd.cluster.HashResult;
import io.mainstay.etcd.cluster.MemberAddRequest;
import io.mainstay.etcd.cluster.MemberAddResult;
import io.mainstay.etcd.cluster.MemberPromoteRequest;
import io.mainstay.etcd.cluster.MemberRemoveRequest;
import io.mainstay.etcd.cluster.MemberUpdateRequest;
import io.mainstay.etcd.cluster.MoveLeaderRequest;
import io.mainstay.etcd.cluster.MoveLeaderResult;
import io.mainstay.etcd.cluster.SnapshotChunk;
import io.mainstay.etcd.cluster.SnapshotRequest;
import io.mainstay.etcd.embedded.internal.door.Door;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Any value, sent from the client's transport through the door and answered, arrives as it was on both sides. */
class RoundTripTest {
    private static final int TIMES = 150;

    private final long seed = Long.getLong("mainstay.seed", System.identityHashCode(new Object()));
    private final RandomValues values = new RandomValues(seed);
    private final RecordingTransport inner = new RecordingTransport();
    private Door door;
    private Transport transport;

    @BeforeEach
    void open() {
        System.out.println("RoundTripTest: -Dmainstay.seed=" + seed);
        door = Door.open(inner, new InetSocketAddress("127.0.0.1", 0));
        transport = new GrpcTransportProvider()
                .connect(Endpoint.parse("127.0.0.1:" + door.address().getPort()));
    }

    @AfterEach
    void close() {
        transport.close();
        door.close();
    }

    @Test
    void range() throws Exception {
        calls(Rpcs.RANGE, RandomValues::rangeRequest, RandomValues::rangeResult);
    }

    @Test
    void put() throws Exception {
        calls(Rpcs.PUT, RandomValues::putRequest, RandomValues::putResult);
    }

    @Test
    void deleteRange() throws Exception {
        calls(Rpcs.DELETE_RANGE, RandomValues::deleteRequest, RandomValues::deleteResult);
    }

    @Test
    void txn() throws Exception {
        calls(Rpcs.TXN, RandomValues::txnRequest, RandomValues::txnResult);
    }

    @Test
    void compact() throws Exception {
        calls(Rpcs.COMPACT, RandomValues::compactRequest, RandomValues::compactResult);
    }

    @Test
    void leaseGrant() throws Exception {
        calls(Rpcs.LEASE_GRANT, RandomValues::leaseGrantRequest, RandomValues::leaseGrantResult);
    }

    @Test
    void leaseRevoke() throws Exception {
        calls(Rpcs.LEASE_REVOKE, RandomValues::leaseRevokeRequest, RandomValues::leaseRevokeResult);
    }

    @Test
    void leaseTimeToLive() throws Exception {
        calls(Rpcs.LEASE_TIME_TO_LIVE, RandomValues::leaseTimeToLiveRequest, RandomValues::leaseTimeToLiveResult);
    }

    @Test
    void leaseLeases() throws Exception {
        calls(Rpcs.LEASE_LEASES, RandomValues::leaseLeasesRequest, RandomValues::leaseLeasesResult);
    }

    @Test
    void memberList() throws Exception {
        calls(Rpcs.MEMBER_LIST, RandomValues::memberListRequest, RandomValues::memberListResult);
    }

    @Test
    void status() throws Exception {
        calls(Rpcs.STATUS, RandomValues::statusRequest, RandomValues::statusResult);
    }

    @Test
    void hashKv() throws Exception {
        calls(Rpcs.HASH_KV, RandomValues::hashKvRequest, RandomValues::hashKvResult);
    }

    @Test
    void alarm() throws Exception {
        calls(Rpcs.ALARM, RandomValues::alarmRequest, RandomValues::alarmResult);
    }

    @Test
    void memberChanges() throws Exception {
        calls(
                Rpcs.MEMBER_ADD,
                v -> new MemberAddRequest(v.list(v::text), v.flag()),
                v -> new MemberAddResult(v.header(), v.member(), v.list(v::member)));
        calls(Rpcs.MEMBER_REMOVE, v -> new MemberRemoveRequest(v.number()), RandomValues::memberListResult);
        calls(Rpcs.MEMBER_PROMOTE, v -> new MemberPromoteRequest(v.number()), RandomValues::memberListResult);
        calls(
                Rpcs.MEMBER_UPDATE,
                v -> new MemberUpdateRequest(v.number(), v.list(v::text)),
                RandomValues::memberListResult);
    }

    @Test
    void maintenance() throws Exception {
        ResponseHeader none = ResponseHeader.ofRevision(0);
        calls(Rpcs.HASH, v -> new HashRequest(), v -> new HashResult(v.header(), (int) v.number()));
        calls(Rpcs.DEFRAGMENT, v -> new DefragmentRequest(), v -> new DefragmentResult(none));
        calls(Rpcs.MOVE_LEADER, v -> new MoveLeaderRequest(v.number()), v -> new MoveLeaderResult(none));
        calls(
                Rpcs.DOWNGRADE,
                v -> new DowngradeRequest(v.any(DowngradeRequest.Action.values()), v.text()),
                v -> new DowngradeResult(v.header(), v.text()));
    }

    @Test
    void snapshot() throws Exception {
        ResponseHeader none = ResponseHeader.ofRevision(0);
        answers(
                Rpcs.SNAPSHOT,
                new SnapshotRequest(),
                v -> new SnapshotChunk(none, v.number(), Bytes.utf8(v.text()), v.text()));
    }

    @Test
    void rangeStream() throws Exception {
        answers(Rpcs.RANGE_STREAM, values.rangeRequest(), v -> {
            RangeResult piece = v.rangeResult();
            return v.flag() && piece.header().revision() != 0
                    ? piece
                    : new RangeResult(ResponseHeader.ofRevision(0), piece.kvs(), piece.more(), piece.count());
        });
    }

    @Test
    void watch() throws Exception {
        messages(Rpcs.WATCH, RandomValues::watchCommand, RandomValues::watchReply);
    }

    @Test
    void leaseKeepAlive() throws Exception {
        messages(Rpcs.LEASE_KEEP_ALIVE, RandomValues::leaseKeepAliveRequest, RandomValues::leaseKeepAliveResult);
    }

    private <Q, R> void calls(Rpc<Q, R> rpc, Function<RandomValues, Q> requests, Function<RandomValues, R> answers)
            throws Exception {
        for (int i = 0; i < TIMES; i++) {
            Q request = requests.apply(values);
            R answer = answers.apply(values);
            CallContext context = i % 2 == 0 ? CallContext.PLAIN : CallContext.REQUIRE_LEADER;
            CompletableFuture<R> answered = new CompletableFuture<>();
            transport.call(rpc, request, context, new ResponseHandler<>() {
                @Override
                public void onResponse(R response) {
                    answered.complete(response);
                }

                @Override
                public void onFailure(TransportFailure failure) {
                    answered.completeExceptionally(new AssertionError(failure));
                }
            });
            RecordingTransport.Call call = inner.nextCall();
            assertThat(call.rpc()).isSameAs(rpc);
            assertThat(call.request()).isEqualTo(request);
            assertThat(call.context()).isEqualTo(context);
            call.handler().onResponse(answer);
            assertThat(answered.get(20, TimeUnit.SECONDS)).isEqualTo(answer);
        }
    }

    /** A stream of one request. */
    private <Q, R> void answers(Rpc<Q, R> rpc, Q request, Function<RandomValues, R> answers) throws Exception {
        BlockingQueue<R> arrived = new LinkedBlockingQueue<>();
        Exchange<Q> exchange = transport.open(rpc, CallContext.PLAIN, new StreamHandler<>() {
            @Override
            public void onMessage(R message) {
                arrived.add(message);
            }

            @Override
            public void onEnd(@Nullable TransportFailure failure) {}
        });
        exchange.request(TIMES);
        exchange.send(request);
        exchange.halfClose();
        RecordingTransport.Stream stream = inner.nextStream();
        assertThat(stream.rpc).isSameAs(rpc);
        assertThat(stream.nextSent()).isEqualTo(request);
        for (int i = 0; i < TIMES; i++) {
            R answer = answers.apply(values);
            stream.send(answer);
            assertThat(arrived.poll(20, TimeUnit.SECONDS)).isEqualTo(answer);
        }
        exchange.cancel();
    }

    private <Q, R> void messages(Rpc<Q, R> rpc, Function<RandomValues, Q> requests, Function<RandomValues, R> answers)
            throws Exception {
        BlockingQueue<R> arrived = new LinkedBlockingQueue<>();
        CompletableFuture<Optional<TransportFailure>> end = new CompletableFuture<>();
        Exchange<Q> exchange = transport.open(rpc, CallContext.REQUIRE_LEADER, new StreamHandler<>() {
            @Override
            public void onMessage(R message) {
                arrived.add(message);
            }

            @Override
            public void onEnd(@Nullable TransportFailure failure) {
                end.complete(Optional.ofNullable(failure));
            }
        });
        exchange.request(TIMES);
        RecordingTransport.Stream stream = inner.nextStream();
        assertThat(stream.rpc).isSameAs(rpc);
        assertThat(stream.context).isEqualTo(CallContext.REQUIRE_LEADER);
        for (int i = 0; i < TIMES; i++) {
            Q request = requests.apply(values);
            exchange.send(request);
            assertThat(stream.nextSent()).isEqualTo(request);
            R answer = answers.apply(values);
            stream.send(answer);
            assertThat(arrived.poll(20, TimeUnit.SECONDS)).isEqualTo(answer);
        }
        exchange.halfClose();
        assertThat(stream.halfClosed.await(20, TimeUnit.SECONDS)).isTrue();
        stream.handler.onEnd(null);
        assertThat(end.get(20, TimeUnit.SECONDS)).isEmpty();
    }
}
