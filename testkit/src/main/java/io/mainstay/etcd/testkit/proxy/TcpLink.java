package io.mainstay.etcd.testkit.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One connection through a proxy: two sockets and what is carried between them. */
final class TcpLink {
    private static final int CHUNK = 16 * 1024;

    private final Socket client;
    private final Socket server;
    private final Gate gate;
    private final long cutAfter;

    TcpLink(Socket client, Socket server, Gate gate, long cutAfter) {
        this.client = client;
        this.server = server;
        this.gate = gate;
        this.cutAfter = cutAfter;
    }

    /** Carries what the client sends, until either side ends. */
    void carryRequests() {
        carry(client, server, false, Long.MAX_VALUE);
    }

    /** Carries what the server sends, until either side ends. */
    void carryAnswers() {
        carry(server, client, true, cutAfter);
    }

    private void carry(Socket from, Socket to, boolean answers, long most) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            long left = most;
            while (left > 0) {
                int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
                if (read < 0) {
                    break;
                }
                gate.pass(answers);
                out.write(chunk, 0, read);
                left -= read;
            }
        } catch (IOException ended) {
            // Either side has gone, or the test has cut the line: both are ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reset();
        }
    }

    /** Ends both sides without a farewell. */
    void reset() {
        reset(client);
        reset(server);
    }

    static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // It is closed already, which is all that is wanted.
        }
    }
}
