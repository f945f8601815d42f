package io.mainstay.etcd.embedded.internal.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection on which a test says byte for byte what it wants, and reads HTTP/1.1 answers. */
final class HttpLine implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket;
    private final InputStream in;

    HttpLine(InetSocketAddress to) throws IOException {
        socket = new Socket(to.getAddress(), to.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** An answer with its whole body. */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** The bytes of a POST with a JSON body. */
    static String post(String path, String body, String... headers) {
        StringBuilder request = new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\nHost: here\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return request.append("Content-Length: ")
                .append(length)
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    HttpLine send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    HttpLine send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends a part of a chunked body. */
    HttpLine chunk(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return send(Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n");
    }

    /** The next whole answer. */
    Answer answer() throws IOException {
        return answer(true);
    }

    /** The next whole answer, to a HEAD. */
    Answer answerWithoutBody() throws IOException {
        return answer(false);
    }

    private Answer answer(boolean hasBody) throws IOException {
        Answer head = head();
        if (!hasBody) {
            return head;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (head.header("transfer-encoding").equals("chunked")) {
            for (String part = chunk(); !part.isEmpty(); part = chunk()) {
                body.writeBytes(part.getBytes(StandardCharsets.UTF_8));
            }
        } else if (head.headers().containsKey("content-length")) {
            body.writeBytes(in.readNBytes(Integer.parseInt(head.header("content-length"))));
        } else {
            body.writeBytes(in.readAllBytes());
        }
        return new Answer(head.status(), head.headers(), body.toString(StandardCharsets.UTF_8));
    }

    /** The next answer's head. */
    Answer head() throws IOException {
        String[] first = line().split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(first[1]), headers, "");
    }

    /** The next part of a chunked body; empty at its end. */
    String chunk() throws IOException {
        int length = Integer.parseInt(line(), 16);
        String part = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        line();
        return part;
    }

    /** Waits until the other side has ended the connection, and says whether it did so without another word. */
    boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended within a line: " + line.toString(StandardCharsets.UTF_8));
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
