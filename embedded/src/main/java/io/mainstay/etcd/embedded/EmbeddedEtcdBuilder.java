package io.mainstay.etcd.embedded;

import io.mainstay.etcd.embedded.directory.DataDirectoryException;
import io.mainstay.etcd.embedded.internal.disk.DataDirectory;
import io.mainstay.etcd.embedded.internal.disk.Disk;
import io.mainstay.etcd.embedded.internal.disk.Owner;
import io.mainstay.etcd.embedded.internal.server.CompactionRule;
import io.mainstay.etcd.embedded.internal.server.Compat;
import io.mainstay.etcd.embedded.internal.server.EtcdCore;
import io.mainstay.etcd.embedded.internal.server.PeriodRule;
import io.mainstay.etcd.embedded.internal.server.RevisionRule;
import io.mainstay.etcd.embedded.internal.server.ServerLimits;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.ServerTls;
import io.mainstay.etcd.tls.PemSource;
import io.mainstay.etcd.tls.Tls;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The options of an {@link EmbeddedEtcd}. What is not set is as in an etcd without any flag. */
public final class EmbeddedEtcdBuilder {
    @Nullable
    Clock clock;

    @Nullable
    RandomGenerator random;

    @Nullable
    InetSocketAddress listen;

    private Tls.@Nullable Identity identity;
    private @Nullable Path trustedCa;
    private @Nullable Path dataDir;
    private long longLog = 64L << 20;
    private Disk disk = Disk.REAL;

    @Nullable
    Path snapshot;

    long clusterId;
    private int maxTxnOps = 128;
    private int maxRequestBytes = 1_572_864;
    private long quotaBytes = 2L << 30;
    private Duration minLeaseTtl = Duration.ofSeconds(2);
    String authToken = "simple";
    Duration authTokenTtl = Duration.ofMinutes(5);
    int bcryptCost = 10;
    private Duration progressInterval = Duration.ofMinutes(10);
    private Compat compat = Compat.V3_6;
    private boolean leaseCheckpoints;
    Supplier<@Nullable CompactionRule> autoCompaction = () -> null;

    EmbeddedEtcdBuilder() {}

    /** Where time comes from, for leases and progress notices. It is never closed. Default: the machine's clock. */
    public EmbeddedEtcdBuilder clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    /**
     * Where to listen; port 0 takes a free one. Default: nowhere until {@link EmbeddedEtcd#endpoint()}
     * asks.
     */
    public EmbeddedEtcdBuilder listen(InetSocketAddress address) {
        this.listen = address;
        return this;
    }

    /**
     * Serves its port over TLS only, and shows this certificate; like etcd's {@code --cert-file} and {@code
     * --key-file}. The files are PEM; the key is not encrypted: PKCS#8, PKCS#1 or SEC1, and RSA, EC or Ed25519. They
     * are read at the start, and again for each new connection, so that a renewed certificate counts from the next
     * connection on; what cannot be used then leaves in force what was there before, and the log has a warning. An
     * expired certificate is shown as it is. Programs in the same JVM come in without TLS as ever. Default: no TLS.
     *
     * @param certFile the certificate, and after it those that lead to the CA
     * @param keyFile the key of the certificate
     */
    public EmbeddedEtcdBuilder tls(Path certFile, Path keyFile) {
        this.identity = new Tls.Identity(new PemSource.File(certFile), new PemSource.File(keyFile), null);
        return this;
    }

    /**
     * Refuses clients, those of the JSON gateway too, that do not show a certificate signed by one of these CAs; like
     * etcd's {@code --client-cert-auth} with {@code --trusted-ca-file}. Once authentication is on, a call over gRPC
     * without a token is made by the user who has the common name of the certificate; the JSON gateway knows users by
     * their tokens alone. Read when the files of {@link #tls} are. Default: clients need no certificate.
     *
     * @param trustedCaFile PEM with the certificate of one CA at least
     */
    public EmbeddedEtcdBuilder clientCertAuth(Path trustedCaFile) {
        this.trustedCa = trustedCaFile;
        return this;
    }

    /**
     * Where to keep everything, in a directory of its own: then a write is answered only when it is on the disk,
     * and survives any end of the process; whoever is started on the directory next goes on with keys, leases (each
     * with its whole life), alarms, and the ids of cluster and member. Made if it is missing. Default: nowhere, so
     * all is gone with the server.
     */
    public EmbeddedEtcdBuilder dataDir(Path directory) {
        this.dataDir = directory;
        return this;
    }

    /** Where ids come from, if nobody names them; must be safe for many threads. Default: chance. */
    public EmbeddedEtcdBuilder random(RandomGenerator random) {
        this.random = random;
        return this;
    }

    /** The id of the cluster (an unsigned number); 0, the default, takes one by chance. */
    public EmbeddedEtcdBuilder clusterId(long id) {
        this.clusterId = id;
        return this;
    }

