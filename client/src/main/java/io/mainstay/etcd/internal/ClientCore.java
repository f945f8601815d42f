package io.mainstay.etcd.internal;

import io.mainstay.etcd.auth.Auth;
import io.mainstay.etcd.auth.Credentials;
import io.mainstay.etcd.cluster.Cluster;
import io.mainstay.etcd.election.ElectionService;
import io.mainstay.etcd.internal.acquire.Places;
import io.mainstay.etcd.internal.auth.TokenFile;
import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.internal.call.Backoff;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.EndpointPool;
import io.mainstay.etcd.internal.call.EndpointPool.Line;
import io.mainstay.etcd.internal.call.SignIn;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.face.BlockingAuth;
import io.mainstay.etcd.internal.face.BlockingCluster;
import io.mainstay.etcd.internal.face.BlockingElectionService;
import io.mainstay.etcd.internal.face.BlockingKv;
import io.mainstay.etcd.internal.face.BlockingLeases;
import io.mainstay.etcd.internal.face.BlockingLockService;
import io.mainstay.etcd.internal.face.ClusterCalls;
import io.mainstay.etcd.internal.face.ElectionCalls;
import io.mainstay.etcd.internal.face.KvParts;
import io.mainstay.etcd.internal.face.LeaseCalls;
import io.mainstay.etcd.internal.face.LockCalls;
import io.mainstay.etcd.internal.history.Histories;
import io.mainstay.etcd.internal.lease.LeaseKeeper;
import io.mainstay.etcd.internal.member.MemberLines;
import io.mainstay.etcd.internal.scan.Scans;
import io.mainstay.etcd.internal.tls.ClientSslContext;
import io.mainstay.etcd.internal.watch.WatchMux;
import io.mainstay.etcd.kv.Kv;
import io.mainstay.etcd.lease.Leases;
import io.mainstay.etcd.lock.LockService;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.tls.Tls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/** The parts of a client and how they hang together: made here, closed here, in the reverse order. */
public final class ClientCore implements AutoCloseable {
    private final List<Endpoint> endpoints;
    private final EndpointPool pool;
    private final CallEngine calls;
    private final WatchMux watches;
    private final LeaseKeeper keeper;
    private final Kv kv;
    private final Leases leases;
    private final Cluster cluster;
    private final Auth auth;
    private final LockService lockService;
    private final ElectionService electionService;
    private final ElectionCalls elections;
    private final MemberLines members;
    private final List<AutoCloseable> owned;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ClientCore(List<Endpoint> endpoints, CallEngine calls, WatchMux watches, LeaseKeeper keeper, Own own) {
        this.endpoints = endpoints;
        this.pool = calls.pool();
        this.calls = calls;
        this.watches = watches;
        this.keeper = keeper;
        this.kv = new BlockingKv(own.kv());
        this.leases = new BlockingLeases(new LeaseCalls(calls, keeper, own.random()));
        Places places = new Places(calls);
        this.elections = new ElectionCalls(calls, places);
        this.lockService = new BlockingLockService(new LockCalls(calls, places));
        this.electionService = new BlockingElectionService(elections);
        this.cluster = new BlockingCluster(new ClusterCalls(calls, own.members()));
        this.auth = new BlockingAuth(calls);
        this.members = own.members();
        this.owned = own.parts();
    }

    private record Own(RandomGenerator random, MemberLines members, KvParts kv, List<AutoCloseable> parts) {}

