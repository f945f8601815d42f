package io.mainstay.etcd.testkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that the server ends, in every way it may: acceptance test 3. */
@ExtendWith(LeakGate.class)
class StreamEndAcceptanceTest {
    private static final ResponseHeader AT_SEVEN = new ResponseHeader(1, 1, 7, 1);

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of("OK", Optional.empty()),
                Arguments.of(
                        "UNAVAILABLE without text", Optional.of(TransportFailure.answered(ErrorCode.UNAVAILABLE, ""))),
                Arguments.of(
                        "UNAUTHENTICATED",
                        Optional.of(TransportFailure.answered(
                                ErrorCode.UNAUTHENTICATED, "etcdserver: invalid auth token"))),
                Arguments.of("a lost connection", Optional.of(TransportFailure.lost("connection reset", null))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void a03AStreamThatTheServerEndsIsTakenUpAgain(String name, Optional<TransportFailure> end) throws Exception {
        ScriptedTransport transport = new ScriptedTransport();
        try (EtcdClient etcd = EtcdClient.builder().transport(transport).build()) {
            Watch watch = etcd.watch("k");
            ScriptedStream<WatchCommand, WatchReply> first = transport.nextStream(Rpcs.WATCH);
            WatchCommand.Create created = (WatchCommand.Create) first.nextSent();
            first.reply(WatchReply.created(AT_SEVEN, created.watchId()));
            assertThat(watch.ready().get(10, TimeUnit.SECONDS)).isEqualTo(8);

            first.end(end.orElse(null));
            ScriptedStream<WatchCommand, WatchReply> second = transport.nextStream(Rpcs.WATCH);
            WatchCommand.Create again = (WatchCommand.Create) second.nextSent();
            assertThat(again.startRevision()).isEqualTo(8);
            second.reply(WatchReply.created(new ResponseHeader(1, 1, 9, 1), again.watchId()));
            second.reply(WatchReply.events(AT_SEVEN, again.watchId(), List.of(put(8))));
            assertThat(watch.next().orElseThrow().events())
                    .extracting(WatchEvent::revision)
                    .containsExactly(8L);
        }
    }

    /** A server that stops in order says goodbye to its connections by GOAWAY. */
    @Test
    void a03AGoawayIsSurvived() throws Exception {
        RealEtcdOptions options =
                RealEtcdOptions.of(Requirement.realEtcd("3.6")).withFlags("--unsafe-no-fsync");
        try (RealEtcd server = RealEtcd.start(options);
                EtcdClient etcd = EtcdClient.connect(server.endpoint())) {
            Watch watch = etcd.watch("k");
            watch.ready().get(10, TimeUnit.SECONDS);
            server.stop();
            server.restart();
            long written = etcd.kv().put("k", "after").header().revision();
            assertThat(watch.next().orElseThrow().events())
                    .extracting(WatchEvent::revision)
                    .containsExactly(written);
        }
    }

    private static WatchEvent put(long revision) {
        KeyValue kv = new KeyValue(Bytes.utf8("k"), Bytes.utf8("v"), revision, revision, 1, 0);
        return new WatchEvent(WatchEvent.Type.PUT, kv, null);
    }
}
