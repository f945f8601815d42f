package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.internal.disk.KilledDisk;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of clients that are slow, silent or mad, at a server with 64 MB of memory, which ends when it has none
 * left: it goes on to serve the others, and nothing is left of them when they are gone.
 */
@Tag("slow")
class CrowdTest {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    private static final byte[] PING = {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8};

    @TempDir
    private Path data;

    private KilledProcess server;
    private Endpoint endpoint;
    private Transport line;
    private Caller caller;
    private String before;

    @BeforeEach
    void start() throws Exception {
        server = KilledProcess.start(data, KilledDisk.REAL, 64 << 20);
        endpoint = server.endpoint();
        line = KilledProcess.connect(endpoint);
        caller = new Caller(line);
        caller.put("a", "0");
        before = server.counts();
    }

    @AfterEach
    void stop() throws Exception {
        line.close();
        server.close();
    }

    @Test
    void twoThousandSilentConnectionsTakeNoThreadAndLeaveNothing() throws Exception {
        List<byte[]> beginnings = List.of(
                new byte[0],
                new byte[] {'P'},
                "POST /v3/kv/put HTTP/1.1\r\nHost: here\r\nX-".getBytes(StandardCharsets.US_ASCII),
                "POST /v3/kv/put HTTP/1.1\r\nHost: here\r\nContent-Length: 99\r\n\r\n{"
                        .getBytes(StandardCharsets.US_ASCII),
                PREFACE);
        List<Socket> crowd = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Socket socket = connect();
            socket.getOutputStream().write(beginnings.get(i % beginnings.size()));
            crowd.add(socket);
        }
        assertThat(caller.put("a", "1")).isEqualTo(3);
        assertThat(number(server.counts(), 2)).as("threads").isEqualTo(number(before, 2));
        for (Socket socket : crowd) {
            socket.close();
        }
        requireNothingLeft();
    }

    @Test
    void fiveThousandWatchesOfOneWhoDoesNotReadHoldNobodyUp() throws Exception {
        try (Transport stalled = KilledProcess.connect(endpoint)) {
            Recorder<WatchCommand, WatchReply> deaf = Recorder.openWithoutRoom(stalled, Rpcs.WATCH);
            for (int i = 0; i < 5_000; i++) {
                deaf.exchange().send(Caller.watch("k", 0));
            }
            Waiting.forState("all watches are there", () -> server.counts().contains(" 5000 watches"));
            Recorder<WatchCommand, WatchReply> reader = Recorder.open(line, Rpcs.WATCH);
            reader.ask(Caller.watch("k", 0));
            String value = "x".repeat(1000);
            for (int i = 0; i < 1_000; i++) {
                long revision = caller.put("k", i + value);
                List<WatchEvent> events = reader.next().events();
                assertThat(events).hasSize(1);
                assertThat(events.get(0).revision()).isEqualTo(revision);
            }
            deaf.exchange().request(5_000);
            assertThat(deaf.next(5_000)).allMatch(reply -> reply.kind() == WatchReply.Kind.CREATED);
            deaf.exchange().request(Integer.MAX_VALUE);
            long events = 0;
            while (events < 5_000) {
                events += deaf.next().events().size();
            }
            reader.exchange().cancel();
        }
        requireNothingLeft();
    }

    @Test
    void whoAsksAndNeverReadsTheAnswersIsMadeToWait() throws Exception {
        try (FloodClient flood = new FloodClient(endpoint)) {
            assertThat(flood.isMadeToWait("etcdserverpb.Lease/LeaseKeepAlive", new byte[] {8, 1}, this::marker))
                    .as("keep-alives")
                    .isTrue();
            byte[] refused = {10, 6, 10, 1, 'b', 18, 1, 'a'};
            assertThat(flood.isMadeToWait("etcdserverpb.Watch/Watch", refused, this::marker))
                    .as("watches that are refused")
                    .isTrue();
        }
        requireNothingLeft();
    }

    private void marker() {
        caller.put("marker", "");
    }

    @Test
    void aFloodOfPingsIsCutOff() throws Exception {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(PREFACE);
            out.write(SETTINGS);
            try {
                for (int i = 0; i < 1_000_000; i++) {
                    out.write(PING);
                }
                throw new AssertionError("a million pings were taken");
            } catch (SocketException cutOff) {
                assertThat(cutOff).isNotNull();
            }
        }
        assertThat(caller.put("a", "1")).isEqualTo(3);
        requireNothingLeft();
    }

    @Test
    void aStormOfConnectionsLeavesNothing() throws Exception {
        for (int i = 0; i < 60; i++) {
            Transport storm = KilledProcess.connect(endpoint);
            List<Exchange<?>> open = new ArrayList<>();
            for (int stream = 0; stream < 5; stream++) {
                Recorder<WatchCommand, WatchReply> watch = Recorder.open(storm, Rpcs.WATCH);
                watch.ask(Caller.watch("k", 1));
                open.add(watch.exchange());
                Recorder<LeaseKeepAliveRequest, LeaseKeepAliveResult> keeping =
                        Recorder.open(storm, Rpcs.LEASE_KEEP_ALIVE);
                keeping.ask(new LeaseKeepAliveRequest(1));
                open.add(keeping.exchange());
            }
            if (i % 2 == 0) {
                open.forEach(Exchange::cancel);
            }
            storm.close();
        }
        requireNothingLeft();
    }

    private Socket connect() throws IOException {
        return new Socket(endpoint.host(), endpoint.port());
    }

    /** Streams, watches and threads are as before, and so are files and sockets, but for a library just opened. */
    private void requireNothingLeft() throws InterruptedException {
        Waiting.forState("as before: " + before, () -> {
            String now = server.counts();
            return number(now, 0) == number(before, 0)
                    && number(now, 1) == number(before, 1)
                    && number(now, 2) == number(before, 2)
                    && number(now, 3) < number(before, 3) + 10;
        });
        caller.put("goes on", "");
    }

    private static long number(String counts, int which) {
        return Long.parseLong(counts.split(", ")[which].split(" ")[0]);
    }
}
