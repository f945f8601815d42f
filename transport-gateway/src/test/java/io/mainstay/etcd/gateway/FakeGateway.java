package io.mainstay.etcd.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Transport;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** A server that speaks HTTP/1.1 to the byte as a test says. */
final class FakeGateway implements AutoCloseable {
    /** What is done with a request; returning leaves the connection open for the next one. */
    interface Script {
        void answer(Request request, Answer answer) throws IOException;
    }

    /** A request as it came. */
    record Request(String line, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    private final ServerSocket server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    private final ThreadFactory threads = DaemonThreads.named("fake-gateway");
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> hangups = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Closeable> open = new ConcurrentLinkedQueue<>();
    private final Script script;

    FakeGateway(Script script) throws IOException {
        this.script = script;
        threads.newThread(this::accept).start();
    }

    /** Answers each request with this body. */
    static FakeGateway answering(int status, String body) throws IOException {
        return new FakeGateway((request, answer) -> answer.whole(status, body));
    }

    Endpoint endpoint() {
        return Endpoint.parse("http://127.0.0.1:" + server.getLocalPort());
    }

    Transport connect() {
        return new GatewayTransportProvider().connect(endpoint(), ConnectOptions.DEFAULT);
    }

    Request request() throws InterruptedException {
        Request request = requests.poll(20, TimeUnit.SECONDS);
        assertThat(request).as("a request").isNotNull();
        return request;
    }

    /** Waits until the client has closed a connection. */
    void awaitHangup() throws InterruptedException {
        assertThat(hangups.poll(20, TimeUnit.SECONDS)).as("a closed connection").isNotNull();
    }

    void assertNoMoreRequests() {
        assertThat(requests).isEmpty();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                threads.newThread(() -> serve(socket)).start();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Request request = read(in); request != null; request = read(in)) {
                requests.add(request);
                script.answer(request, new Answer(socket));
            }
        } catch (IOException gone) {
            // Told below.
        }
        hangups.add("gone");
    }

    private static Request read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            if (colon < 0) {
                throw new IOException("not HTTP");
            }
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Request(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString().strip();
            }
            line.append((char) c);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Closeable each : open) {
            each.close();
        }
    }

    /** The answer to one request. */
    static final class Answer {
        private final Socket socket;
        private final OutputStream out;

        Answer(Socket socket) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
            socket.setTcpNoDelay(true);
        }

        void whole(int status, String body) throws IOException {
            raw("HTTP/1.1 " + status + " Some Reason\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
        }

        void beginChunks() throws IOException {
            raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        void chunk(byte[] bytes, int from, int to) throws IOException {
            if (to > from) {
                out.write((Integer.toHexString(to - from) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(bytes, from, to - from);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        }

        void chunk(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            chunk(bytes, 0, bytes.length);
        }

        void endChunks() throws IOException {
            raw("0\r\n\r\n");
        }

        void raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Cuts the connection. */
        void cut() throws IOException {
            socket.close();
        }

        /** Waits until the client closes the connection. */
        void untilHangup() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // Nothing is expected to come.
            }
        }
    }
}
