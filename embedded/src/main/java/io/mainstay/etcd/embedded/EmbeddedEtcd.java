package io.mainstay.etcd.embedded;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.disk.Owner;
import io.mainstay.etcd.embedded.internal.door.Door;
import io.mainstay.etcd.embedded.internal.lever.Faults;
import io.mainstay.etcd.embedded.internal.metrics.Traffic;
import io.mainstay.etcd.embedded.internal.procedure.Backing;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.server.EtcdServer;
import io.mainstay.etcd.embedded.internal.server.Identity;
import io.mainstay.etcd.embedded.internal.server.InProcessTransport;
import io.mainstay.etcd.embedded.internal.server.ServerLimits;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.ServerTls;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportProvider;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An etcd of one member that lives in this JVM: it starts in milliseconds, keeps everything in memory, or
 * in a directory if {@linkplain EmbeddedEtcdBuilder#dataDir told so}, and behaves like an etcd 3.6, to the text of
 * its errors. Any number may live side by side.
 *
 * <p>Programs in the same JVM reach it without a socket, through {@link #transports()} given to the client's builder.
 * All others reach it through one port, {@link #endpoint()}, which serves what an etcd's port serves: gRPC; over
 * HTTP/1.1 the JSON gateway below {@code /v3/}; and pages about its health and version, and what it has counted, by
 * etcd's names ({@code /metrics}). Where an answer of the gateway is a stream, it begins when the body of its request
 * has ended, as an etcd's does; over a WebSocket, of which each message is one of the body, answers come as they are
 * there.
 *
 * <p>It serves keys, watches, leases, locks, elections, users and roles, and the cluster and maintenance services:
 * members that are added are recorded, and never start; a snapshot is the file that an etcd would give.
 *
 * <p>With {@linkplain EmbeddedEtcdBuilder#tls TLS} the port takes nothing in clear. The protocol is agreed upon by
 * ALPN: HTTP/2 is gRPC's, and who knows HTTP/1.1 too is served that.
 *
 * <p>All methods may be called from any thread.
 */
public final class EmbeddedEtcd implements AutoCloseable {
    private final EtcdServer server;
    private final Identity identity;
    private final ServerLimits limits;
    private final Faults faults;
    private final Levers levers;
    private final OpenedStore store;
    private final Traffic traffic = new Traffic();
    private final @Nullable ServerTls tls;
    private @Nullable Door door;
    private boolean closed;

    EmbeddedEtcd(EmbeddedEtcdBuilder options) {
        tls = options.serverTls();
        limits = options.limits();
        store = new OpenedStore(options, EmbeddedEtcd::alone, this::clientUrls);
        Owner owner = store.owner();
        identity = Identity.alone(owner.clusterId(), owner.memberId());
        server = store.core().serve(identity);
        faults = new Faults(store.clock());
        levers = new Levers(server, faults);
        if (options.listen != null) {
            try {
                open(options.listen);
            } catch (UncheckedIOException taken) {
                close();
                throw taken;
            }
        }
    }

    private static List<Member> alone(Owner owner) {
        return List.of(Identity.alone(owner.clusterId(), owner.memberId()).self());
    }

    /** Starts one with the limits of an etcd, reached in-process. */
    public static EmbeddedEtcd start() {
        return builder().start();
    }

    /** One with options. */
    public static EmbeddedEtcdBuilder builder() {
        return new EmbeddedEtcdBuilder();
    }

    /**
     * A new line to this server, in-process: a call is carried out on the caller's thread, streams are served by the
     * one thread of the server. With a data directory a write is answered by that thread too, when it is durable.
     * Events wait in the store until a stream has room for them; answers to what is asked on a stream wait in memory,
     * however many, as they would in the buffers of a client over a wire. Closing it leaves the server as it is.
     */
    public Transport transport() {
        return faults.on(new InProcessTransport(server));
    }

    /**
     * Lines to this server, in-process, for the client's builder: {@code EtcdClient.builder().transport(...)}. They
     * lead here whatever the endpoint says.
     */
    public TransportProvider transports() {
        return new TransportProvider() {
            @Override
            public Set<String> schemes() {
                return Set.of("http", "https", "embedded");
            }

            @Override
            public Transport connect(Endpoint endpoint, ConnectOptions options) {
                return transport();
            }
        };
    }

    /**
     * The address at which any etcd client reaches this server, over gRPC or HTTP/1.1, like {@code
     * http://127.0.0.1:2379}, or {@code https://} with TLS. If it was started without {@link
     * EmbeddedEtcdBuilder#listen} the first call opens a free port of the loopback interface, so that a test which
     * stays in-process never pays for a socket.
     *
     * @throws IllegalStateException when the server is closed
     */
    public synchronized String endpoint() {
        if (door == null) {
            if (closed) {
                throw new IllegalStateException("the embedded etcd is closed");
            }
            open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }
        return urls().get(0);
    }

    private synchronized void open(InetSocketAddress listen) {
        Backing backing = new Backing(
                faults.on(InProcessTransport.behindPort(server)),
                faults.on(InProcessTransport.ofItself(server)),
                traffic,
                () -> server.metricsPage(traffic));
        door = Door.open(backing, listen, limits.atTheDoor(), tls);
    }

    private List<String> clientUrls(long member) {
        return member == store.owner().memberId() ? urls() : List.of();
    }

    private synchronized List<String> urls() {
        return door == null ? List.of() : List.of(door.url());
    }

    /** What a test pulls at: refusals, lost answers, delays, dropped and stalled streams, no leader, alarms. */
    public Levers levers() {
        return levers;
    }

    /** The newest revision; 1 when nothing was ever written. */
    public long revision() {
        return server.revision();
    }

    /** How many leases there are. */
    public int leaseCount() {
        return server.leaseCount();
    }

    /** How many watches there are, over all streams. */
    public int watcherCount() {
        return server.watcherCount();
    }

    /** How many streams are open: of watches and of keep-alives. */
    public int streamCount() {
        return server.streamCount();
    }

    /**
     * Ends a lease now, as if its time were over: its keys are deleted, in one revision.
     *
     * @return whether there was such a lease
     */
    public boolean expireLease(long id) {
        try {
            server.expireLease(id);
            return true;
        } catch (Refused refused) {
            if (refused.text().equals(Refusal.LEASE_NOT_FOUND.text())) {
                return false;
            }
            throw new IllegalStateException(refused.text(), refused);
        }
    }

    /**
     * Forgets history before a revision, now.
     *
     * @throws IllegalArgumentException when the revision is compacted already or in the future
     */
    public void compact(long revision) {
        try {
            server.compact(revision);
        } catch (Refused refused) {
            throw new IllegalArgumentException("cannot compact at " + revision + ": " + refused.text(), refused);
        }
    }

    /**
     * Ends every stream, refuses every call from then on, and leaves no thread behind. Waits a few seconds at the most;
     * closing twice is the same as once.
     */
    @Override
    public void close() {
        Door opened;
        synchronized (this) {
            closed = true;
            opened = door;
        }
        if (opened != null) {
            opened.close();
        }
        store.close();
    }

    /** Which cluster and member it is. */
    @Override
    public String toString() {
        return "EmbeddedEtcd[cluster=" + Long.toHexString(identity.clusterId()) + ", member="
                + Long.toHexString(identity.memberId()) + "]";
    }
}
