package io.mainstay.etcd.internal.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.election.LeaderObservation;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Observations of a server played by hand: taken up again after a break, without telling a leader twice. */
class ObservationScriptTest {
    private static final Duration LONG = Duration.ofSeconds(5);

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .clock(clock)
            .random(new Random(1))
            .executor(Runnable::run)
            .build();
    private final LeaderObservation observation = etcd.electionService().observe("e");

    @AfterEach
    void close() {
        etcd.close();
    }

    private ScriptedStream<LeaderRequest, LeaderResult> stream() {
        ScriptedStream<LeaderRequest, LeaderResult> stream = server.nextStream(Rpcs.OBSERVE);
        assertThat(stream.nextSent()).isEqualTo(new LeaderRequest(Bytes.utf8("e")));
        assertThat(stream.context().requireLeader()).isTrue();
        return stream;
    }

    private static LeaderResult leader(String key, long created, long modified) {
        KeyValue kv = new KeyValue(Bytes.utf8(key), Bytes.EMPTY, created, modified, 1, 1);
        return new LeaderResult(ResponseHeader.ofRevision(modified), kv);
    }

    private LeaderResult told() {
        return observation.poll(LONG).orElseThrow();
    }

    @Test
    void goesOnAfterACut() {
        ScriptedStream<LeaderRequest, LeaderResult> first = stream();
        first.reply(leader("e/1", 5, 5));
        assertThat(told()).isEqualTo(leader("e/1", 5, 5));
        first.end(TransportFailure.lost("connection reset", null));
        clock.advance(LONG);
        ScriptedStream<LeaderRequest, LeaderResult> second = stream();
        second.reply(leader("e/1", 5, 5));
        second.reply(leader("e/1", 5, 6));
        assertThat(told()).isEqualTo(leader("e/1", 5, 6));
        second.end(null);
        clock.advance(LONG);
        ScriptedStream<LeaderRequest, LeaderResult> third = stream();
        third.reply(leader("e/2", 4, 4));
        assertThat(told()).isEqualTo(leader("e/2", 4, 4));
    }

    @Test
    void goesOnWhenTheServerGivesUp() {
        stream().end(TransportFailure.answered(ErrorCode.UNKNOWN, "election: observe closed early"));
        clock.advance(LONG);
        stream().reply(leader("e/1", 5, 5));
        assertThat(told()).isEqualTo(leader("e/1", 5, 5));
    }

    @Test
    void endsTypedWhereItMayNot() {
        stream().end(TransportFailure.answered(ErrorCode.PERMISSION_DENIED, "etcdserver: permission denied"));
        assertThatThrownBy(observation::next).isInstanceOf(PermissionDeniedException.class);
        clock.advance(LONG);
        assertThat(server.hasStream()).isFalse();
    }

    @Test
    void makesRoomOnlyAsItIsRead() {
        ScriptedStream<LeaderRequest, LeaderResult> stream = stream();
        for (int i = 1; i <= 16; i++) {
            stream.reply(leader("e/1", 1, i));
        }
        assertThatThrownBy(() -> stream.reply(leader("e/1", 1, 17))).isInstanceOf(AssertionError.class);
    }

    @Test
    void endsOnTheServerWhenClosed() {
        ScriptedStream<LeaderRequest, LeaderResult> stream = stream();
        observation.close();
        assertThat(stream.isCancelled()).isTrue();
        assertThat(observation.next()).isEmpty();
        assertThat(observation.iterator().hasNext()).isFalse();
    }

    @Test
    void opensNothingOnceClosedInAPause() {
        stream().end(TransportFailure.lost("connection reset", null));
        observation.close();
        clock.advance(LONG);
        assertThat(server.hasStream()).isFalse();
    }
}
