package io.mainstay.etcd.embedded;

import io.mainstay.etcd.embedded.directory.DataDirectoryException;
import io.mainstay.etcd.embedded.internal.auth.Passwords;
import io.mainstay.etcd.embedded.internal.auth.TokenOptions;
import io.mainstay.etcd.embedded.internal.backend.BackendReader;
import io.mainstay.etcd.embedded.internal.backend.StoredState;
import io.mainstay.etcd.embedded.internal.disk.DataDirectory;
import io.mainstay.etcd.embedded.internal.disk.Disk;
import io.mainstay.etcd.embedded.internal.disk.Owner;
import io.mainstay.etcd.embedded.internal.door.Door;
import io.mainstay.etcd.embedded.internal.lever.Faults;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.server.CompactionRule;
import io.mainstay.etcd.embedded.internal.server.Compat;
import io.mainstay.etcd.embedded.internal.server.EtcdServer;
import io.mainstay.etcd.embedded.internal.server.Identity;
import io.mainstay.etcd.embedded.internal.server.InProcessTransport;
import io.mainstay.etcd.embedded.internal.server.PeriodRule;
import io.mainstay.etcd.embedded.internal.server.RevisionRule;
import io.mainstay.etcd.embedded.internal.server.ServerLimits;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.SystemClock;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An etcd of one member that lives in this JVM: it starts in milliseconds, keeps everything in memory, or
 * in a directory if {@linkplain Builder#dataDir told so}, and behaves like an etcd 3.6, to the text of its errors. Any
 * number may live side by side.
 *
 * <p>Programs in the same JVM reach it without a socket, through {@link #transports()} given to the client's builder.
 * All others reach it through one port, {@link #endpoint()}, which serves what an etcd's port serves: gRPC; over
 * HTTP/1.1 the JSON gateway below {@code /v3/}; and pages about its health and version. Where an answer of the gateway
 * is a stream, it begins when the body of its request has ended, as an etcd's does.
 *
 * <p>It serves keys, watches, leases, locks, elections, users and roles, and the cluster and maintenance services:
 * members that are added are recorded, and never start; a snapshot is the file that an etcd would give. It has no TLS.
 *
 * <p>All methods may be called from any thread.
 */
public final class EmbeddedEtcd implements AutoCloseable {
    private final EtcdServer server;
    private final Identity identity;
    private final ServerLimits limits;
    private final Faults faults;
    private final Levers levers;
    private final @Nullable SystemClock ownClock;
    private @Nullable Door door;
    private boolean closed;

    private EmbeddedEtcd(Builder options) {
        StoredState stored = stored(options.snapshot);
        limits = options.limits();
        TokenOptions tokens = TokenOptions.parse(options.authToken, options.authTokenTtl);
        RandomGenerator random = options.random != null ? options.random : new Random();
        Owner fresh = new Owner(options.clusterId != 0 ? options.clusterId : random.nextLong(), random.nextLong());
        DataDirectory directory = options.directory(fresh, stored);
        Owner owner = directory == null ? fresh : directory.owner();
        identity = new Identity(owner.clusterId(), owner.memberId());
        String name = Long.toHexString(identity.memberId());
        Clock clock = options.clock;
        if (clock == null) {
            ownClock = new SystemClock("embedded-etcd-clock-" + name);
            clock = ownClock;
        } else {
            ownClock = null;
        }
        EtcdServer.Surroundings around = new EtcdServer.Surroundings(
                clock, random, this::clientUrls, tokens.tokens(clock), new Passwords(options.bcryptCost));
        @Nullable CompactionRule compaction = options.autoCompaction.get();
        try (DataDirectory opened = directory) {
            server = new EtcdServer(identity, limits, around, stored, options.storage(opened), compaction);
        } catch (DataDirectoryException refused) {
            if (ownClock != null) {
                ownClock.close();
            }
            throw refused;
        }
        faults = new Faults(clock);
        levers = new Levers(server, faults);
        if (options.listen != null) {
            try {
                open(options.listen);
            } catch (UncheckedIOException taken) {
                close();
                throw taken;
            }
        }
    }

    private static StoredState stored(@Nullable Path snapshot) {
        if (snapshot == null) {
            return StoredState.FRESH;
        }
        try {
            return BackendReader.read(snapshot);
        } catch (IOException broken) {
            throw new SnapshotFileException(snapshot, broken);
        }
    }

    /** Starts one with the limits of an etcd, reached in-process. */
    public static EmbeddedEtcd start() {
        return builder().start();
    }

    /** One with options. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A new line to this server, in-process: a call is carried out on the caller's thread, streams are served by the
     * one thread of the server. Closing it leaves the server as it is.
     */
    public Transport transport() {
        return faults.on(new InProcessTransport(server));
    }

    /**
     * Lines to this server, in-process, for the client's builder: {@code EtcdClient.builder().transport(...)}. They
     * lead here whatever the endpoint says.
     */
    public TransportProvider transports() {
        return new TransportProvider() {
            @Override
            public Set<String> schemes() {
                return Set.of("http", "embedded");
            }

            @Override
            public Transport connect(Endpoint endpoint, ConnectOptions options) {
                return transport();
            }
        };
    }

    /**
     * The address at which any etcd client reaches this server, over gRPC or HTTP/1.1, like {@code
     * http://127.0.0.1:2379}. If it was started without {@link Builder#listen} the first call opens a free port of
     * the loopback interface, so that a test which stays in-process never pays for a socket.
     *
     * @throws IllegalStateException when the server is closed
     */
    public synchronized String endpoint() {
        if (door == null) {
            if (closed) {
                throw new IllegalStateException("the embedded etcd is closed");
            }
            open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }
        return clientUrls().get(0);
    }

    private synchronized void open(InetSocketAddress listen) {
        door = Door.open(transport(), faults.on(InProcessTransport.ofItself(server)), listen, limits.atTheDoor());
    }

    private synchronized List<String> clientUrls() {
        if (door == null) {
            return List.of();
        }
        InetSocketAddress at = door.address();
        InetAddress host = at.getAddress();
        String shown = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
        return List.of("http://" + (shown.indexOf(':') >= 0 ? "[" + shown + "]" : shown) + ":" + at.getPort());
    }

    /** What a test pulls at: refusals, lost answers, delays, dropped and stalled streams, no leader, alarms. */
    public Levers levers() {
        return levers;
    }

    /** The newest revision; 1 when nothing was ever written. */
    public long revision() {
        return server.revision();
    }

    /** How many leases there are. */
    public int leaseCount() {
        return server.leaseCount();
    }

    /** How many watches there are, over all streams. */
    public int watcherCount() {
        return server.watcherCount();
    }

    /** How many streams are open: of watches and of keep-alives. */
    public int streamCount() {
        return server.streamCount();
    }

    /**
     * Ends a lease now, as if its time were over: its keys are deleted, in one revision.
     *
     * @return whether there was such a lease
     */
    public boolean expireLease(long id) {
        try {
            server.expireLease(id);
            return true;
        } catch (Refused refused) {
            if (refused.text().equals(Refusal.LEASE_NOT_FOUND.text())) {
                return false;
            }
            throw new IllegalStateException(refused.text(), refused);
        }
    }

    /**
     * Forgets history before a revision, now.
     *
     * @throws IllegalArgumentException when the revision is compacted already or in the future
     */
    public void compact(long revision) {
        try {
            server.compact(revision);
        } catch (Refused refused) {
            throw new IllegalArgumentException("cannot compact at " + revision + ": " + refused.text(), refused);
        }
    }

    /**
     * Ends every stream, refuses every call from then on, and leaves no thread behind. Waits a few seconds at the most;
     * closing twice is the same as once.
     */
    @Override
    public void close() {
        Door opened;
        synchronized (this) {
            closed = true;
            opened = door;
        }
        if (opened != null) {
            opened.close();
        }
        server.close();
        if (ownClock != null) {
            ownClock.close();
        }
    }

    /** Which cluster and member it is. */
    @Override
    public String toString() {
        return "EmbeddedEtcd[cluster=" + Long.toHexString(identity.clusterId()) + ", member="
                + Long.toHexString(identity.memberId()) + "]";
    }

    /** Options. What is not set is as in an etcd without any flag. */
    public static final class Builder {
        private @Nullable Clock clock;
        private @Nullable RandomGenerator random;
        private @Nullable InetSocketAddress listen;
        private @Nullable Path dataDir;
        private long longLog = 64L << 20;
        private @Nullable Path snapshot;
        private long clusterId;
        private int maxTxnOps = 128;
        private int maxRequestBytes = 1_572_864;
        private long quotaBytes = 2L << 30;
        private Duration minLeaseTtl = Duration.ofSeconds(2);
        private String authToken = "simple";
        private Duration authTokenTtl = Duration.ofMinutes(5);
        private int bcryptCost = 10;
        private Duration progressInterval = Duration.ofMinutes(10);
        private Compat compat = Compat.V3_6;
        private Supplier<@Nullable CompactionRule> autoCompaction = () -> null;

        private Builder() {}

        /** Where time comes from, for leases and progress notices. It is never closed. Default: the machine's clock. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Where to listen; port 0 takes a free one. Default: nowhere until {@link EmbeddedEtcd#endpoint()}
         * asks.
         */
        public Builder listen(InetSocketAddress address) {
            this.listen = address;
            return this;
        }

        /**
         * Where to keep everything, in a directory of its own: then a write is answered only when it is on the disk,
         * and survives any end of the process; whoever is started on the directory next goes on with keys, leases (each
         * with its whole life), alarms, and the ids of cluster and member. Made if it is missing. Default: nowhere, so
         * all is gone with the server.
         */
        public Builder dataDir(Path directory) {
            this.dataDir = directory;
            return this;
        }

        /** Where ids come from, if nobody names them; must be safe for many threads. Default: chance. */
        public Builder random(RandomGenerator random) {
            this.random = random;
            return this;
        }

        /** The id of the cluster (an unsigned number); 0, the default, takes one by chance. */
        public Builder clusterId(long id) {
            this.clusterId = id;
            return this;
        }

        /**
         * The most comparisons, and operations of a branch, of a transaction. Default: 128.
         *
         * @throws IllegalArgumentException when it is not positive
         */
        public Builder maxTxnOps(int operations) {
            this.maxTxnOps = Math.toIntExact(positive("maxTxnOps", operations));
            return this;
        }

        /**
         * The largest write, in bytes as it is logged. A message may be 512 KiB larger. Default: 1,572,864.
         *
         * @throws IllegalArgumentException when it is not positive, or more than 1 GiB
         */
        public Builder maxRequestBytes(int bytes) {
            if (bytes > 1 << 30) {
                throw new IllegalArgumentException("maxRequestBytes must be at most 1 GiB: " + bytes);
            }
            this.maxRequestBytes = Math.toIntExact(positive("maxRequestBytes", bytes));
            return this;
        }

        /**
         * How large the stored data may become before writes are refused and an alarm is raised. Default: 2 GiB.
         *
         * @throws IllegalArgumentException when it is not positive
         */
        public Builder quotaBytes(long bytes) {
            this.quotaBytes = positive("quotaBytes", bytes);
            return this;
        }

        /**
         * The shortest life of a lease, in whole seconds: a shorter one that is asked for is raised to it. Default: 2
         * s.
         *
         * @throws IllegalArgumentException when it is less than a second
         */
        public Builder minLeaseTtl(Duration ttl) {
            positive("minLeaseTtl in seconds", ttl.toSeconds());
            this.minLeaseTtl = ttl;
            return this;
        }

        /**
         * How often a quiet watch that asked for it is told how far it is complete. Default: 10 minutes.
         *
         * @throws IllegalArgumentException when it is less than 100 ms
         */
        public Builder progressInterval(Duration interval) {
            if (interval.compareTo(Duration.ofMillis(100)) < 0) {
                throw new IllegalArgumentException("progressInterval must be at least 100 ms: " + interval);
            }
            this.progressInterval = interval;
            return this;
        }

        /**
         * Forgets history by itself, every five minutes, but for so many revisions; like etcd's {@code
         * --auto-compaction-mode=revision}. Default: it is never forgotten by itself.
         *
         * @throws IllegalArgumentException when it is not positive
         */
        public Builder autoCompactKeeping(long revisions) {
            positive("revisions", revisions);
            this.autoCompaction = () -> new RevisionRule(revisions);
            return this;
        }

        /**
         * Which tokens users get, in the words of etcd's flag {@code --auth-token}: {@code simple}, or
         * {@code jwt,pub-key=FILE,priv-key=FILE,sign-method=RS256,ttl=10m}, with the files in PEM. Tokens signed by
         * HMAC need only {@code priv-key}, the file of the secret; without {@code priv-key} tokens that were made
         * elsewhere are known again, and none is given. Default: {@code simple}. {@link #start} throws an {@link
         * IllegalArgumentException} when there is no such kind, or a file holds no such key.
         */
        public Builder authToken(String flag) {
            this.authToken = flag;
            return this;
        }

        /**
         * How long a simple token lives after its last use. Default: 5 minutes.
         *
         * @throws IllegalArgumentException when it is not positive
         */
        public Builder authTokenTtl(Duration ttl) {
            positive("authTokenTtl in nanoseconds", ttl.toNanos());
            this.authTokenTtl = ttl;
            return this;
        }

        /**
         * Forgets history by itself, but for what happened within a period; like etcd's {@code
         * --auto-compaction-mode=periodic}. It does so after each period, or every hour when that is longer; time is
         * that of the {@linkplain #clock clock}. Default: history is never forgotten by itself.
         *
         * @throws IllegalArgumentException when it is less than a second, or more than 10 years
         */
        public Builder autoCompactKeeping(Duration period) {
            if (period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(Duration.ofDays(3652)) > 0) {
                throw new IllegalArgumentException("the period must be between a second and 10 years: " + period);
            }
            this.autoCompaction = () -> new PeriodRule(period);
            return this;
        }

        /**
         * With what to start: a snapshot of an etcd ({@code etcdctl snapshot save}, or of this one), or the file {@code
         * db} that was copied from the data directory of a member that did not run. Keys with their history, leases
         * with their whole life, and alarms are taken over; members are not, as when {@code etcdutl} restores it. The
         * file is read once, at the start. Default: with nothing.
         */
        public Builder snapshot(Path file) {
            this.snapshot = file;
            return this;
        }

        /**
         * As which version of etcd it behaves, where versions differ: {@code 3.5}, {@code 3.6} or {@code 3.7}. Default:
         * 3.6.
         *
         * @throws IllegalArgumentException when it is another
         */
        public Builder compat(String version) {
            this.compat = Compat.of(version);
            return this;
        }

        /**
         * How hard it is to try a password: with each step of one it takes twice as long. Tests go low. Default: 10.
         *
         * @throws IllegalArgumentException when it is not from 4 to 31
         */
        public Builder bcryptCost(int cost) {
            if (cost < 4 || cost > 31) {
                throw new IllegalArgumentException("bcryptCost must be from 4 to 31: " + cost);
            }
            this.bcryptCost = cost;
            return this;
        }

        /**
         * Starts it.
         *
         * @throws UncheckedIOException when it cannot listen where it was told to
         * @throws DataDirectoryException when the data directory is in use, not one, of another cluster, or damaged
         * @throws SnapshotFileException when the snapshot it is to start with cannot be read, is damaged, or is none
         */
        public EmbeddedEtcd start() {
            return new EmbeddedEtcd(this);
        }

        /** How many bytes the log may grow by before a checkpoint takes its place. */
        Builder longLog(long bytes) {
            this.longLog = bytes;
            return this;
        }

        /** The opened data directory, which begins with the snapshot if there is one; null when there is to be none. */
        private @Nullable DataDirectory directory(Owner fresh, StoredState stored) {
            if (dataDir == null) {
                return null;
            }
            if (snapshot != null) {
                DataDirectory.create(Disk.REAL, dataDir, fresh, ServerState.of(stored));
            }
            return DataDirectory.open(Disk.REAL, dataDir, fresh, clusterId);
        }

        private EtcdServer.@Nullable Storage storage(@Nullable DataDirectory directory) {
            return directory == null ? null : new EtcdServer.Storage(directory, longLog);
        }

        private ServerLimits limits() {
            return new ServerLimits(
                    maxTxnOps, maxRequestBytes, quotaBytes, minLeaseTtl.toSeconds(), progressInterval, compat);
        }

        private static long positive(String what, long number) {
            if (number <= 0) {
                throw new IllegalArgumentException(what + " must be positive: " + number);
            }
            return number;
        }
    }
}
