package io.mainstay.etcd.embedded;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.cluster.Condition;
import io.mainstay.etcd.embedded.internal.cluster.MemberGate;
import io.mainstay.etcd.embedded.internal.cluster.Peers;
import io.mainstay.etcd.embedded.internal.door.Door;
import io.mainstay.etcd.embedded.internal.metrics.Traffic;
import io.mainstay.etcd.embedded.internal.procedure.Backing;
import io.mainstay.etcd.embedded.internal.server.EtcdServer;
import io.mainstay.etcd.embedded.internal.server.InProcessTransport;
import io.mainstay.etcd.embedded.internal.server.ServerLimits;
import io.mainstay.etcd.spi.ServerTls;
import io.mainstay.etcd.spi.Transport;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One member of an {@link EmbeddedEtcdCluster}: its addresses, and the levers by which it dies, stands still, is cut
 * off, and comes back. Pulling a lever that is pulled already does nothing.
 *
 * <p>All methods may be called from any thread. What calls and streams meet because of a lever they meet before it
 * returns, but for what goes over a port.
 */
public final class EmbeddedEtcdMember {
    private final Member self;
    private final EtcdServer server;
    private final Peers peers;
    private final MemberGate gate;
    private final ServerLimits limits;
    private final @Nullable ServerTls tls;
    private final Levers levers;
    private final Traffic traffic = new Traffic();
    private final Object doorway = new Object();
    private @Nullable Door door;
    private @Nullable InetSocketAddress address;
    private volatile List<String> urls = List.of();
    private boolean closed;

    EmbeddedEtcdMember(Member self, EtcdServer server, Peers peers, ServerLimits limits, @Nullable ServerTls tls) {
        this.self = self;
        this.server = server;
        this.peers = peers;
        this.gate = peers.gate(self.id());
        this.limits = limits;
        this.tls = tls;
        this.levers = new Levers(server, gate.faults());
    }

    /** Its id, which stands in the headers of its answers; an unsigned number. */
    public long id() {
        return self.id();
    }

    /** Its name, like {@code m1}. */
    public String name() {
        return self.name();
    }

    /** Whether it leads. */
    public boolean isLeader() {
        return peers.leader() == id();
    }

    /** Whether it runs, and reaches the others. */
    public boolean isWell() {
        return peers.condition(id()) == Condition.CONNECTED;
    }

    /** A new line to this member, in-process. Closing it leaves the member as it is. */
    public Transport transport() {
        return gate.to(new InProcessTransport(server));
    }

    /**
     * The address at which any etcd client reaches this member, over gRPC or HTTP/1.1. The first call opens a free port
     * of the loopback interface, which stays that of the member over all its stops and starts; of a member that is
     * stopped then it is closed right away.
     *
     * @throws IllegalStateException when the cluster is closed
     */
    public String endpoint() {
        synchronized (doorway) {
            if (address == null) {
                requireOpen();
                var unused = open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                bringIntoLine();
            }
            return urls.get(0);
        }
    }

    /** What else a test pulls at: refusals, lost answers, delays, dropped and stalled streams, of this member alone. */
    public Levers levers() {
        return levers;
    }

    /** How many watches there are at this member, over all streams. */
    public int watcherCount() {
        return server.watcherCount();
    }

    /** How many streams are open at this member: of watches, keep-alives, and others. */
    public int streamCount() {
        return server.streamCount();
    }

    /**
     * Stops it, like a process that is killed: calls and streams break off, and its port is closed, so that clients are
     * refused the connection. If it led, another member takes over.
     */
    public void stop() {
        become(Condition.STOPPED);
    }

    /**
     * Has it run, and reach the others: after a {@link #stop}, on the same port; after a {@link #pause}, like {@link
     * #resume}; after a {@link #partition}, like {@link #heal}.
     *
     * @throws IllegalStateException when the cluster is closed
     * @throws UncheckedIOException when somebody else has taken its port meanwhile
     */
    public void start() {
        become(Condition.CONNECTED);
    }

    /**
     * Lets it stand still, like a process that gets SIGSTOP: connections stay open, new ones are taken by the system,
     * and nothing is answered until it is resumed; what has come meanwhile is served then. If it led, another member
     * takes over. One that is stopped stays so.
     */
    public void pause() {
        if (peers.condition(id()) != Condition.STOPPED) {
            become(Condition.PAUSED);
        }
    }

    /** Lets it go on after a {@link #pause}. */
    public void resume() {
        if (peers.condition(id()) == Condition.PAUSED) {
            become(Condition.CONNECTED);
        }
    }

    /**
     * Cuts it off from all other members; clients still reach it. It knows no leader then: serializable reads are
     * answered, with the newest data since the store is one; what needs a leader waits for it and fails; its watches
     * are silent. If it led, another member takes over. One that is stopped stays so.
     */
    public void partition() {
        if (peers.condition(id()) != Condition.STOPPED) {
            become(Condition.CUT_OFF);
        }
    }

    /** Lets it reach the others again after a {@link #partition}. */
    public void heal() {
        if (peers.condition(id()) == Condition.CUT_OFF) {
            become(Condition.CONNECTED);
        }
    }

    private void become(Condition condition) {
        synchronized (doorway) {
            requireOpen();
        }
        peers.put(id(), condition);
        synchronized (doorway) {
            bringIntoLine();
        }
    }

    /** Opens, closes, freezes or thaws the port, as the condition of the member asks. */
    private void bringIntoLine() {
        InetSocketAddress known = address;
        if (known == null || closed) {
            return;
        }
        Condition now = peers.condition(id());
        if (now == Condition.STOPPED) {
            closeDoor();
            return;
        }
        Door opened = door == null ? open(known) : door;
        if (now == Condition.PAUSED) {
            opened.freeze();
        } else {
            opened.thaw();
        }
    }

    private Door open(InetSocketAddress at) {
        Backing backing = new Backing(
                gate.to(InProcessTransport.behindPort(server)),
                gate.toItself(InProcessTransport.ofItself(server)),
                traffic,
                () -> server.metricsPage(traffic));
        Door opened = Door.open(backing, at, limits.atTheDoor(), tls);
        door = opened;
        address = opened.address();
        urls = List.of(opened.url());
        return opened;
    }

    private void closeDoor() {
        if (door != null) {
            door.close();
            door = null;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the embedded cluster is closed");
        }
    }

    List<String> clientUrls() {
        return urls;
    }

    EtcdServer server() {
        return server;
    }

    void close() {
        synchronized (doorway) {
            closed = true;
            closeDoor();
        }
    }

    /** Its name and id. */
    @Override
    public String toString() {
        return name() + "[" + Long.toHexString(id()) + "]";
    }
}
