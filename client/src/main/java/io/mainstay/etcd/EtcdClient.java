package io.mainstay.etcd;

import io.mainstay.etcd.auth.Auth;
import io.mainstay.etcd.cluster.Cluster;
import io.mainstay.etcd.crypto.ReencryptProgress;
import io.mainstay.etcd.crypto.ReencryptRequest;
import io.mainstay.etcd.election.ElectionService;
import io.mainstay.etcd.event.EventListener;
import io.mainstay.etcd.internal.ClientCore;
import io.mainstay.etcd.internal.watch.WatchPublisher;
import io.mainstay.etcd.kv.Kv;
import io.mainstay.etcd.lease.Leases;
import io.mainstay.etcd.lock.LockService;
import io.mainstay.etcd.stream.Sink;
import io.mainstay.etcd.stream.SinkOptions;
import io.mainstay.etcd.stream.Source;
import io.mainstay.etcd.stream.SourceRequest;
import io.mainstay.etcd.view.PrefixView;
import io.mainstay.etcd.view.ValueDecoder;
import io.mainstay.etcd.view.ValueRequest;
import io.mainstay.etcd.view.ViewRequest;
import io.mainstay.etcd.view.WatchedValue;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchListener;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A client of one etcd cluster: the way in to everything this library does.
 *
 * <pre>{@code
 * try (EtcdClient etcd = EtcdClient.connect("http://127.0.0.1:2379")) {
 *     etcd.kv().put("/app/config", "v1");
 *     etcd.kv().get("/app/config").ifPresent(kv -> System.out.println(kv.value().utf8()));
 * }
 * }</pre>
 *
 * <p>A client is made once and shared: it is safe for use by many threads, keeps one connection to the endpoint in use,
 * carries all watches on one stream and all leases on another. It connects when first used, so making one never fails
 * because etcd is away. User code never runs on a transport's thread or under a lock, except in an {@link
 * EventListener}.
 */
public final class EtcdClient implements AutoCloseable {
    private final ClientCore core;

    EtcdClient(ClientCore core) {
        this.core = core;
    }

    /**
     * A client with nothing but endpoints.
     *
     * @param endpoints addresses like {@code http://127.0.0.1:2379}; more than one may stand in a string, with commas
     * @throws IllegalArgumentException when an address is none, or no transport for its scheme is on the class path
     */
    public static EtcdClient connect(String... endpoints) {
        return builder().endpoints(endpoints).build();
    }

    /**
     * A client set up as the environment says, see {@link EtcdClientBuilder#environment()}.
     *
     * @throws IllegalArgumentException when a variable is not right
     */
    public static EtcdClient fromEnvironment() {
        return builder().environment().build();
    }

    /** A client with options. */
    public static EtcdClientBuilder builder() {
        return new EtcdClientBuilder();
    }

    /** Keys: get, put, delete, transactions, compaction. */
    public Kv kv() {
        return core.kv();
    }

    /** Leases. */
    public Leases leases() {
        return core.leases();
    }

    /** Members and their changes, alarms, the leader; and a hold on one member, for its state, snapshots, upkeep. */
    public Cluster cluster() {
        return core.cluster();
    }

    /** Users, roles, permissions, and the switch for authentication. */
    public Auth auth() {
        return core.auth();
    }

    /** The locks that etcd itself offers as a service, for sharing them with programs that use it. */
    public LockService lockService() {
        return core.lockService();
    }

    /** The elections that etcd itself offers as a service, for sharing them with programs that use it. */
    public ElectionService electionService() {
        return core.electionService();
    }

    /** Watches one key from now on. Does not block; see {@link Watch#ready()}. */
    public Watch watch(String key) {
        return watch(WatchRequest.of(key));
    }

    /** Watches what {@code options} make of a key, like {@code watch("/app/", o -> o.prefix().withPrevKv())}. */
    public Watch watch(String key, UnaryOperator<WatchRequest> options) {
        return watch(options.apply(WatchRequest.of(key)));
    }

    /** Watches keys; the caller reads the events from the watch. Does not block; see {@link Watch#ready()}. */
    public Watch watch(WatchRequest request) {
        return core.watches().start(request);
    }

    /**
     * Watches keys and calls a listener, on the client's executor. Read nothing from the watch that is returned: it
     * is for its state, and for closing.
     */
    public Watch watch(WatchRequest request, WatchListener listener) {
        return core.watches().start(request, listener);
    }

