package io.mainstay.etcd.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A real etcd server that runs as a process of its own: a single member, or one member of a {@link RealEtcdCluster}.
 *
 * <p>It listens on free ports of the loopback address, keeps its data in a temporary folder, and ends at the latest
 * with this JVM, however that ends.
 */
public final class RealEtcd implements EtcdUnderTest {
    private static final int TRIES = 5;

    private final EtcdMember member;
    private final List<EtcdMember> cluster;
    private final RealEtcdOptions options;
    private EtcdProcess process;
    private boolean closed;

    private RealEtcd(EtcdMember member, List<EtcdMember> cluster, RealEtcdOptions options) {
        this.member = member;
        this.cluster = cluster;
        this.options = options;
        this.process = EtcdProcess.launch(member.program(cluster, options), member.log());
    }

    /**
     * The real etcds on this machine, each version once, the preferred first: the one that the environment variable
     * {@code ETCD} names, then what {@code tools/get-etcd} brought (newest first), then {@code PATH}.
     */
    public static List<EtcdInstall> installed() {
        return new EtcdInstalls(System.getenv()).find();
    }

    /** The preferred real etcd of {@code wanted}: a line of versions such as {@code 3.6}, or one version in full. */
    public static Optional<EtcdInstall> installed(String wanted) {
        return installed().stream().filter(each -> each.is(wanted)).findFirst();
    }

    /** Starts a single member and waits until it is healthy. */
    public static RealEtcd start(RealEtcdOptions options) {
        return start(() -> EtcdMember.create(1), options, members -> members.get(0));
    }

    /** Starts the members of a cluster; where another process takes one of their ports, all anew in other places. */
    static <T> T start(Supplier<List<EtcdMember>> places, RealEtcdOptions options, Function<List<RealEtcd>, T> done) {
        for (int i = 1; ; i++) {
            List<EtcdMember> cluster = places.get();
            List<RealEtcd> members = cluster.stream()
                    .map(each -> new RealEtcd(each, cluster, options))
                    .toList();
            try {
                members.forEach(RealEtcd::awaitHealth);
                return done.apply(members);
            } catch (RealEtcdException e) {
                boolean again = i < TRIES && members.stream().anyMatch(RealEtcd::lostItsPort);
                members.forEach(RealEtcd::close);
                if (!again) {
                    throw e;
                }
            }
        }
    }

    /** Starts a member in a place that was prepared for it, and does not wait: it may need a word of the cluster. */
    static RealEtcd at(EtcdMember place, List<EtcdMember> cluster, RealEtcdOptions options) {
        return new RealEtcd(place, cluster, options);
    }

    EtcdMember place() {
        return member;
    }

    /** The client address, as {@code http://127.0.0.1:23456}, or with {@code https}; it never changes. */
    public String endpoint() {
        return member.clientUrl(options);
    }

    /** The folder it works in, where its sockets in the file system are; gone when it is closed. */
    public Path folder() {
        return member.folder();
    }

    @Override
    public List<String> endpoints() {
        return List.of(endpoint());
    }

    @Override
    public String version() {
        return options.install().version();
    }

    /** The id of the process that runs now, or that ran last. */
    public synchronized long pid() {
        return process.pid();
    }

    @Override
    public synchronized boolean isRunning() {
        return process.isAlive();
    }

    @Override
    public synchronized void stop() {
        process.stop();
    }

    @Override
    public synchronized void kill() {
        process.kill();
    }

    @Override
    public synchronized void restart() {
        relaunch();
        awaitHealth();
    }

    /** Starts it again, killed first if it runs, and does not wait: the members of a cluster need each other. */
    synchronized void relaunch() {
        if (closed) {
            throw new IllegalStateException("This etcd is closed, and its data are gone; start another");
        }
        process.kill();
        process = EtcdProcess.launch(member.program(cluster, options), member.log());
    }

    /** Starts it without its data, as one that joins a cluster which knows of it already, and does not wait. */
    synchronized void relaunchEmpty() {
        process.kill();
        Folders.delete(member.folder().resolve("data"));
        process = EtcdProcess.launch(
                member.program(cluster, options.withFlags("--initial-cluster-state=existing")), member.log());
    }

    synchronized void awaitHealth() {
        process.awaitHealth(member.health(options), member.data(), options.startTimeout());
    }

    private synchronized boolean lostItsPort() {
        return process.lostItsPort();
    }

    @Override
    public synchronized void pause() {
        process.pause();
    }

    @Override
    public synchronized void resume() {
        process.resume();
    }

    @Override
    public Etcdctl etcdctl() {
        return etcdctl(endpoints());
    }

    Etcdctl etcdctl(List<String> endpoints) {
        Etcdctl etcdctl = Etcdctl.of(options.install(), endpoints);
        return options.tls().map(tls -> etcdctl.withFlags(tls.etcdctlFlags())).orElse(etcdctl);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            process.kill();
            Folders.delete(member.folder());
        }
    }

    @Override
    public String toString() {
        return "real etcd " + version() + " at " + endpoint();
    }
}
