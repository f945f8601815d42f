package io.mainstay.etcd.testkit.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Random;

/** One connection through a proxy: two sockets and what is carried between them. */
final class TcpLink {
    private static final int CHUNK = 16 * 1024;
    private static final int QUIET_MILLIS = 5;
    private static final long NEVER = -1;

    private final Socket client;
    private final Socket server;
    private final Gate gate;
    private final long cutAfter;
    private volatile long halfOpenSince = NEVER;

    TcpLink(Socket client, Socket server, Gate gate, long cutAfter) {
        this.client = client;
        this.server = server;
        this.gate = gate;
        this.cutAfter = cutAfter;
    }

    /** Carries what the client sends, until either side ends. */
    void carryRequests() {
        carry(client, server, Side.CLIENT, Long.MAX_VALUE);
    }

    /** Carries what the server sends, until either side ends. */
    void carryAnswers() {
        carry(server, client, Side.SERVER, cutAfter);
    }

    private void carry(Socket from, Socket to, Side sender, long most) {
        byte[] chunk = new byte[CHUNK];
        Random chance = new Random(sender.name().hashCode());
        try {
            to.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            long left = most;
            while (left > 0) {
                Traffic traffic = gate.traffic();
                int read = read(from, in, chunk, (int) Math.min(chunk.length, left), traffic.merge());
                if (read < 0) {
                    break;
                }
                gate.pass(sender, traffic.nanosOf(read, chance));
                int piece = Math.min(read, traffic.split());
                for (int sent = 0; sent < read; sent += piece) {
                    out.write(chunk, sent, Math.min(piece, read - sent));
                }
                left -= read;
            }
        } catch (IOException ended) {
            // Either side has gone, or the test has cut the line: both are ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    /** Reads a piece; where pieces are merged, more of them until it is full or none comes for a moment. */
    private static int read(Socket from, InputStream in, byte[] chunk, int most, int merge) throws IOException {
        int read = in.read(chunk, 0, most);
        if (merge <= 1 || read < 0) {
            return read;
        }
        from.setSoTimeout(QUIET_MILLIS);
        try {
            while (read < Math.min(merge, most)) {
                int more = in.read(chunk, read, most - read);
                if (more < 0) {
                    break;
                }
                read += more;
            }
        } catch (SocketTimeoutException quiet) {
            // The sender waits for an answer, so what there is must go.
        } finally {
            from.setSoTimeout(0);
        }
        return read;
    }

    private void end() {
        try {
            if (halfOpenSince != NEVER) {
                gate.awaitHealing(halfOpenSince);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reset();
        }
    }

    /** Ends one side, and leaves the other in its belief until the line is healed. */
    void halfOpen(Side thinksItIsOpen) {
        halfOpenSince = gate.healings();
        reset(thinksItIsOpen == Side.CLIENT ? server : client);
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
