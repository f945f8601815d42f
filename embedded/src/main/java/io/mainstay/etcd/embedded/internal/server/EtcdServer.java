package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.metrics.MetricsPage;
import io.mainstay.etcd.embedded.internal.metrics.ProcessNumbers;
import io.mainstay.etcd.embedded.internal.metrics.Traffic;
import io.mainstay.etcd.embedded.internal.queue.ElectionService;
import io.mainstay.etcd.embedded.internal.queue.LockService;
import io.mainstay.etcd.embedded.internal.queue.Observation;
import io.mainstay.etcd.embedded.internal.queue.QueueStore;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.stream.ServedStream;
import io.mainstay.etcd.embedded.internal.watch.WatchHub;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One member of an etcd, without a door: it takes remote procedures as values. A call is carried out on its caller's
 * thread; streams are served by the dispatcher's.
 */
public final class EtcdServer implements AutoCloseable {
    private final EtcdCore core;
    private final WatchHub hub;
    private final Applier applier;
    private final KvService kv;
    private final LeaseService leases;
    private final AuthService auth;
    private final Identity identity;
    private final ServerMetrics metrics;
    private final Routes routes = new Routes();
    private final Set<KeepAliveStream> keepAlives = ConcurrentHashMap.newKeySet();
    private final Set<Observation> observations = ConcurrentHashMap.newKeySet();
    private final Set<AnswerStream<?, ?>> answers = ConcurrentHashMap.newKeySet();

    EtcdServer(Identity identity, EtcdCore core) {
        this.identity = identity;
        this.core = core;
        hub = core.hub();
        applier = core.applier();
        kv = new KvService(identity, core);
        leases = new LeaseService(identity, core, kv);
        auth = new AuthService(identity, core);

        routes.call(Rpcs.RANGE, kv::range);
        routes.write(Rpcs.PUT, kv::put);
        routes.write(Rpcs.DELETE_RANGE, kv::delete);
        routes.write(Rpcs.TXN, kv::txn);
        routes.write(Rpcs.COMPACT, kv::compact);
        routes.write(Rpcs.LEASE_GRANT, leases::grant);
        routes.write(Rpcs.LEASE_REVOKE, leases::revoke);
        routes.call(Rpcs.LEASE_TIME_TO_LIVE, leases::timeToLive);
        routes.call(Rpcs.LEASE_LEASES, leases::leases);
        routes.stream(Rpcs.WATCH, this::watch);
        routes.stream(Rpcs.LEASE_KEEP_ALIVE, this::keepAlive);
        cluster(new ClusterService(identity, applier, core.around()));
        maintenance(new MaintenanceService(identity, core));
        metrics = new ServerMetrics(identity, core);
        if (core.limits().compat().isAtLeast(Compat.V3_7)) {
            routes.stream(
                    Rpcs.RANGE_STREAM, (asker, handler) -> answers(asker, kv::rangeStream, Runnable::run, handler));
        }
        auth.serve(routes);
        queues();
    }

    private void cluster(ClusterService cluster) {
        routes.call(Rpcs.MEMBER_LIST, cluster::list);
        routes.write(Rpcs.MEMBER_ADD, cluster::add);
        routes.write(Rpcs.MEMBER_REMOVE, cluster::remove);
        routes.write(Rpcs.MEMBER_UPDATE, cluster::update);
        routes.write(Rpcs.MEMBER_PROMOTE, cluster::promote);
    }

    private void maintenance(MaintenanceService maintenance) {
        routes.call(Rpcs.STATUS, maintenance::status);
        routes.call(Rpcs.HASH_KV, maintenance::hashKv);
        routes.wait(Rpcs.HASH, core.files().of(maintenance::hash));
        routes.write(Rpcs.ALARM, maintenance::alarm);
        routes.call(Rpcs.DEFRAGMENT, maintenance::defragment);
        routes.wait(Rpcs.MOVE_LEADER, maintenance::moveLeader);
        routes.write(Rpcs.DOWNGRADE, maintenance::downgrade);
        routes.stream(Rpcs.SNAPSHOT, (asker, handler) -> answers(asker, maintenance::snapshot, core.files(), handler));
    }

