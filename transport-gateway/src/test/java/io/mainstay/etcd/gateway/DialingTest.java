package io.mainstay.etcd.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.RecordedCall;
import io.mainstay.etcd.testing.RecordedStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many connections are looked for at a time, and what becomes of those who wait for their turn. */
class DialingTest {
    private static final int AT_ONCE = 8;
    private static final int MANY = 10_000;

    /** What a client that is no part of the trial says; a handshake begins otherwise. */
    private static final int LAST = 'x';

    private final Dialing dialing = new Dialing();
    private final Deque<Integer> dialed = new ArrayDeque<>();
    private final List<TransportFailure> unreachable = new ArrayList<>();
    private final ServerSocket mute;

    DialingTest() throws IOException {
        mute = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        mute.close();
    }

    @Test
    void aFewDialAtATimeInTheirOrder() {
        for (int i = 0; i < AT_ONCE + 2; i++) {
            add(i);
        }
        assertThat(dialed).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        dialing.connected();
        assertThat(dialed).endsWith(7, 8).hasSize(AT_ONCE + 1);
        dialing.connected();
        dialing.connected();
        assertThat(dialed).endsWith(8, 9).hasSize(AT_ONCE + 2);
    }

    @Test
    void whoWaitsSharesTheFateOfWhoFails() {
        for (int i = 0; i < AT_ONCE + 2; i++) {
            add(i);
        }
        TransportFailure why = TransportFailure.notSent(ErrorCode.UNAVAILABLE, "nobody there", null);
        dialing.failed(why);
        assertThat(unreachable).containsExactly(why, why);
        add(AT_ONCE + 2);
        assertThat(dialed).endsWith(7, AT_ONCE + 2).hasSize(AT_ONCE + 1);
    }

    @Test
    void manyThatNeedNoneAnyMoreAreNoBurden() {
        for (int i = 0; i < AT_ONCE; i++) {
            add(i);
        }
        for (int i = 0; i < MANY; i++) {
            dialing.add(new Caller(i) {
                @Override
                public void dial() {
                    super.dial();
                    dialing.connected();
                }
            });
        }
        dialing.connected();
        assertThat(dialed).hasSize(AT_ONCE + MANY);
    }

    @Test
    void watchesShakeHandsAFewAtATime() throws Exception {
        try (Transport transport = connect()) {
            RecordedStream<WatchReply> seen = new RecordedStream<>();
            Exchange<WatchCommand> stream = transport.open(Rpcs.WATCH, CallContext.PLAIN, seen);
            stream.request(1);
            for (int i = 1; i <= 50; i++) {
                stream.send(
                        new WatchCommand.Create(KeyRange.single(Bytes.utf8("k")), 0, i, false, false, true, Set.of()));
            }
            assertThat(seen.end()).get().satisfies(failure -> {
                assertThat(failure.sent()).isFalse();
                assertThat(failure.text()).contains("connect timeout");
            });
        }
        assertThat(connections()).isBetween(1, AT_ONCE);
    }

    @Test
    void callsThatWaitAreToldAtOnceThatNobodyIsThere() throws Exception {
        try (Transport transport = connect()) {
            List<RecordedCall<RangeResult>> calls = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                RecordedCall<RangeResult> call = new RecordedCall<>();
                calls.add(call);
                transport.call(Rpcs.RANGE, RangeRequest.of(KeyRange.all()), CallContext.PLAIN, call);
            }
            for (RecordedCall<RangeResult> call : calls) {
                assertThat(call.failure().sent()).isFalse();
            }
        }
        assertThat(connections()).isBetween(1, AT_ONCE);
    }

    private void add(int number) {
        dialing.add(new Caller(number));
    }

    private Transport connect() {
        return new GatewayTransportProvider()
                .connect(
                        Endpoint.parse("https://127.0.0.1:" + mute.getLocalPort()),
                        ConnectOptions.DEFAULT.withConnectTimeout(Duration.ofSeconds(1)));
    }

    /** How many connections the server that never says a word was asked for before this. */
    private int connections() throws IOException {
        try (Socket last = new Socket(mute.getInetAddress(), mute.getLocalPort())) {
            last.getOutputStream().write(LAST);
            for (int count = 0; ; count++) {
                try (Socket next = mute.accept()) {
                    if (next.getInputStream().read() == LAST) {
                        return count;
                    }
                }
            }
        }
    }

    private class Caller implements Dialing.Caller {
        private final int number;

        Caller(int number) {
            this.number = number;
        }

        @Override
        public void dial() {
            dialed.add(number);
        }

        @Override
        public void unreachable(TransportFailure why) {
            unreachable.add(why);
        }
    }
}
