package io.mainstay.etcd.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The port of a proxy: it listens, or refuses and keeps its number meanwhile. The number is kept by a socket that is
 * bound to it and does not listen, so that nobody else gets it and who connects is refused.
 */
final class Listener implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final SocketAddress address;
    private final int port;
    private @Nullable ServerSocket listening;
    private @Nullable Socket keeper;
    private boolean accepting;
    private boolean closed;

    Listener() throws IOException {
        ServerSocket first = new ServerSocket();
        first.setReuseAddress(true);
        first.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listening = first;
        port = first.getLocalPort();
        address = first.getLocalSocketAddress();
    }

    int port() {
        return port;
    }

    /** The next connection; null when it refuses by now. */
    @Nullable
    Socket accept() {
        ServerSocket open = beginAccept();
        try {
            return open == null ? null : open.accept();
        } catch (IOException refuses) {
            return null;
        } finally {
            endAccept();
        }
    }

    private synchronized @Nullable ServerSocket beginAccept() {
        accepting = true;
        return listening;
    }

    private synchronized void endAccept() {
        accepting = false;
        notifyAll();
    }

    /** Waits until it listens. Returns false when it is closed. */
    synchronized boolean awaitListening() throws InterruptedException {
        while (listening == null && !closed) {
            wait();
        }
        return !closed;
    }

    synchronized void refuse() {
        if (closed || listening == null) {
            return;
        }
        try {
            listening.close();
            listening = null;
            while (accepting) {
                // The port is in use until the thread that waits for connections has noticed.
                wait();
            }
            Socket bound = new Socket();
            bound.setReuseAddress(true);
            bound.bind(address);
            keeper = bound;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep port " + port, e);
        }
    }

    synchronized void listen() {
        if (closed || listening != null) {
            return;
        }
        try {
            release();
            ServerSocket again = new ServerSocket();
            again.setReuseAddress(true);
            again.bind(address, BACKLOG);
            listening = again;
            notifyAll();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port + " again", e);
        }
    }

    private synchronized void release() throws IOException {
        if (keeper != null) {
            keeper.close();
            keeper = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        try {
            release();
            if (listening != null) {
                listening.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
