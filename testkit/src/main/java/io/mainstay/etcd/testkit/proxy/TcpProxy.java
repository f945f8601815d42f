package io.mainstay.etcd.testkit.proxy;

import io.mainstay.etcd.spi.DaemonThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A line between a client and a server that a test breaks on purpose: a TCP proxy on a free port of the loopback
 * address.
 *
 * <p>Safe for use by many threads. It has daemon threads of its own, which end with {@link #close()}.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final Gate gate = new Gate();
    private final Set<TcpLink> links = ConcurrentHashMap.newKeySet();
    private final ThreadFactory threads;
    private volatile long cutAfter = Long.MAX_VALUE;
    private volatile boolean closed;

    private TcpProxy(InetSocketAddress server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.threads = DaemonThreads.named("mainstay-proxy-" + listener.getLocalPort());
        threads.newThread(this::serve).start();
    }

    /**
     * A proxy to a server, open for traffic.
     *
     * @param endpoint the server's address, like {@code http://127.0.0.1:2379}
     */
    public static TcpProxy to(String endpoint) {
        URI uri = URI.create(endpoint);
        try {
            return new TcpProxy(new InetSocketAddress(uri.getHost(), uri.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a proxy to " + endpoint, e);
        }
    }

    /** Where clients connect to, like {@code http://127.0.0.1:23456}. */
    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    /** The port where clients connect to. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections it carries now. */
    public int connections() {
        return links.size();
    }

    /** Resets every connection; new ones are served as before. */
    public void cut() {
        List.copyOf(links).forEach(TcpLink::reset);
    }

    /** Resets each connection that comes from now on once the server has sent so many bytes over it. */
    public void cutAfter(long bytes) {
        cutAfter = bytes;
    }

    /** Resets every connection, and each new one as soon as it is made, until {@link #heal()}. */
    public void block() {
        gate.state(Gate.State.BLOCKED);
        cut();
    }

    /** Carries nothing in either direction, and breaks nothing, until {@link #heal()}. */
    public void stall() {
        gate.state(Gate.State.STALLED);
    }

    /** Carries what clients send, but no answer, until {@link #heal()}. */
    public void stallAnswers() {
        gate.state(Gate.State.STALLED_ANSWERS);
    }

    /** Carries everything again; what was held back goes first. */
    public void heal() {
        cutAfter = Long.MAX_VALUE;
        gate.state(Gate.State.OPEN);
    }

    /** Resets every connection and listens no more. */
    @Override
    public void close() {
        closed = true;
        gate.state(Gate.State.BLOCKED);
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cut();
        }
    }

    private void serve() {
        while (!closed) {
            Socket client = accept();
            if (client == null) {
                return;
            }
            if (gate.state() == Gate.State.BLOCKED) {
                TcpLink.reset(client);
            } else {
                open(client);
            }
        }
    }

    private @Nullable Socket accept() {
        try {
            return listener.accept();
        } catch (IOException closedNow) {
            return null;
        }
    }

    private void open(Socket client) {
        Socket upstream = new Socket();
        try {
            upstream.connect(server);
        } catch (IOException noServer) {
            // The client learns it as it would from a server that has gone.
            TcpLink.reset(upstream);
            TcpLink.reset(client);
            return;
        }
        TcpLink link = new TcpLink(client, upstream, gate, cutAfter);
        links.add(link);
        threads.newThread(() -> link.carryRequests()).start();
        threads.newThread(() -> {
                    link.carryAnswers();
                    links.remove(link);
                })
                .start();
        if (gate.state() == Gate.State.BLOCKED) {
            link.reset();
        }
    }
}
