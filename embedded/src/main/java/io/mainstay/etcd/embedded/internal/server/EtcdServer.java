package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.auth.Passwords;
import io.mainstay.etcd.embedded.internal.auth.Tokens;
import io.mainstay.etcd.embedded.internal.backend.StoredState;
import io.mainstay.etcd.embedded.internal.lease.LeaseTable;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.queue.ElectionService;
import io.mainstay.etcd.embedded.internal.queue.LockService;
import io.mainstay.etcd.embedded.internal.queue.Observation;
import io.mainstay.etcd.embedded.internal.queue.QueueStore;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.stream.Dispatcher;
import io.mainstay.etcd.embedded.internal.stream.ServedStream;
import io.mainstay.etcd.embedded.internal.watch.WatchHub;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An etcd of one member, without a door: it takes remote procedures as values. A call is carried out on its caller's
 * thread; streams are served by the dispatcher's.
 */
public final class EtcdServer implements AutoCloseable {
    private final Dispatcher dispatcher;
    private final WatchHub hub;
    private final Applier applier;
    private final KvService kv;
    private final LeaseService leases;
    private final AuthService auth;
    private final SlowCalls files = new SlowCalls("embedded-etcd-files");
    private final Identity identity;
    private final @Nullable AutoCompaction autoCompaction;
    private final Routes routes = new Routes();
    private final Set<KeepAliveStream> keepAlives = ConcurrentHashMap.newKeySet();
    private final Set<Observation> observations = ConcurrentHashMap.newKeySet();
    private final Set<AnswerStream<?, ?>> answers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Where a server takes from what is not its own.
     *
     * @param clock time
     * @param ids the ids of leases for which the client names none
     * @param clientUrls where clients reach it
     * @param tokens what users get for their passwords
     * @param passwords how passwords are kept
     */
    public record Surroundings(
            Clock clock, RandomGenerator ids, Supplier<List<String>> clientUrls, Tokens tokens, Passwords passwords) {}

