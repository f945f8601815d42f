package io.mainstay.etcd;

import io.mainstay.etcd.auth.Credentials;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.event.EventListener;
import io.mainstay.etcd.internal.ClientCore;
import io.mainstay.etcd.internal.ClientOptions;
import io.mainstay.etcd.internal.Layers;
import io.mainstay.etcd.internal.config.ClientUri;
import io.mainstay.etcd.internal.config.EnvironmentSettings;
import io.mainstay.etcd.internal.config.Settings;
import io.mainstay.etcd.internal.watch.WatchLimits;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.tls.Tls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Options of a client. What is not set has a default that works. */
public final class EtcdClientBuilder {
    private final List<Endpoint> endpoints = new ArrayList<>();
    private @Nullable TransportProvider transport;
    private @Nullable Credentials credentials;
    private Duration callTimeout = Duration.ofSeconds(10);
    private int watchQueueEvents = 10_000;
    private long watchMemory = Runtime.getRuntime().maxMemory() / 4;
    private Duration watchProgress = Duration.ofSeconds(10);
    private @Nullable Tls tls;
    private ConnectOptions connect = ConnectOptions.DEFAULT;
    private @Nullable Executor executor;
    private EventListener listener = EventListener.NONE;
    private @Nullable Clock clock;
    private @Nullable RandomGenerator random;
    private Layers layers = Layers.NONE;
    private @Nullable Duration syncMembers;
    private boolean requireLeader;

    EtcdClientBuilder() {}

    /**
     * Takes everything that a URI says, like {@code
     * etcd://user:password@h1:2379,h2:2379/namespace/?callTimeout=5s&connectTimeout=2s}; what is set after it wins, but
     * for endpoints, which are added.
     *
     * <p>{@code etcds} means TLS to every host. The path, with its slashes, is the {@link #namespace(Bytes)}. The
     * parameters are {@code callTimeout}, {@code connectTimeout}, {@code keepAliveTime}, {@code keepAliveTimeout} and
     * {@code syncMembers} (each like {@code 500ms} or {@code 1m30s}), {@code requireLeader} and {@code
     * insecureSkipVerify} ({@code true} or {@code false}), {@code ca}, {@code cert} and {@code key} (files), {@code
     * serverName}, {@code user}, and one of {@code password}, {@code passwordEnv} (the name of a variable, read now)
     * and {@code passwordFile}. What has a meaning of its own in a URI is percent-encoded.
     *
     * @throws IllegalArgumentException when a part of it is not right; the message names it, and shows no secret
     */
    public EtcdClientBuilder uri(String uri) {
        return settings(ClientUri.parse(uri));
    }

    /**
     * Takes what the environment says now: {@code ETCD_ENDPOINTS}, else {@code ETCDCTL_ENDPOINTS} or {@code
     * ETCDCTL_DISCOVERY_SRV} (with {@code ETCDCTL_DISCOVERY_SRV_NAME}), and {@code ETCDCTL_USER} (also {@code
     * user:password}), {@code ETCDCTL_PASSWORD}, {@code ETCDCTL_CACERT}, {@code ETCDCTL_CERT}, {@code ETCDCTL_KEY},
     * {@code ETCDCTL_INSECURE_SKIP_TLS_VERIFY}, {@code ETCDCTL_DIAL_TIMEOUT}, {@code ETCDCTL_COMMAND_TIMEOUT}, {@code
     * ETCDCTL_KEEPALIVE_TIME} and {@code ETCDCTL_KEEPALIVE_TIMEOUT}, as etcdctl reads them. What is not set there is
     * left as it is; what is set after this wins, but for endpoints, which are added.
     *
     * @throws IllegalArgumentException when a variable is not right; the message names it, and shows no secret
     */
    public EtcdClientBuilder environment() {
        return settings(EnvironmentSettings.parse(System.getenv()));
    }

