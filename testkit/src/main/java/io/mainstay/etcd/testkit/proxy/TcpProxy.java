package io.mainstay.etcd.testkit.proxy;

import io.mainstay.etcd.spi.DaemonThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/**
 * A line between a client and a server that a test breaks on purpose: a TCP proxy on a free port of the loopback
 * address.
 *
 * <p>Safe for use by many threads. It has daemon threads of its own, which end with {@link #close()}.
 */
public final class TcpProxy implements AutoCloseable {
    private final InetSocketAddress server;
    private final Listener listener = new Listener();
    private final Gate gate = new Gate();
    private final Set<TcpLink> links = ConcurrentHashMap.newKeySet();
    private final ThreadFactory threads;
    private volatile long cutAfter = Long.MAX_VALUE;

    private TcpProxy(InetSocketAddress server) throws IOException {
        this.server = server;
        this.threads = DaemonThreads.named("mainstay-proxy-" + listener.port());
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
        return listener.port();
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
        gate.block();
        cut();
    }

    /** Resets every connection and listens no more, so that new ones are refused, until {@link #heal()}. */
    public void refuse() {
        gate.block();
        listener.refuse();
        cut();
    }

    /** Carries nothing in either direction, and breaks nothing, until {@link #heal()}. */
    public void stall() {
        gate.silence(EnumSet.allOf(Side.class));
    }

    /** Carries what clients send, but no answer, until {@link #heal()}. */
    public void stallAnswers() {
        blackhole(Side.SERVER);
    }

    /** Carries nothing that this side sends, and breaks nothing, until {@link #heal()}. */
    public void blackhole(Side from) {
        gate.silence(EnumSet.of(from));
    }

    /**
     * Lets one side of every connection think that it is open, though the other has been reset, until {@link #heal()},
     * which lets it know. New connections are served.
     */
    public void halfOpen(Side thinksItIsOpen) {
        links.forEach(link -> link.halfOpen(thinksItIsOpen));
    }

    /** Makes each piece late by this, and by up to {@code jitter} more, until {@link #heal()}. */
    public void delay(Duration least, Duration jitter) {
        gate.traffic(now -> now.with(new LineFault.Delay(least, jitter)));
    }

    /** Carries so many bytes a second at the most in either direction of a connection, until {@link #heal()}. */
    public void throttle(int bytesPerSecond) {
        gate.traffic(now -> now.with(new LineFault.Throttle(bytesPerSecond)));
    }

    /** Sends pieces of so many bytes at the most, until {@link #heal()}. */
    public void split(int bytes) {
        gate.traffic(now -> now.with(new LineFault.Split(bytes)));
    }

    /** Gathers so many bytes before it sends a piece, unless their sender falls silent, until {@link #heal()}. */
    public void merge(int bytes) {
        gate.traffic(now -> now.with(new LineFault.Merge(bytes)));
    }

    /** Does what a fault says; several add up until {@link #heal()}. */
    public void inflict(LineFault fault) {
        if (fault instanceof LineFault.Delay delay) {
            delay(delay.least(), delay.jitter());
        } else if (fault instanceof LineFault.Throttle throttle) {
            throttle(throttle.bytesPerSecond());
        } else if (fault instanceof LineFault.Split split) {
            split(split.bytes());
        } else if (fault instanceof LineFault.Merge merge) {
            merge(merge.bytes());
        } else if (fault instanceof LineFault.CutAfter after) {
            cutAfter(after.bytes());
        } else if (fault instanceof LineFault.Blackhole hole) {
            blackhole(hole.from());
        } else if (fault instanceof LineFault.HalfOpen half) {
            halfOpen(half.thinksItIsOpen());
        } else if (fault instanceof LineFault.Cut) {
            cut();
        } else if (fault instanceof LineFault.Block) {
            block();
        } else if (fault instanceof LineFault.Refuse) {
            refuse();
        } else {
            stall();
        }
    }

    /** Carries everything again, as it comes; what was held back goes first. */
    public void heal() {
        cutAfter = Long.MAX_VALUE;
        gate.heal();
        listener.listen();
    }

    /** Resets every connection and listens no more. */
    @Override
    public void close() {
        gate.close();
        try {
            listener.close();
        } finally {
            cut();
        }
    }

    private void serve() {
        try {
            while (listener.awaitListening()) {
                Socket client = listener.accept();
                if (client != null && gate.isBlocked()) {
                    TcpLink.reset(client);
                } else if (client != null) {
                    open(client);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        if (gate.isBlocked()) {
            link.reset();
        }
    }
}