    /** A server that begins with a state, and forgets history by itself if there is a rule for that. */
    public EtcdServer(
            Identity identity,
            ServerLimits limits,
            Surroundings around,
            StoredState stored,
            @Nullable CompactionRule compaction) {
        this.identity = identity;
        dispatcher = new Dispatcher("embedded-etcd-" + Long.toHexString(identity.memberId()));
        hub = new WatchHub(
                identity::header,
                around.clock(),
                new WatchHub.Limits(limits.progressInterval(), limits.maxMessageBytes()));
        Uptime uptime = new Uptime(around.clock());
        StoredSize size = new StoredSize();
        Members all = new Members(identity.asMember());
        StateMachine state = new StateMachine(hub, new LeaseTable(), uptime, around.tokens(), all, size);
        state.restore(stored);
        applier = new Applier(state);
        kv = new KvService(identity, limits, hub, applier, size);
        leases = new LeaseService(identity, limits, hub, applier, kv, uptime, around);
        autoCompaction =
                compaction == null ? null : new AutoCompaction(compaction, around.clock(), uptime, hub, applier);
        auth = new AuthService(
                identity,
                hub,
                applier,
                around.tokens(),
                around.passwords(),
                limits.compat().isAtLeast(Compat.V3_7));

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
        cluster(new ClusterService(identity, applier, around));
        if (!stored.leases().isEmpty()) {
            leases.start();
        }
        maintenance(new MaintenanceService(identity, limits, hub, applier, size, leases.leadership()));
        if (limits.compat().isAtLeast(Compat.V3_7)) {
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
        routes.wait(Rpcs.HASH, files.of(maintenance::hash));
        routes.write(Rpcs.ALARM, maintenance::alarm);
        routes.call(Rpcs.DEFRAGMENT, maintenance::defragment);
        routes.call(Rpcs.MOVE_LEADER, maintenance::moveLeader);
        routes.write(Rpcs.DOWNGRADE, maintenance::downgrade);
        routes.stream(Rpcs.SNAPSHOT, (asker, handler) -> answers(asker, maintenance::snapshot, files, handler));
    }

    private void queues() {
        routes.wait(Rpcs.LOCK, (asker, request, handler) -> locks(asker).lock(request, handler));
        routes.call(Rpcs.UNLOCK, (asker, request) -> locks(asker).unlock(request));
        routes.wait(Rpcs.CAMPAIGN, (asker, request, handler) -> elections(asker).campaign(request, handler));
        routes.call(Rpcs.PROCLAIM, (asker, request) -> elections(asker).proclaim(request));
        routes.call(Rpcs.LEADER, (asker, request) -> elections(asker).leader(request));
        routes.call(Rpcs.RESIGN, (asker, request) -> elections(asker).resign(request));
        routes.stream(Rpcs.OBSERVE, this::observe);
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
     * @param context what came with the call
     */
    public Asker asker(CallContext context) {
        Secret token = context.token();
        return () -> auth.caller(token);
    }

    /**
     * Carries out a call, or starts it where it is one that waits: then the answer comes on the dispatcher's thread.
     *
     * @return gives up the wait
     * @throws Refused when the server refuses it
     */
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Asker asker, Q request, ResponseHandler<R> handler) {
        if (closed) {
            throw Refusal.STOPPED.refused();
        }
        BiFunction<Asker, Q, R> caller = routes.caller(rpc);
        if (caller != null) {
            handler.onResponse(caller.apply(asker, request));
            return Cancellable.NONE;
        }
        BiFunction<Asker, Q, Proposal<R>> proposer = routes.proposer(rpc);
        if (proposer != null) {
            applier.carryOut(asker, proposer.apply(asker, request), handler);
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
        if (closed) {
            throw Refusal.STOPPED.refused();
        }
        Routes.Opener<Q, R> opener = routes.opener(rpc);
        if (opener == null) {
            throw unknown(rpc);
        }
        return opener.open(asker, handler);
    }

    /** The newest revision of the store. */
    public long revision() {
        return hub.current().revision();
    }

    /** How many leases there are. */
    public int leaseCount() {
        return leases.count();
    }

    /** How many watches there are, over all streams. */
    public int watcherCount() {
        return hub.watcherCount();
    }

    /** How many streams are open: of watches (those of waits for locks and leaders too), keep-alives, observers, long answers. */
    public int streamCount() {
        return hub.streamCount() + keepAlives.size() + observations.size() + answers.size();
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

    /** Loses the leader: no lease ends until there is one again. */
    public void loseLeader() {
        leases.leadership().lose();
    }

    /** Has a leader again, from whom all leases have their whole life. */
    public void gainLeader() {
        leases.gainLeadership();
    }

    /** Ends every stream, refuses every call from now on, and leaves no thread. Doing so twice is the same as once. */
    @Override
    public void close() {
        closed = true;
        leases.close();
        if (autoCompaction != null) {
            autoCompaction.close();
        }
        auth.close();
        files.close();
        TransportFailure stopped = TransportFailure.answered(Refusal.STOPPED.code(), Refusal.STOPPED.text());
        hub.endAll(stopped);
        keepAlives.forEach(stream -> stream.end(stopped));
        observations.forEach(stream -> stream.end(stopped));
        answers.forEach(stream -> stream.end(stopped));
        dispatcher.close();
    }

    private ServedStream<WatchCommand> watch(Asker asker, StreamHandler<WatchReply> handler) {
        return hub.open(handler, dispatcher, range -> applier.rights(asker).requireRead(range));
    }

    private ServedStream<LeaseKeepAliveRequest> keepAlive(Asker asker, StreamHandler<LeaseKeepAliveResult> handler) {
        KeepAliveStream stream = new KeepAliveStream(leases, asker, handler, dispatcher, keepAlives::remove);
        keepAlives.add(stream);
        if (closed) {
            stream.end(TransportFailure.answered(Refusal.STOPPED.code(), Refusal.STOPPED.text()));
        }
        return stream;
    }

    private <Q, R> ServedStream<Q> answers(
            Asker asker, BiFunction<Asker, Q, Iterator<R>> begin, Executor beginner, StreamHandler<R> handler) {
        AnswerStream<Q, R> stream = new AnswerStream<>(
                request -> begin.apply(asker, request), beginner, handler, dispatcher, answers::remove);
        answers.add(stream);
        if (closed) {
            stream.end(TransportFailure.answered(Refusal.STOPPED.code(), Refusal.STOPPED.text()));
        }
        return stream;
    }

    private ServedStream<LeaderRequest> observe(Asker asker, StreamHandler<LeaderResult> handler) {
        Observation stream = new Observation(store(asker), handler, dispatcher, observations::remove);
        observations.add(stream);
        if (closed) {
            stream.end(TransportFailure.answered(Refusal.STOPPED.code(), Refusal.STOPPED.text()));
        }
        return stream;
    }

    private static Refused unknown(Rpc<?, ?> rpc) {
        return new Refused(ErrorCode.UNIMPLEMENTED, "unknown method " + rpc.method() + " for service " + rpc.service());
    }
}