    private EtcdClientBuilder settings(Settings from) {
        from.endpoints().forEach(this::endpoints);
        from.namespace().ifPresent(this::namespace);
        from.user().ifPresent(name -> user(name, from.password()));
        from.tls().ifPresent(this::tls);
        from.duration("callTimeout").ifPresent(this::callTimeout);
        from.duration("connectTimeout").ifPresent(this::connectTimeout);
        from.duration("keepAliveTime").ifPresent(time -> keepAlive(time, connect.keepAliveTimeout()));
        from.duration("keepAliveTimeout").ifPresent(timeout -> keepAlive(connect.keepAliveTime(), timeout));
        from.duration("syncMembers").ifPresent(this::syncMembers);
        from.flag("requireLeader").ifPresent(this::requireLeader);
        return this;
    }

    /**
     * Adds the endpoints that DNS names for etcd in a domain (SRV records of {@code _etcd-client-ssl._tcp}, which are
     * reached over TLS, and {@code _etcd-client._tcp}); the same as {@code endpoints("srv://" + domain)}. They are
     * looked up with the first call, and anew whenever all of them have failed.
     */
    public EtcdClientBuilder discoverySrv(String domain) {
        return endpoints("srv://" + domain);
    }

    /**
     * Asks the cluster for its members when the client has its first answer, after every endpoint had failed, and this
     * often; their addresses are endpoints then too. Learners are left out, and so are addresses in clear when the
     * given endpoints have TLS. The given endpoints stay, and are tried when those of the members fail. Costs a call
     * each time. Default: never.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public EtcdClientBuilder syncMembers(Duration every) {
        this.syncMembers = positive("syncMembers", every);
        return this;
    }

    /**
     * Whether a member that has lost its leader must refuse a call at once, so that it goes to another, instead of
     * waiting for a leader for some seconds; a write is then surely not applied. Serializable reads are left out, since
     * they ask for what a member has without one. Watches and kept leases always require a leader. Default: false.
     */
    public EtcdClientBuilder requireLeader(boolean require) {
        this.requireLeader = require;
        return this;
    }

    /**
     * Adds endpoints; more than one may stand in a string, with commas. What they may look like says {@link Endpoint}.
     * Default: {@code http://127.0.0.1:2379}.
     *
     * @throws IllegalArgumentException when an address is none
     */
    public EtcdClientBuilder endpoints(String... addresses) {
        for (String address : addresses) {
            for (String one : address.split(",", -1)) {
                endpoints.add(Endpoint.parse(one));
            }
        }
        return this;
    }

    /** The transport to use. Default: the one on the class path that serves the endpoints' scheme. */
    public EtcdClientBuilder transport(TransportProvider provider) {
        this.transport = provider;
        return this;
    }

    /**
     * How connections are secured. When it is given, an {@code http} endpoint is refused, for what is meant to be
     * secret must not go in clear by a slip. Default: {@code https} endpoints with the JVM's trust store and no client
     * certificate, {@code http} endpoints in clear.
     */
    public EtcdClientBuilder tls(Tls tls) {
        this.tls = tls;
        return this;
    }

    /**
     * The user the client is to etcd: {@link #credentials} with a name and a password.
     *
     * @throws IllegalArgumentException when the name is empty
     */
    public EtcdClientBuilder user(String name, Secret password) {
        return credentials(Credentials.user(name, password));
    }

    /**
     * Who the client is to etcd. Default: nobody, or whom its TLS certificate names.
     *
     * <p>With a user and password, the client gets a token with its first call or watch, for one call more, and another
     * one when that is refused because its time is up, the server has restarted, the password or permissions have
     * changed; calls wait for it within their own timeout and are then sent, watches and kept leases go on. When etcd
     * says that authentication is off, the client goes on without, and gets a token when it is switched on. A password
     * that etcd rejects fails calls with {@link io.mainstay.etcd.error.UnauthenticatedException} at once, and is tried
     * again after a pause of 1 s at first and 8 s at the most, which is how soon a corrected {@link
     * Secret#file(java.nio.file.Path)} takes effect.
     *
     * <p>The password goes to the endpoints given here, with {@link #syncMembers} also to those that the members name,
     * and nowhere else. To {@code http} endpoints it goes in the clear, as every token does: anyone on the way can read
     * it. Use {@code https} where that matters.
     */
    public EtcdClientBuilder credentials(Credentials credentials) {
        this.credentials = credentials;
        return this;
    }

