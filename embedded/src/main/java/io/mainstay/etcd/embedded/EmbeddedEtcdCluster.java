package io.mainstay.etcd.embedded;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.cluster.PeerLeadership;
import io.mainstay.etcd.embedded.internal.cluster.Peers;
import io.mainstay.etcd.embedded.internal.disk.Owner;
import io.mainstay.etcd.embedded.internal.server.Identity;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.ServerTls;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * An etcd of several members that lives in this JVM, for tests of what an application does when members die, stand
 * still, are cut off, and come back.
 *
 * <p>Each {@linkplain EmbeddedEtcdMember member} has an id, a name, a port and levers of its own. As long as more than
 * half of them reach each other one of them leads and all calls are served; when the leader goes another one takes
 * over, with a higher raft term, and leases live on from their whole life. Without such a quorum, and on a member that
 * is cut off, calls meet what they meet in a real etcd: linearizable reads and writes wait for a leader and fail after
 * a while, in etcd's words; serializable reads are answered; streams that insist on a leader end.
 *
 * <p>There is one store behind them all. So no member ever lags: where in a real cluster a member that was away comes
 * back with old data, or serves old data while it is cut off, this one has the newest. The watches of a member that is
 * cut off are silent all the same, and go on where they were. Members that are {@linkplain
 * io.mainstay.etcd.spi.Rpcs#MEMBER_ADD added} are recorded and never start, those that run cannot be removed, and the
 * quorum is one of those that run from the start.
 *
 * <p>All methods may be called from any thread.
 */
public final class EmbeddedEtcdCluster implements AutoCloseable {
    private final OpenedStore store;
    private final List<EmbeddedEtcdMember> members;
    private final Peers peers;

    EmbeddedEtcdCluster(EmbeddedEtcdClusterBuilder options) {
        List<EmbeddedEtcdMember> made = new ArrayList<>();
        ServerTls tls = options.store().serverTls();
        store = new OpenedStore(
                options.store(), owner -> founders(owner, options.members()), id -> clientUrls(made, id));
        Owner owner = store.owner();
        List<Identity> identities = founders(owner, options.members()).stream()
                .map(each -> new Identity(owner.clusterId(), each, new PeerLeadership(each.id())))
                .toList();
        peers = new Peers(
                identities.stream()
                        .map(each -> (PeerLeadership) each.leadership())
                        .toList(),
                store.core(),
                store.clock(),
                options.times());
        for (Identity identity : identities) {
            made.add(new EmbeddedEtcdMember(
                    identity.self(),
                    store.core().serve(identity),
                    peers,
                    options.store().limits(),
                    tls));
        }
        members = List.copyOf(made);
    }

    /** Members whose ids follow from that of the first, so that a data directory always has the same ones. */
    private static List<Member> founders(Owner owner, int number) {
        SplittableRandom ids = new SplittableRandom(owner.memberId());
        return IntStream.rangeClosed(1, number)
                .mapToObj(i -> new Member(
                        i == 1 ? owner.memberId() : ids.nextLong(),
                        "m" + i,
                        List.of("http://localhost:" + (2380 + 100 * (i - 1))),
                        List.of(),
                        false))
                .toList();
    }

    private static List<String> clientUrls(List<EmbeddedEtcdMember> members, long id) {
        return members.stream()
                .filter(member -> member.id() == id)
                .findFirst()
                .map(EmbeddedEtcdMember::clientUrls)
                .orElse(List.of());
    }

    /** Starts one of so many members, with the limits of an etcd, in memory. */
    public static EmbeddedEtcdCluster start(int members) {
        return builder().members(members).start();
    }

    /** One with options. */
    public static EmbeddedEtcdClusterBuilder builder() {
        return new EmbeddedEtcdClusterBuilder();
    }

    /** The members, in the order of their names: {@code m1}, {@code m2} and so on. */
    public List<EmbeddedEtcdMember> members() {
        return members;
    }

    /**
     * A member.
     *
     * @param number 0 for the first, {@code m1}
     */
    public EmbeddedEtcdMember member(int number) {
        return members.get(number);
    }

    /** The member that leads; none without a quorum, or while an election takes its time. */
    public Optional<EmbeddedEtcdMember> leader() {
        return members.stream().filter(EmbeddedEtcdMember::isLeader).findFirst();
    }

    /** The first member that runs, reaches the others, and does not lead; none when there is no such member. */
    public Optional<EmbeddedEtcdMember> follower() {
        return members.stream()
                .filter(member -> member.isWell() && !member.isLeader())
                .findFirst();
    }

    /** The addresses of all members, over gRPC or HTTP/1.1. Opens their ports, if that did not happen yet. */
    public List<String> endpoints() {
        return members.stream().map(EmbeddedEtcdMember::endpoint).toList();
    }

    /** The addresses of all members for {@link #transports()}, like {@code embedded://m1}. */
    public List<String> inProcessEndpoints() {
        return members.stream().map(member -> "embedded://" + member.name()).toList();
    }

    /**
     * Lines to the members, in-process, for the builder of a client that is given {@link #inProcessEndpoints()}. Each
     * leads to the member that its address names.
     */
    public TransportProvider transports() {
        return new TransportProvider() {
            @Override
            public Set<String> schemes() {
                return Set.of("embedded");
            }

            @Override
            public Transport connect(Endpoint endpoint, ConnectOptions options) {
                return members.stream()
                        .filter(member -> member.name().equals(endpoint.host()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "no member at " + endpoint + "; there are " + String.join(", ", inProcessEndpoints())))
                        .transport();
            }
        };
    }

    /** The newest revision; 1 when nothing was ever written. */
    public long revision() {
        return members.get(0).server().revision();
    }

    /** How many leases there are. */
    public int leaseCount() {
        return members.get(0).server().leaseCount();
    }

    /** Ends every stream of every member, refuses every call from then on, and leaves no thread behind. */
    @Override
    public void close() {
        members.forEach(EmbeddedEtcdMember::close);
        peers.close();
        store.close();
    }

    /** Which members it has. */
    @Override
    public String toString() {
        return "EmbeddedEtcdCluster" + members;
    }
}
