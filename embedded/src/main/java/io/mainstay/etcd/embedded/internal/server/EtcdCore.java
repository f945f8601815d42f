package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.directory.DataDirectoryException;
import io.mainstay.etcd.embedded.internal.auth.Passwords;
import io.mainstay.etcd.embedded.internal.auth.Tokens;
import io.mainstay.etcd.embedded.internal.disk.DataDirectory;
import io.mainstay.etcd.embedded.internal.disk.EntryLog;
import io.mainstay.etcd.embedded.internal.lease.LeaseTable;
import io.mainstay.etcd.embedded.internal.metrics.LogTimes;
import io.mainstay.etcd.embedded.internal.metrics.MaintenanceTimes;
import io.mainstay.etcd.embedded.internal.metrics.Stopwatch;
import io.mainstay.etcd.embedded.internal.metrics.StoreCounts;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import io.mainstay.etcd.embedded.internal.stream.Dispatcher;
import io.mainstay.etcd.embedded.internal.watch.WatchHub;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the members of a cluster share here, where an etcd has a copy of it at each of them: the state with its log, and
 * what works on it by itself. Members are {@linkplain #serve served} from it.
 */
public final class EtcdCore implements AutoCloseable {
    private final String name;
    private final Dispatcher dispatcher;
    private final WatchHub hub;
    private final ServerLimits limits;
    private final Surroundings around;
    private final StoredSize size = new StoredSize();
    private final StoreCounts counts;
    private final LogTimes logTimes;
    private final MaintenanceTimes maintenanceTimes;
    private final Applier applier;
    private final Lessor lessor;
    private final SlowCalls files = new SlowCalls("embedded-etcd-files", 2);
    private final SlowCalls passwords = new SlowCalls("embedded-etcd-passwords", 2);
    private final SlowCalls queues = new SlowCalls("embedded-etcd-queues", 8);
    private final boolean durable;
    private final @Nullable AutoCompaction autoCompaction;
    private final List<EtcdServer> servers = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /**
     * Where a server takes from what is not its own.
     *
     * @param clock time
     * @param ids the ids of leases for which the client names none
     * @param clientUrls where clients reach a member; empty for one that does not run, or is reached nowhere
     * @param tokens what users get for their passwords
     * @param passwords how passwords are kept
     */
    public record Surroundings(
            Clock clock,
            RandomGenerator ids,
            LongFunction<List<String>> clientUrls,
            Tokens tokens,
            Passwords passwords) {}

    /**
     * Where a durable server keeps its state.
     *
     * @param directory the opened directory
     * @param longLog how many bytes the log may grow by before a checkpoint takes its place
     */
    public record Storage(DataDirectory directory, long longLog) {}

    /**
     * One that goes on from a state, and has no member yet.
     *
     * @param founders the members that run
     * @param from the state; that of the data directory, if there is one
     * @param storage where it keeps its state, which it gives up when it is closed; null for nowhere
     * @param compaction by which rule it forgets history by itself; null for never
     * @throws DataDirectoryException when the directory turns out to be damaged; it must be closed then
     */
    public EtcdCore(
            List<Member> founders,
            ServerLimits limits,
            Surroundings around,
            ServerState from,
            @Nullable Storage storage,
            @Nullable CompactionRule compaction) {
        this.limits = limits;
        this.around = around;
        durable = storage != null;
        Stopwatch watch = new Stopwatch(around.clock()::nanoTime);
        counts = new StoreCounts(watch);
        logTimes = new LogTimes(watch);
        maintenanceTimes = new MaintenanceTimes(watch);
        name = Long.toHexString(founders.get(0).id());
        dispatcher = new Dispatcher("embedded-etcd-" + name);
        hub = new WatchHub(around.clock(), new WatchHub.Limits(limits.progressInterval(), limits.maxMessageBytes()));
        Uptime uptime = new Uptime(around.clock());
        StateMachine state = new StateMachine(
                hub,
                new LeaseTable(limits.leaseCheckpoints()),
                uptime,
                around.tokens(),
                new Members(founders),
                size,
                counts);
        state.restore(from);
        applier = applier(state, storage);
        counts.reset();
        lessor = new Lessor(applier, uptime, around.clock(), counts);
        autoCompaction =
                compaction == null ? null : new AutoCompaction(compaction, around.clock(), uptime, hub, applier);
        lessor.resume();
    }

    private Applier applier(StateMachine machine, @Nullable Storage storage) {
        GuardedMachine guarded = new GuardedMachine(machine);
        if (storage == null) {
            return new Applier(guarded, null);
        }
        EntryLog log = storage.directory().replay(machine::applyAgain);
        Checkpoints checkpoints = new Checkpoints(log, guarded, storage.longLog(), logTimes, name);
        LogWriter writer = new LogWriter(log, guarded, checkpoints, logTimes, name);
        writer.start();
        return new Applier(guarded, writer);
    }

    /** Serves a member. */
    public EtcdServer serve(Identity member) {
        EtcdServer server = new EtcdServer(member, this);
        servers.add(server);
        return server;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    WatchHub hub() {
        return hub;
    }

    ServerLimits limits() {
        return limits;
    }

    Surroundings around() {
        return around;
    }

    StoredSize size() {
        return size;
    }

    StoreCounts counts() {
        return counts;
    }

    LogTimes logTimes() {
        return logTimes;
    }

    MaintenanceTimes maintenanceTimes() {
        return maintenanceTimes;
    }

    Applier applier() {
        return applier;
    }

    Lessor lessor() {
        return lessor;
    }

    SlowCalls files() {
        return files;
    }

    SlowCalls passwords() {
        return passwords;
    }

    /** Where calls of the Lock and Election services wait for the disk, each several times; null without a disk. */
    @Nullable
    SlowCalls queues() {
        return durable ? queues : null;
    }

    boolean isClosed() {
        return closed;
    }

    /** Has no leader any more: no lease ends until there is one again. */
    public void leaderLost() {
        lessor.demote();
    }

    /** Has a leader, and a new one if there was one before: all leases have their whole life from now on. */
    public void leaderFound() {
        lessor.promote();
    }

    /** Ends every stream, refuses every call from now on, and leaves no thread. Doing so twice is the same as once. */
    @Override
    public void close() {
        closed = true;
        lessor.close();
        if (autoCompaction != null) {
            autoCompaction.close();
        }
        passwords.close();
        files.close();
        queues.close();
        applier.close();
        TransportFailure stopped = TransportFailure.answered(Refusal.STOPPED.code(), Refusal.STOPPED.text());
        hub.endAll(stopped);
        servers.forEach(server -> server.endStreams(stopped));
        dispatcher.close();
    }
}