    /**
     * How long making a connection to one endpoint may take before the next endpoint is tried. Default: 2 s.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public EtcdClientBuilder connectTimeout(Duration timeout) {
        this.connect = connect.withConnectTimeout(positive("connectTimeout", timeout));
        return this;
    }

    /**
     * How a connection that has fallen silent is noticed while a call or stream is on it: after {@code time} without
     * a sign of life the other side is asked for one, and has {@code timeout} to answer. Defaults: 30 s and 10 s.
     *
     * @throws IllegalArgumentException when one is not positive, or the time is less than the 5 s that etcd allows
     */
    public EtcdClientBuilder keepAlive(Duration time, Duration timeout) {
        if (time.compareTo(Duration.ofSeconds(5)) < 0) {
            throw new IllegalArgumentException("keepAlive time must be 5 s or more, the least etcd allows: " + time);
        }
        this.connect = connect.withKeepAlive(time, positive("keepAlive timeout", timeout));
        return this;
    }

    /**
     * How long a call may take in all, with every attempt and the waits between them; more than 100 years count as
     * 100 years. Default: 10 s.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public EtcdClientBuilder callTimeout(Duration timeout) {
        this.callTimeout = positive("callTimeout", timeout);
        return this;
    }

    /**
     * How many events may wait in the queue of one watch before it counts as full, which is also when they have 32 MiB
     * of keys and values, with 200 bytes more for each event; {@link io.mainstay.etcd.watch.WatchOverflow} tells what
     * then happens. A single revision with more events than this is still delivered whole. Default: 10,000.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public EtcdClientBuilder watchQueueEvents(int events) {
        if (events <= 0) {
            throw new IllegalArgumentException("watchQueueEvents must be positive: " + events);
        }
        this.watchQueueEvents = events;
        return this;
    }

    /**
     * How much may wait in the queues of all watches of this client together, in bytes, counted as for {@link
     * #watchQueueEvents}: keys, values and 200 bytes more for each event received and not yet taken. Once it is used
     * up, a watch counts as full, with what its {@link io.mainstay.etcd.watch.WatchOverflow} says, when events come
     * while others wait in its queue; one whose reader keeps up goes on. So all together never hold more than this and
     * one message for each watch. Views and sources are fed by watches, too. Default: a quarter of the largest heap
     * that this JVM may have.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public EtcdClientBuilder watchMemory(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("watchMemory must be positive: " + bytes);
        }
        this.watchMemory = bytes;
        return this;
    }

    /**
     * After how long without a proof that nothing is missing a watch stream is asked for one. It costs one small
     * message each way for all watches of the stream. When no sign of life comes within twice this time in all, the
     * stream is left for dead, its endpoint is reported to have failed, and its watches go on elsewhere. Zero means
     * never: then only a broken connection ends a stream, and {@link io.mainstay.etcd.watch.Watch#staleness()} moves
     * with events alone. Default: 10 s.
     *
     * @throws IllegalArgumentException when it is negative, or more than zero and less than 1 s
     */
    public EtcdClientBuilder watchProgress(Duration interval) {
        if (interval.isNegative() || !interval.isZero() && interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("watchProgress must be 1 s or more, or zero for never: " + interval);
        }
        this.watchProgress = interval;
        return this;
    }

    /**
     * Where futures complete and listeners are called. It is never closed by the client. Default: threads of the
     * client's own.
     */
    public EtcdClientBuilder executor(Executor executor) {
        this.executor = executor;
        return this;
    }

    /** Who hears of what the client does. Default: nobody. */
    public EtcdClientBuilder eventListener(EventListener listener) {
        this.listener = listener;
        return this;
    }

    /** {@link #namespace(Bytes)} for UTF-8 text. */
    public EtcdClientBuilder namespace(String prefix) {
        return namespace(Bytes.utf8(prefix));
    }

