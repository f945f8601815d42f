package io.mainstay.etcd.testkit.differential;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;

/** A connection on which bytes are written as they are. */
final class RawSocket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;

    RawSocket(String endpoint) throws IOException {
        URI address = URI.create(endpoint);
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /**
     * The answer to one request, whose lines are parted by bars: its status, the headers that say something, sorted,
     * and its body.
     */
    static String answer(String endpoint, String request) throws IOException {
        try (RawSocket line = new RawSocket(endpoint)) {
            String head = request.replaceFirst("\\|", " HTTP/1.1|Host: here|").replace("|", "\r\n");
            line.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            List<String> lines = line.head().lines().toList();
            TreeSet<String> headers = new TreeSet<>(lines.subList(1, lines.size()));
            headers.removeIf(header -> header.toLowerCase().matches("(date|content-length|connection):.*"));
            int length = lines.stream()
                    .filter(header -> header.toLowerCase().startsWith("content-length:"))
                    .map(header -> Integer.valueOf(header.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
            String body = new String(line.socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
            return lines.get(0) + headers.toString().toLowerCase() + body.replace(", ", ",");
        }
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The head of an answer, to the empty line behind it. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("it ends in the head of an answer: " + head);
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    /** All that comes to the end of the connection, be it a good one or not. */
    byte[] rest() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException reset) {
            return all.toByteArray();
        }
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
