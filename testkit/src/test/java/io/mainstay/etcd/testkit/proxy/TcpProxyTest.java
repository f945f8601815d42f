package io.mainstay.etcd.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.testkit.junit.LeakGate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LeakGate.class)
class TcpProxyTest {
    private static final int PATIENCE_MILLIS = 10_000;

    private ServerSocket server;
    private TcpProxy proxy;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);
        proxy = TcpProxy.to("http://127.0.0.1:" + server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void carriesBothWays() throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            client.getOutputStream().write(7);
            assertThat(accepted.getInputStream().read()).isEqualTo(7);
            accepted.getOutputStream().write(8);
            assertThat(client.getInputStream().read()).isEqualTo(8);
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void cutResetsWhatIsOpenAndServesWhatComes() throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            roundTrip(client, accepted);
            proxy.cut();
            assertThatThrownBy(() -> mustNotRead(client)).isInstanceOf(IOException.class);
        }
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            roundTrip(client, accepted);
        }
    }

    @Test
    void blockedItResetsEveryNewConnection() throws IOException {
        proxy.block();
        try (Socket client = connect()) {
            assertThatThrownBy(() -> mustNotRead(client)).isInstanceOf(IOException.class);
        }
        proxy.heal();
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            roundTrip(client, accepted);
        }
    }

    @Test
    void stalledItHoldsBackAndForgetsNothing() throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            roundTrip(client, accepted);
            proxy.stall();
            client.getOutputStream().write(9);
            accepted.setSoTimeout(200);
            assertThatThrownBy(() -> accepted.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            accepted.setSoTimeout(PATIENCE_MILLIS);
            proxy.heal();
            assertThat(accepted.getInputStream().read()).isEqualTo(9);
        }
    }

    @Test
    void stalledAnswersLetRequestsThrough() throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            proxy.stallAnswers();
            client.getOutputStream().write(1);
            assertThat(accepted.getInputStream().read()).isEqualTo(1);
            accepted.getOutputStream().write(2);
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            client.setSoTimeout(PATIENCE_MILLIS);
            proxy.heal();
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void cutAfterCountsWhatTheServerSends() throws IOException {
        proxy.cutAfter(3);
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            accepted.getOutputStream().write(new byte[] {1, 2, 3, 4, 5});
            // A reset may overtake bytes that were carried, so fewer than three may arrive, but never more.
            int received = 0;
            try {
                while (client.getInputStream().read() >= 0) {
                    received++;
                }
            } catch (IOException reset) {
                assertThat(received).isLessThanOrEqualTo(3);
            }
            assertThat(received).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void refusedNobodyGetsThrough() throws IOException {
        for (int i = 0; i < 100; i++) {
            proxy.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            proxy.heal();
            try (Socket client = connect();
                    Socket accepted = server.accept()) {
                roundTrip(client, accepted);
            }
        }
    }

    @Test
    void aBlackholeOfRequestsLetsAnswersThrough() throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            roundTrip(client, accepted);
            proxy.blackhole(Side.CLIENT);
            client.getOutputStream().write(1);
            accepted.getOutputStream().write(2);
            assertThat(client.getInputStream().read()).isEqualTo(2);
            accepted.setSoTimeout(200);
            assertThatThrownBy(() -> accepted.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            accepted.setSoTimeout(PATIENCE_MILLIS);
            proxy.heal();
            assertThat(accepted.getInputStream().read()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void halfOpenOneSideIsToldNothing(Side alive) throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            roundTrip(client, accepted);
            proxy.halfOpen(alive);
            Socket fooled = alive == Side.CLIENT ? client : accepted;
            Socket told = alive == Side.CLIENT ? accepted : client;
            assertThatThrownBy(() -> mustNotRead(told)).isInstanceOf(IOException.class);
            fooled.setSoTimeout(200);
            assertThatThrownBy(() -> fooled.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            fooled.setSoTimeout(PATIENCE_MILLIS);
            try (Socket another = connect();
                    Socket served = server.accept()) {
                roundTrip(another, served);
            }
            proxy.heal();
            assertThatThrownBy(() -> mustNotRead(fooled))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    /** Whatever happens to the pieces, the bytes are the same and in the same order. */
    @ParameterizedTest
    @MethodSource
    void piecesChangeAndBytesDoNot(LineFault fault) throws IOException {
        proxy.inflict(fault);
        byte[] sent = new byte[5_000];
        new Random(1).nextBytes(sent);
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            accepted.getOutputStream().write(sent);
            assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
            client.getOutputStream().write(sent);
            assertThat(accepted.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
        }
    }

    static List<LineFault> piecesChangeAndBytesDoNot() {
        return List.of(
                new LineFault.Split(3),
                new LineFault.Merge(4_096),
                new LineFault.Delay(Duration.ofMillis(5), Duration.ofMillis(5)),
                new LineFault.Throttle(50_000));
    }

    @Test
    void delayedBytesGoAtOnceWhenHealed() throws IOException {
        proxy.delay(Duration.ofHours(1), Duration.ZERO);
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            client.getOutputStream().write(4);
            accepted.setSoTimeout(200);
            assertThatThrownBy(() -> accepted.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            accepted.setSoTimeout(PATIENCE_MILLIS);
            proxy.heal();
            assertThat(accepted.getInputStream().read()).isEqualTo(4);
        }
    }

    @Test
    void aThrottledPieceTakesItsTime() throws IOException {
        proxy.throttle(1);
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            client.getOutputStream().write(new byte[3_600]);
            accepted.setSoTimeout(200);
            assertThatThrownBy(() -> accepted.getInputStream().readNBytes(3_600))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void roundTrip(Socket client, Socket accepted) throws IOException {
        client.getOutputStream().write(1);
        assertThat(accepted.getInputStream().read()).isEqualTo(1);
    }

    /** Reads what must not be there: a broken line shows as an exception or as its end, by chance. */
    private static void mustNotRead(Socket socket) throws IOException {
        int read = socket.getInputStream().read();
        assertThat(read).as("what was read").isNegative();
        throw new IOException("the line has ended");
    }
}