    /**
     * The most comparisons, and operations of a branch, of a transaction. Default: 128.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public EmbeddedEtcdBuilder maxTxnOps(int operations) {
        this.maxTxnOps = Math.toIntExact(positive("maxTxnOps", operations));
        return this;
    }

    /**
     * The largest write, in bytes as it is logged. A message may be 512 KiB larger. Default: 1,572,864.
     *
     * @throws IllegalArgumentException when it is not positive, or more than 1 GiB
     */
    public EmbeddedEtcdBuilder maxRequestBytes(int bytes) {
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
    public EmbeddedEtcdBuilder quotaBytes(long bytes) {
        this.quotaBytes = positive("quotaBytes", bytes);
        return this;
    }

    /**
     * The shortest life of a lease, in whole seconds: a shorter one that is asked for is raised to it. Default: 2
     * s.
     *
     * @throws IllegalArgumentException when it is less than a second
     */
    public EmbeddedEtcdBuilder minLeaseTtl(Duration ttl) {
        positive("minLeaseTtl in seconds", ttl.toSeconds());
        this.minLeaseTtl = ttl;
        return this;
    }

    /**
     * How often a quiet watch that asked for it is told how far it is complete. Default: 10 minutes.
     *
     * @throws IllegalArgumentException when it is less than 100 ms
     */
    public EmbeddedEtcdBuilder progressInterval(Duration interval) {
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
    public EmbeddedEtcdBuilder autoCompactKeeping(long revisions) {
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
    public EmbeddedEtcdBuilder authToken(String flag) {
        this.authToken = flag;
        return this;
    }

    /**
     * How long a simple token lives after its last use. Default: 5 minutes.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public EmbeddedEtcdBuilder authTokenTtl(Duration ttl) {
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
    public EmbeddedEtcdBuilder autoCompactKeeping(Duration period) {
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
    public EmbeddedEtcdBuilder snapshot(Path file) {
        this.snapshot = file;
        return this;
    }

    /**
     * Whether it records, every five minutes of the {@linkplain #clock clock}, what leases that live longer than that
     * have left, as an etcd with the feature gates {@code LeaseCheckpoint} and {@code LeaseCheckpointPersist}. Then a
     * lease goes on with what was recorded last, instead of its whole life, when another member leads and when the
     * server is started again on its data directory or a snapshot. Default: it does not.
     */
    public EmbeddedEtcdBuilder leaseCheckpoints(boolean record) {
        this.leaseCheckpoints = record;
        return this;
    }

    /**
     * As which version of etcd it behaves, where versions differ: {@code 3.5}, {@code 3.6} or {@code 3.7}. Default:
     * 3.6.
     *
     * @throws IllegalArgumentException when it is another
     */
    public EmbeddedEtcdBuilder compat(String version) {
        this.compat = Compat.of(version);
        return this;
    }

    /**
     * How hard it is to try a password: with each step of one it takes twice as long. Tests go low. Default: 10.
     *
     * @throws IllegalArgumentException when it is not from 4 to 31
     */
    public EmbeddedEtcdBuilder bcryptCost(int cost) {
        if (cost < 4 || cost > 31) {
            throw new IllegalArgumentException("bcryptCost must be from 4 to 31: " + cost);
        }
        this.bcryptCost = cost;
        return this;
    }

    /**
     * Starts it.
     *
     * @throws IllegalArgumentException when a file of {@link #tls} or {@link #clientCertAuth} cannot be used, which the
     *     message names; when the key is not that of the certificate; or when client certificates are asked for
     *     without TLS
     * @throws UncheckedIOException when it cannot listen where it was told to
     * @throws DataDirectoryException when the data directory is in use, not one, of another cluster, or damaged
     * @throws SnapshotFileException when the snapshot it is to start with cannot be read, is damaged, or is none
     */
    public EmbeddedEtcd start() {
        return new EmbeddedEtcd(this);
    }

    /** The TLS of the port; null for none. */
    @Nullable
    ServerTls serverTls() {
        if (identity == null) {
            if (trustedCa != null) {
                throw new IllegalArgumentException(
                        "clientCertAuth(...) needs TLS: name the server's certificate and key with tls(...)");
            }
            return null;
        }
        return ServerTls.of(identity, trustedCa == null ? List.of() : List.of(new PemSource.File(trustedCa)));
    }

    /** How many bytes the log may grow by before a checkpoint takes its place. */
    EmbeddedEtcdBuilder longLog(long bytes) {
        this.longLog = bytes;
        return this;
    }

    /** What it writes on. */
    EmbeddedEtcdBuilder disk(Disk disk) {
        this.disk = disk;
        return this;
    }

    /** The opened data directory, which begins with the snapshot if there is one; null when there is to be none. */
    @Nullable
    DataDirectory directory(Owner fresh, ServerState stored) {
        if (dataDir == null) {
            return null;
        }
        if (snapshot != null) {
            DataDirectory.create(disk, dataDir, fresh, stored);
        }
        return DataDirectory.open(disk, dataDir, fresh, clusterId);
    }

    EtcdCore.@Nullable Storage storage(@Nullable DataDirectory directory) {
        return directory == null ? null : new EtcdCore.Storage(directory, longLog);
    }

    ServerLimits limits() {
        return new ServerLimits(
                maxTxnOps,
                maxRequestBytes,
                quotaBytes,
                minLeaseTtl.toSeconds(),
                progressInterval,
                compat,
                leaseCheckpoints);
    }

    private static long positive(String what, long number) {
        if (number <= 0) {
            throw new IllegalArgumentException(what + " must be positive: " + number);
        }
        return number;
    }
}