    /**
     * A publisher that starts a watch for each subscriber: batches come as the subscriber asks for them, on the
     * client's executor; cancelling the subscription closes the watch. A watch that ends by itself, or because the
     * client is closed, ends as {@code onError} with an {@link io.mainstay.etcd.error.EtcdException}.
     */
    public Flow.Publisher<WatchBatch> watchPublisher(WatchRequest request) {
        return new WatchPublisher(core.watches(), request);
    }

    /** Holds the keys of a prefix in memory, and keeps them current. Does not block; see {@link PrefixView#ready()}. */
    public PrefixView view(String prefix) {
        return view(ViewRequest.prefix(prefix));
    }

    /** Holds what {@code options} make of a prefix, like {@code view("/app/", o -> o.listenerQueue(100))}. */
    public PrefixView view(String prefix, UnaryOperator<ViewRequest> options) {
        return view(options.apply(ViewRequest.prefix(prefix)));
    }

    /** Holds keys in memory, and keeps them current. Does not block; see {@link PrefixView#ready()}. */
    public PrefixView view(ViewRequest request) {
        return core.views().open(request);
    }

    /** Holds one key as a decoded value, current. Does not block; see {@link WatchedValue#ready()}. */
    public <T> WatchedValue<T> value(String key, ValueDecoder<T> decoder) {
        return value(ValueRequest.of(key, decoder));
    }

    /** Holds one key as what {@code options} make of it, like {@code value(key, decoder, o -> o.whenAbsent(NONE))}. */
    public <T> WatchedValue<T> value(String key, ValueDecoder<T> decoder, UnaryOperator<ValueRequest<T>> options) {
        return value(options.apply(ValueRequest.of(key, decoder)));
    }

    /** Holds one key as a decoded value, current. Does not block; see {@link WatchedValue#ready()}. */
    public <T> WatchedValue<T> value(ValueRequest<T> request) {
        return core.views().open(request);
    }

    /** How every key that starts with a prefix stands, and then every change of them, see {@link Source}. */
    public Source source(String prefix) {
        return source(SourceRequest.prefix(prefix));
    }

    /** A source as {@code options} say, like {@code source("/app/", o -> o.prevKv().relist())}. */
    public Source source(String prefix, UnaryOperator<SourceRequest> options) {
        return source(options.apply(SourceRequest.prefix(prefix)));
    }

    /** A source of what a request names. It sends nothing before it is asked for a burst. */
    public Source source(SourceRequest request) {
        return core.sources().of(request);
    }

    /** A sink that writes bursts, see {@link Sink}. It sends nothing before it is given something. */
    public Sink sink() {
        return sink(options -> options);
    }

    /** A sink as {@code options} say, like {@code sink(o -> o.lease(Duration.ofSeconds(10)).force(false))}. */
    public Sink sink(UnaryOperator<SinkOptions> options) {
        return core.sinks().open(options.apply(SinkOptions.DEFAULT));
    }

    /**
     * Seals values anew that another key of the ring than the primary has sealed: the last but one step of changing
     * keys, see {@link io.mainstay.etcd.crypto.KeyRing}. Each value is rewritten only if it has not changed since it
     * was read, keeps its lease, and gets a new revision, so watches see a put. The primary key must have been
     * promoted in every process that writes, or values sealed with the old one may be written behind the walk.
     *
     * <p>Blocks until all is done, in many calls of a page or a transaction each, every one of which is tried again as
     * reads are. A failure, or an interrupt, loses nothing: go on with {@link ReencryptRequest#after}. A value that
     * does not open ends it with a {@link io.mainstay.etcd.crypto.DecryptFailedException} that names the key.
     *
     * @param progress is told on this thread, after each part
     * @return how it ended
     * @throws IllegalStateException when this client has no encryption
     */
    public ReencryptProgress reencrypt(ReencryptRequest request, Consumer<ReencryptProgress> progress) {
        return core.reencrypt(request, progress);
    }

    /**
     * Ends every watch, view, source, sink, kept lease and call, closes the connection and the threads of this
     * client. Leases are not
     * revoked. An executor, clock or transport provider that was given to the builder stays as it is. Blocks for a
     * few seconds at the most, while callbacks end; called from a callback, it does not wait for callbacks. Closing
     * twice is the same as once.
     */
    @Override
    public void close() {
        core.close();
    }

    /** The endpoints, and nothing secret. */
    @Override
    public String toString() {
        return "EtcdClient" + core.endpoints();
    }
}