    private void queues() {
        queue(Rpcs.LOCK, (asker, request, handler) -> locks(asker).lock(request, handler));
        queue(Rpcs.UNLOCK, (asker, request) -> locks(asker).unlock(request));
        queue(Rpcs.CAMPAIGN, (asker, request, handler) -> elections(asker).campaign(request, handler));
        queue(Rpcs.PROCLAIM, (asker, request) -> elections(asker).proclaim(request));
        routes.call(Rpcs.LEADER, (asker, request) -> elections(asker).leader(request));
        queue(Rpcs.RESIGN, (asker, request) -> elections(asker).resign(request));
        routes.stream(Rpcs.OBSERVE, this::observe);
    }

    /**
     * What writes more than once for one answer must not keep its caller, a port's one thread, until all is durable.
     */
    private <Q, R> void queue(Rpc<Q, R> rpc, Routes.Starter<Q, R> starter) {
        SlowCalls waiting = core.queues();
        routes.wait(rpc, waiting == null ? starter : waiting.of(starter));
    }

    private <Q, R> void queue(Rpc<Q, R> rpc, BiFunction<Asker, Q, R> call) {
        SlowCalls waiting = core.queues();
        if (waiting == null) {
            routes.call(rpc, call);
        } else {
            routes.wait(rpc, waiting.of(call));
        }
    }

    private LockService locks(Asker asker) {
        return new LockService(store(asker));
    }

    private ElectionService elections(Asker asker) {
        return new ElectionService(store(asker));
    }

    /** In etcd these services are clients of their own server, with the token of whoever calls them. */
    private QueueStore store(Asker asker) {
        return new ServedStore(asker, applier, kv, leases, this::watch);
    }

    /**
     * Who makes a call.
     *
     * @param token what came with the call; null for none
     * @param certificateName the common name of the caller's certificate, which counts where there is no token; null
     *     for none
     */
    public Asker asker(@Nullable Secret token, @Nullable String certificateName) {
        return () -> auth.caller(token, certificateName);
    }

