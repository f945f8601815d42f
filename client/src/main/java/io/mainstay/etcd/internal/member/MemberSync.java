package io.mainstay.etcd.internal.member;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Asks the cluster for its members, from time to time and whenever the client has a connection again, and takes their
 * addresses for endpoints beside those that the user gave.
 *
 * <p>Learners are left out, as are members that tell no address, addresses that cannot be reached from elsewhere
 * ({@code 0.0.0.0}), and those in clear when all given endpoints have TLS. The given endpoints always stay, so a list
 * that is wrong leaves the client no worse off. A member list that fails is asked for again the next time.
 */
public final class MemberSync implements AutoCloseable {
    private static final String SOURCE = "members";

    private final CallEngine calls;
    private final Function<Endpoint, Transport> connect;
    private final Clock clock;
    private final Duration every;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Cancellable next = Cancellable.NONE;
    private volatile boolean closed;

    /**
     * Begins with the client's first answer.
     *
     * @param connect makes a transport to an endpoint
     * @param every how often
     */
    public MemberSync(CallEngine calls, Function<Endpoint, Transport> connect, Duration every) {
        this.calls = calls;
        this.connect = connect;
        this.clock = calls.clock();
        this.every = every;
        calls.pool().onConnected(this::ask);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void ask() {
        if (closed || !asking.compareAndSet(false, true)) {
            return;
        }
        next.cancel();
        calls.async(Rpcs.MEMBER_LIST, new MemberListRequest(true)).whenComplete((result, thrown) -> {
            asking.set(false);
            if (result != null) {
                take(result);
            }
            if (!closed) {
                next = clock.schedule(every, this::ask);
            }
        });
    }

    private void take(MemberListResult result) {
        List<Endpoint> endpoints = usable(result.members(), calls.pool().isSecured());
        if (!endpoints.isEmpty() && !closed) {
            calls.pool().found(SOURCE, endpoints, connect);
        }
    }

    /** The addresses of members that a client may use, each member's first such. */
    static List<Endpoint> usable(List<Member> members, boolean secured) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Member member : members) {
            if (member.learner()) {
                continue;
            }
            for (String url : member.clientUrls()) {
                if (isUsable(url, secured)) {
                    endpoints.add(Endpoint.parse(url));
                    break;
                }
            }
        }
        return endpoints;
    }

    private static boolean isUsable(String url, boolean secured) {
        try {
            Endpoint endpoint = Endpoint.parse(url);
            boolean web = endpoint.scheme().equals("http") || endpoint.scheme().equals("https");
            boolean anywhere =
                    endpoint.host().equals("0.0.0.0") || endpoint.host().equals("::");
            return web && !anywhere && (endpoint.isSecured() || !secured);
        } catch (IllegalArgumentException unusable) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        next.cancel();
    }
}