    /** Makes the parts. */
    public static ClientCore open(ClientOptions options) {
        Emitter emitter = new Emitter(options.callbacks().listener());
        Function<Endpoint, Transport> connector = connector(options.lines(), emitter);
        EndpointPool pool = new EndpointPool(connect(options.lines().endpoints(), connector));
        OwnedParts owned = new OwnedParts();
        Clock clock = options.time().clock() != null ? options.time().clock() : owned.clock();
        RandomGenerator random =
                options.time().random() != null ? options.time().random() : OwnedParts.random();
        Executor executor = options.callbacks().executor();
        UserExecutors executors = executor != null ? new UserExecutors(executor, executor) : owned.executors();
        ClientOptions.Limits limits = options.limits();
        UserCode userCode = new UserCode(executors.listeners(), emitter);
        Backoff backoff = new Backoff(random);
        Tokens tokens = tokens(options, pool, clock, emitter);
        CallEngine calls =
                new CallEngine(pool, tokens, clock, backoff, executors.completions(), limits.callTimeout(), emitter);
        WatchMux watches = new WatchMux(pool, tokens, clock, backoff, userCode, emitter, limits.watchQueueEvents());
        LeaseKeeper keeper = new LeaseKeeper(pool, tokens, clock, backoff, userCode, emitter);
        MemberLines members = new MemberLines(pool, connector);
        KvParts kv = new KvParts(calls, new Scans(calls, userCode), new Histories(calls, watches, userCode), userCode);
        Own own = new Own(random, members, kv, owned.parts());
        return new ClientCore(options.lines().endpoints(), calls, watches, keeper, own);
    }

    private static Tokens tokens(ClientOptions options, EndpointPool pool, Clock clock, Emitter emitter) {
        Credentials who = options.credentials();
        if (who instanceof Credentials.Password password) {
            return Tokens.from(
                    new SignIn(pool, clock, emitter, password, options.limits().callTimeout()), clock);
        }
        if (who instanceof Credentials.Token given) {
            return given.token().isReread()
                    ? Tokens.from(new TokenFile(given.token()), clock)
                    : Tokens.fixed(given.token(), clock);
        }
        return Tokens.nobody(clock);
    }

    private static List<Line> connect(List<Endpoint> endpoints, Function<Endpoint, Transport> connector) {
        List<Line> lines = new ArrayList<>();
        try {
            for (Endpoint endpoint : endpoints) {
                lines.add(new Line(endpoint, connector.apply(endpoint)));
            }
        } catch (RuntimeException noTransport) {
            lines.forEach(line -> Quietly.close(line.transport()));
            throw noTransport;
        }
        return lines;
    }

    /** Opens lines, all with the same options; one in clear beside others with TLS would show secrets. */
    private static Function<Endpoint, Transport> connector(ClientOptions.Lines to, Emitter emitter) {
        Tls tls = to.tls();
        boolean used = tls != null
                || to.endpoints().stream()
                        .anyMatch(endpoint -> endpoint.scheme().equals("https"));
        SSLContext context = used
                ? ClientSslContext.of(tls == null ? Tls.system() : tls, emitter)
                : ClientSslContext.systemWhenUsed(emitter);
        ConnectOptions options = to.connect().withTls(context);
        return endpoint -> {
            if (tls != null && endpoint.scheme().equals("http")) {
                throw new IllegalArgumentException("TLS is set up, but " + endpoint + " is in clear; write https://"
                        + endpoint.uri().getRawAuthority() + ", or leave tls(...) out");
            }
            TransportProvider provider = to.transport() != null ? to.transport() : Transports.forEndpoint(endpoint);
            return provider.connect(endpoint, options);
        };
    }

    /** Keys. */
    public Kv kv() {
        return kv;
    }

    /** Leases. */
    public Leases leases() {
        return leases;
    }

    /** Members. */
    public Cluster cluster() {
        return cluster;
    }

    /** Users and roles. */
    public Auth auth() {
        return auth;
    }

    /** The server's locks. */
    public LockService lockService() {
        return lockService;
    }

    /** The server's elections. */
    public ElectionService electionService() {
        return electionService;
    }

    /** Watches. */
    public WatchMux watches() {
        return watches;
    }

    /** Where to. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        calls.close();
        watches.close();
        keeper.close();
        calls.tokens().close();
        elections.close();
        Quietly.close(members);
        try {
            pool.close();
        } finally {
            owned.forEach(Quietly::close);
        }
    }
}
