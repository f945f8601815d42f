package io.mainstay.etcd.internal.member;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.internal.line.EndpointPool;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.member.MemberLine.Way;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Finds the line to one member: the client's own when it has one to that address, else one that is opened for it, with
 * the client's options, and closed with the {@link MemberLine}, at the latest with the client.
 */
public final class MemberLines implements AutoCloseable {
    private final EndpointPool pool;
    private final Function<Endpoint, Transport> connect;
    private final Set<MemberLine> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Lines beside those of a pool.
     *
     * @param connect opens a line as the client opens its own; refuses an address it cannot serve with an {@link
     *     IllegalArgumentException}
     */
    public MemberLines(EndpointPool pool, Function<Endpoint, Transport> connect) {
        this.pool = pool;
        this.connect = connect;
    }

    /**
     * The line to a member, by the addresses it gives to clients.
     *
     * @throws IllegalArgumentException when it gives none that this client can use
     */
    public MemberLine to(Member member) {
        if (member.clientUrls().isEmpty()) {
            throw new IllegalArgumentException("member " + Long.toHexString(member.id())
                    + " tells no address for clients; it has not started yet, so start it first");
        }
        return open(member.clientUrls());
    }

    /**
     * The line to the member at an address.
     *
     * @throws IllegalArgumentException when it is none that this client can use
     */
    public MemberLine to(String address) {
        return open(List.of(address));
    }

    private MemberLine open(List<String> addresses) {
        List<Way> ways = new ArrayList<>();
        List<IllegalArgumentException> refusals = new ArrayList<>();
        for (String address : addresses) {
            try {
                ways.add(way(Endpoint.parse(address)));
            } catch (IllegalArgumentException unusable) {
                refusals.add(unusable);
            }
        }
        if (ways.isEmpty()) {
            throw refusals.get(0);
        }
        MemberLine line = new MemberLine(ways, open::remove);
        open.add(line);
        if (closed) {
            line.close();
        }
        return line;
    }

    private Way way(Endpoint to) {
        Optional<Line> own = pool.lineTo(to);
        if (own.isEmpty() && to.scheme().equals("http") && pool.isSecured()) {
            throw new IllegalArgumentException("the client's endpoints are all https, but " + to
                    + " is in clear; let the member advertise an https address, or name one to maintenance(...)");
        }
        return own.isPresent() ? new Way(to, own.get().transport(), false) : new Way(to, connect.apply(to), true);
    }

    /** Closes what is still open. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(open).forEach(MemberLine::close);
    }
}