    /**
     * Carries out a call, or starts it where it is one that waits: then the answer comes on the dispatcher's thread.
     *
     * @return gives up the wait
     * @throws Refused when the server refuses it
     */
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Asker asker, Q request, ResponseHandler<R> handler) {
        return call(rpc, asker, request, handler, core.dispatcher());
    }

    /**
     * The same, where the answer to a write that had to become durable is taken by somebody.
     *
     * @param taker who takes it; {@code Runnable::run} is the thread of the log, which must not be kept
     */
    <Q, R> Cancellable call(Rpc<Q, R> rpc, Asker asker, Q request, ResponseHandler<R> handler, Executor taker) {
        if (core.isClosed()) {
            throw Refusal.STOPPED.refused();
        }
        BiFunction<Asker, Q, R> caller = routes.caller(rpc);
        if (caller != null) {
            handler.onResponse(caller.apply(asker, request));
            return Cancellable.NONE;
        }
        BiFunction<Asker, Q, Proposal<R>> proposer = routes.proposer(rpc);
        if (proposer != null) {
            applier.carryOut(asker, proposer.apply(asker, request), handler, taker);
            return Cancellable.NONE;
        }
        Routes.Starter<Q, R> starter = routes.starter(rpc);
        if (starter == null) {
            throw unknown(rpc);
        }
        return starter.start(asker, request, handler);
    }

    /**
     * Opens a stream.
     *
     * @throws Refused when the server refuses it
     */
    public <Q, R> ServedStream<Q> open(Rpc<Q, R> rpc, Asker asker, StreamHandler<R> handler) {
        if (core.isClosed()) {
            throw Refusal.STOPPED.refused();
        }
        Routes.Opener<Q, R> opener = routes.opener(rpc);
        if (opener == null) {
            throw unknown(rpc);
        }
        return opener.open(asker, handler);
    }

    /** What streams are served by. */
    Executor dispatcher() {
        return core.dispatcher();
    }

    /** The newest revision of the store. */
    public long revision() {
        return hub.current().revision();
    }

    /** How many leases there are. */
    public int leaseCount() {
        return core.lessor().count();
    }

    /** How many watches there are at this member, over all streams. */
    public int watcherCount() {
        return hub.watcherCount(identity);
    }

    /**
     * How many streams are open at this member: of watches (those of waits for locks and leaders too), keep-alives,
     * observers, long answers.
     */
    public int streamCount() {
        return hub.streamCount(identity) + keepAlives.size() + observations.size() + answers.size();
    }

    /** The page of what it tells of itself, and of what came through its door, in numbers. */
    public String metricsPage(Traffic traffic) {
        MetricsPage page = new MetricsPage();
        metrics.write(page);
        traffic.write(page);
        ProcessNumbers.write(page);
        return page.toString();
    }

    /** Forgets history; refused like the call. */
    public void compact(long revision) {
        applier.carryOut(Asker.SERVER, kv.compact(Asker.SERVER, new CompactRequest(revision, true)));
    }

    /** Ends a lease as if its time were over; refused like a revoke. */
    public void expireLease(long id) {
        applier.carryOut(Asker.SERVER, leases.revoke(Asker.SERVER, new LeaseRevokeRequest(id)));
    }

    /** Raises or clears an alarm of this member. */
    public void alarm(AlarmRequest.Action action, AlarmType type) {
        applier.apply(new Entry.Alarm(new AlarmRequest(action, identity.memberId(), type)));
    }

    /** Loses the leader, if this is the only member: no lease ends until there is one again. */
    public void loseLeader() {
        if (identity.leadership() instanceof SoleLeadership sole && sole.isHeld()) {
            sole.lose();
            core.leaderLost();
        }
    }

    /** Has a leader again, from whom all leases have their whole life. */
    public void gainLeader() {
        if (identity.leadership() instanceof SoleLeadership sole && !sole.isHeld()) {
            core.leaderFound();
            sole.gain();
        }
    }

    /** Ends the streams of this member, but for those of watches. */
    void endStreams(TransportFailure failure) {
        keepAlives.forEach(stream -> stream.end(failure));
        observations.forEach(stream -> stream.end(failure));
        answers.forEach(stream -> stream.end(failure));
    }

    /** Ends it with all that it shares with other members. */
    @Override
    public void close() {
        core.close();
    }

    private ServedStream<WatchCommand> watch(Asker asker, StreamHandler<WatchReply> handler) {
        return hub.open(
                identity,
                handler,
                core.dispatcher(),
                range -> applier.rights(asker).requireRead(range));
    }

    private ServedStream<LeaseKeepAliveRequest> keepAlive(Asker asker, StreamHandler<LeaseKeepAliveResult> handler) {
        KeepAliveStream stream = new KeepAliveStream(leases, asker, handler, core.dispatcher(), keepAlives::remove);
        keepAlives.add(stream);
        if (core.isClosed()) {
            stream.end(TransportFailure.answered(Refusal.STOPPED.code(), Refusal.STOPPED.text()));
        }
        return stream;
    }

    private <Q, R> ServedStream<Q> answers(
            Asker asker, BiFunction<Asker, Q, Iterator<R>> begin, Executor beginner, StreamHandler<R> handler) {
        AnswerStream<Q, R> stream = new AnswerStream<>(
                request -> begin.apply(asker, request), beginner, handler, core.dispatcher(), answers::remove);
        answers.add(stream);
        if (core.isClosed()) {
            stream.end(TransportFailure.answered(Refusal.STOPPED.code(), Refusal.STOPPED.text()));
        }
        return stream;
    }

    private ServedStream<LeaderRequest> observe(Asker asker, StreamHandler<LeaderResult> handler) {
        Observation stream = new Observation(store(asker), handler, core.dispatcher(), observations::remove);
        observations.add(stream);
        if (core.isClosed()) {
            stream.end(TransportFailure.answered(Refusal.STOPPED.code(), Refusal.STOPPED.text()));
        }
        return stream;
    }

    private static Refused unknown(Rpc<?, ?> rpc) {
        return new Refused(ErrorCode.UNIMPLEMENTED, "unknown method " + rpc.method() + " for service " + rpc.service());
    }
}