    /**
     * Makes the keys that start with a prefix look like a store of their own: the prefix is put before every key,
     * range, lock and election name of a request and taken off every key of an answer or event. A range without an
     * end ends with the namespace, and of the keys on a lease those outside are left out. Nothing is put between: for
     * {@code
     * /app/} and the key {@code a}, the server keeps {@code /app/a}.
     *
     * <p>It is a view, no wall: compaction, revisions, leases, alarms, hashes and snapshots are the whole store's, and
     * the key ranges of role permissions are given in full, as the server knows them. Default: empty, which is none.
     */
    public EtcdClientBuilder namespace(Bytes prefix) {
        this.layers = layers.withNamespace(prefix);
        return this;
    }

    /**
     * Seals every value on its way out and opens every value on its way in, in all that this client does; keys stay in
     * clear. The key ring stays its maker's: the client does not close it. Default: none.
     *
     * <p>What that changes: values grow by 37 bytes. A transaction that compares values costs two calls or more, see
     * {@link io.mainstay.etcd.crypto}; it must compare single keys, and nests its operations one level deeper, where
     * the server allows one less (127). A sort by values is refused. A value that does not open fails the read, or
     * ends the watch, with a {@link io.mainstay.etcd.crypto.DecryptFailedException}. Raw operations are left:
     * snapshots and hashes are of the store as it is.
     */
    public EtcdClientBuilder encryption(Encryption encryption) {
        this.layers = layers.withEncryption(encryption);
        return this;
    }

    /** Where time comes from. Default: the system's monotonic clock. */
    public EtcdClientBuilder clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    /** Where chance comes from, for back-off and lease ids; must be safe for many threads. */
    public EtcdClientBuilder random(RandomGenerator random) {
        this.random = random;
        return this;
    }

    /**
     * The client. It connects when first used.
     *
     * @throws IllegalArgumentException when no transport for an endpoint's scheme is on the class path, when a file of
     *     {@link #tls(Tls)} cannot be used, when that is given and an endpoint is {@code http}, when an endpoint is
     *     named twice, or when some have TLS and some have not
     */
    public EtcdClient build() {
        List<Endpoint> to = endpoints.isEmpty() ? List.of(Endpoint.parse("http://127.0.0.1:2379")) : endpoints;
        checkTogether(to);
        return new EtcdClient(ClientCore.open(new ClientOptions(
                new ClientOptions.Lines(
                        List.copyOf(to),
                        transport,
                        tls,
                        connect,
                        new ClientOptions.Members(syncMembers, requireLeader)),
                credentials,
                new ClientOptions.Limits(callTimeout, new WatchLimits(watchQueueEvents, watchMemory, watchProgress)),
                new ClientOptions.Callbacks(executor, listener),
                new ClientOptions.Time(clock, random),
                layers)));
    }

    private static void checkTogether(List<Endpoint> endpoints) {
        for (int i = 0; i < endpoints.size(); i++) {
            Endpoint one = endpoints.get(i);
            if (endpoints.subList(0, i).stream().anyMatch(one::sameAs)) {
                throw new IllegalArgumentException("the endpoint " + one + " is named twice; name it once");
            }
        }
        Optional<Endpoint> clear = endpoints.stream()
                .filter(each -> isWeb(each) && !each.isSecured())
                .findFirst();
        Optional<Endpoint> secured = endpoints.stream()
                .filter(each -> isWeb(each) && each.isSecured())
                .findFirst();
        if (clear.isPresent() && secured.isPresent()) {
            throw new IllegalArgumentException(secured.get() + " has TLS, and " + clear.get()
                    + " is in clear, where anyone on the way can read what is meant to be secret; write https for all");
        }
    }

    private static boolean isWeb(Endpoint endpoint) {
        return endpoint.scheme().startsWith("http") || endpoint.scheme().startsWith("dns");
    }

    private static Duration positive(String option, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(option + " must be positive: " + value);
        }
        return value;
    }
}
