package io.mainstay.etcd.internal;

import io.mainstay.etcd.cluster.Cluster;
import io.mainstay.etcd.internal.call.Backoff;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.face.BlockingCluster;
import io.mainstay.etcd.internal.face.BlockingKv;
import io.mainstay.etcd.internal.face.BlockingLeases;
import io.mainstay.etcd.internal.face.LeaseCalls;
import io.mainstay.etcd.internal.lease.LeaseKeeper;
import io.mainstay.etcd.internal.line.EndpointPool;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.watch.WatchMux;
import io.mainstay.etcd.kv.Kv;
import io.mainstay.etcd.lease.Leases;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

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
    private final List<AutoCloseable> owned;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ClientCore(List<Endpoint> endpoints, CallEngine calls, WatchMux watches, LeaseKeeper keeper, Own own) {
        this.endpoints = endpoints;
        this.pool = calls.pool();
        this.calls = calls;
        this.watches = watches;
        this.keeper = keeper;
        this.kv = new BlockingKv(calls);
        this.leases = new BlockingLeases(new LeaseCalls(calls, keeper, own.random()));
        this.cluster = new BlockingCluster(calls);
        this.owned = own.parts();
    }

    private record Own(RandomGenerator random, List<AutoCloseable> parts) {}

    /** Makes the parts. */
    public static ClientCore open(ClientOptions options) {
        OwnedParts owned = new OwnedParts();
        Clock clock = options.time().clock() != null ? options.time().clock() : owned.clock();
        RandomGenerator random =
                options.time().random() != null ? options.time().random() : OwnedParts.random();
        Executor executor = options.callbacks().executor();
        UserExecutors executors = executor != null ? new UserExecutors(executor, executor) : owned.executors();
        Emitter emitter = new Emitter(options.callbacks().listener());
        EndpointPool pool = new EndpointPool(connect(options.lines()), clock, random, emitter);
        ClientOptions.Limits limits = options.limits();
        UserCode userCode = new UserCode(executors.listeners(), emitter);
        Backoff backoff = new Backoff(random);
        CallEngine calls = new CallEngine(pool, clock, backoff, executors.completions(), limits.callTimeout(), emitter);
        WatchMux watches = new WatchMux(pool, clock, backoff, userCode, emitter, limits.watchQueueEvents());
        LeaseKeeper keeper = new LeaseKeeper(pool, clock, backoff, userCode, emitter);
        return new ClientCore(options.lines().endpoints(), calls, watches, keeper, new Own(random, owned.parts()));
    }

    private static List<Line> connect(ClientOptions.Lines to) {
        List<Line> lines = new ArrayList<>();
        try {
            for (Endpoint endpoint : to.endpoints()) {
                TransportProvider provider = to.transport() != null ? to.transport() : Transports.forEndpoint(endpoint);
                lines.add(new Line(endpoint, provider.connect(endpoint, to.connect())));
            }
        } catch (RuntimeException noTransport) {
            lines.forEach(line -> Quietly.close(line.transport()));
            throw noTransport;
        }
        return lines;
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
        try {
            pool.close();
        } finally {
            owned.forEach(Quietly::close);
        }
    }
}
