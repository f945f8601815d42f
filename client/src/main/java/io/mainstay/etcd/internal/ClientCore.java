package io.mainstay.etcd.internal;

import io.mainstay.etcd.auth.Auth;
import io.mainstay.etcd.auth.Credentials;
import io.mainstay.etcd.cluster.Cluster;
import io.mainstay.etcd.crypto.ReencryptProgress;
import io.mainstay.etcd.crypto.ReencryptRequest;
import io.mainstay.etcd.election.ElectionService;
import io.mainstay.etcd.internal.acquire.Places;
import io.mainstay.etcd.internal.auth.TokenFile;
import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.internal.call.Backoff;
import io.mainstay.etcd.internal.call.CallEngine;
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
import io.mainstay.etcd.internal.follow.Followers;
import io.mainstay.etcd.internal.healing.Healers;
import io.mainstay.etcd.internal.history.Histories;
import io.mainstay.etcd.internal.lease.LeaseKeeper;
import io.mainstay.etcd.internal.line.EndpointPool;
import io.mainstay.etcd.internal.line.NameLookup;
import io.mainstay.etcd.internal.member.MemberLines;
import io.mainstay.etcd.internal.member.MemberSync;
import io.mainstay.etcd.internal.scan.Scans;
import io.mainstay.etcd.internal.sink.Sinks;
import io.mainstay.etcd.internal.source.Sources;
import io.mainstay.etcd.internal.view.Views;
import io.mainstay.etcd.internal.watch.WatchMux;
import io.mainstay.etcd.kv.Kv;
import io.mainstay.etcd.lease.Leases;
import io.mainstay.etcd.lock.LockService;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The parts of a client and how they hang together: made here, closed here, in the reverse order. */
public final class ClientCore implements AutoCloseable {
    private final List<Endpoint> endpoints;
    private final EndpointPool pool;
    private final CallEngine calls;
    private final WatchMux watches;
    private final LeaseKeeper keeper;
    private final Healers healers;
    private final Followers followers;
    private final Views views;
    private final Sources sources;
    private final Kv kv;
    private final Leases leases;
    private final Sinks sinks;
    private final Cluster cluster;
    private final Auth auth;
    private final LockService lockService;
    private final ElectionService electionService;
    private final ElectionCalls elections;
    private final MemberLines members;
    private final Layers layers;
    private final List<AutoCloseable> owned;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ClientCore(List<Endpoint> endpoints, CallEngine calls, WatchMux watches, LeaseKeeper keeper, Own own) {
        this.endpoints = endpoints;
        this.pool = calls.pool();
        this.calls = calls;
        this.watches = watches;
        this.keeper = keeper;
        this.followers = new Followers(calls, own.kv().scans(), watches);
        this.views = new Views(followers, own.kv().userCode());
        this.sources = new Sources(followers, watches, own.kv().userCode());
        this.kv = new BlockingKv(own.kv());
        UserCode userCode = own.kv().userCode();
        this.healers = new Healers(calls, keeper, watches, userCode);
        LeaseCalls leaseCalls = new LeaseCalls(calls, keeper, healers, userCode, own.random());
        this.leases = new BlockingLeases(leaseCalls);
        this.sinks = new Sinks(calls, leaseCalls, userCode);
        Places places = new Places(calls);
        this.elections = new ElectionCalls(calls, places);
        this.lockService = new BlockingLockService(new LockCalls(calls, places));
        this.electionService = new BlockingElectionService(elections);
        this.cluster = new BlockingCluster(new ClusterCalls(calls, own.members()));
        this.auth = new BlockingAuth(calls);
        this.members = own.members();
        this.layers = own.layers();
        this.owned = own.parts();
    }

    private record Own(
            RandomGenerator random, MemberLines members, KvParts kv, Layers layers, List<AutoCloseable> parts) {}

    /** Makes the parts. */
    public static ClientCore open(ClientOptions options) {
        Emitter emitter = new Emitter(options.callbacks().listener());
        Function<Endpoint, Transport> connector = new Connector(options.lines(), options.layers(), emitter);
        OwnedParts owned = new OwnedParts();
        Clock clock = options.time().clock() != null ? options.time().clock() : owned.clock();
        RandomGenerator random =
                options.time().random() != null ? options.time().random() : OwnedParts.random();
        EndpointPool pool = EndpointPool.over(
                options.lines().endpoints(), connector, new NameLookup(random, null), clock, random, emitter);
        Executor executor = options.callbacks().executor();
        UserExecutors executors = executor != null ? new UserExecutors(executor, executor) : owned.executors();
        ClientOptions.Limits limits = options.limits();
        UserCode userCode = new UserCode(executors.listeners(), emitter);
        Backoff backoff = new Backoff(random);
        Tokens tokens = tokens(options, pool, clock, emitter);
        CallEngine calls =
                new CallEngine(pool, tokens, clock, backoff, executors.completions(), limits.callTimeout(), emitter);
        WatchMux watches = new WatchMux(pool, tokens, clock, backoff, userCode, emitter, limits.watches());
        LeaseKeeper keeper = new LeaseKeeper(pool, tokens, clock, backoff, random, userCode, emitter);
        MemberLines members = new MemberLines(pool, connector);
        calls.requireLeader(options.lines().members().requireLeader());
        Duration sync = options.lines().members().sync();
        if (sync != null) {
            owned.parts().add(0, new MemberSync(calls, connector, sync));
        }
        KvParts kv = new KvParts(calls, new Scans(calls, userCode), new Histories(calls, watches, userCode), userCode);
        Own own = new Own(random, members, kv, options.layers(), owned.parts());
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

    /** Views. */
    public Views views() {
        return views;
    }

    /** Sources. */
    public Sources sources() {
        return sources;
    }

    /** Sinks. */
    public Sinks sinks() {
        return sinks;
    }

    /** What follows keys from a snapshot on. */
    public Followers followers() {
        return followers;
    }

    /** Seals values anew. */
    public ReencryptProgress reencrypt(ReencryptRequest request, Consumer<ReencryptProgress> listener) {
        return layers.reencrypt(calls, request, listener);
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
        sinks.close();
        followers.close();
        calls.close();
        healers.close();
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
