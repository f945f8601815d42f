package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.auth.RoleListRequest;
import io.mainstay.etcd.auth.UserGetRequest;
import io.mainstay.etcd.auth.UserListRequest;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.embedded.internal.disk.KilledDisk;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.lease.LeaseLeasesRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.watch.WatchEvent;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One data directory on which servers are killed, one after the other, and all that must be found in it. Each round
 * starts a server, holds what it has against what was answered before, writes to it from all sides, and kills it.
 */
final class PortTrial implements AutoCloseable {
    private static final int WORKERS = 6;
    private static final int SHORT_LOG = 40_000;
    private static final int MOST_UNTIL_CHECKPOINT = 1000;

    private final Path data;
    private final KilledDisk disk;
    private final long longLog;
    private final int firstWorker;
    private final Random random;
    private final Ledger ledger = new Ledger();
    private final StoreModel model = new StoreModel();
    private final EmbeddedEtcd replayed = EmbeddedEtcd.start();
    private final Set<Long> replayedLeases = new TreeSet<>();
    private final ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    private PortHistory history = PortHistory.after(1);
    private long compacted;
    private int round;

    private PortTrial(Path data, KilledDisk disk, long longLog, int firstWorker, long seed) {
        this.firstWorker = firstWorker;
        this.data = data;
        this.disk = disk;
        this.longLog = longLog;
        this.random = new Random(seed);
    }

    /** One with all kinds of requests, and checkpoints all the time. */
    static PortTrial ofAll(Path data, KilledDisk disk, long seed) {
        return new PortTrial(data, disk, SHORT_LOG, 0, seed);
    }

    /** One without compactions, alarms and checkpoints, so that each entry in the log counts. */
    static PortTrial ofWrites(Path data, KilledDisk disk, long seed) {
        return new PortTrial(data, disk, Integer.MAX_VALUE, PortWorker.FIRST_THAT_ONLY_WRITES, seed);
    }

    long answers() {
        return ledger.answers();
    }

    long revision() {
        return model.revision();
    }

    /** Writes until there were so many answers, and perhaps until a checkpoint is under way, and kills. */
    void killUnderLoad(int answers, boolean atCheckpoint) throws Exception {
        round++;
        try (KilledProcess process = KilledProcess.start(data, disk, longLog);
                Transport line = process.connect()) {
            check(line);
            history = PortHistory.after(model.revision());
            history.watch(line);
            ThreadFactory threads = DaemonThreads.named("port-worker");
            List<Thread> workers = IntStream.range(firstWorker, firstWorker + WORKERS)
                    .mapToObj(worker -> new PortWorker(
                            worker, round, random.nextLong(), new Caller(line), ledger, history::revision))
                    .map(worker -> threads.newThread(() -> work(worker)))
                    .toList();
            workers.forEach(Thread::start);
            ledger.awaitAnswers(ledger.answers() + answers);
            for (int more = 0; atCheckpoint && more < MOST_UNTIL_CHECKPOINT && !isCheckpointUnderWay(); more++) {
                ledger.awaitAnswers(ledger.answers() + 1);
            }
            process.kill();
            for (Thread worker : workers) {
                worker.join();
            }
            history.awaitEnd();
        }
        assertThat(thrown).isEmpty();
    }

    /** Kills a server that is starting, or has just started. */
    void killAfter(int millis) throws Exception {
        try (KilledProcess process = KilledProcess.start(data, disk, longLog)) {
            process.runFor(millis);
        }
    }

    /** Starts a server, and only looks. */
    void check() throws Exception {
        try (KilledProcess process = KilledProcess.start(data, KilledDisk.REAL, longLog);
                Transport line = process.connect()) {
            check(line);
        }
    }

    private void work(PortWorker worker) {
        try {
            worker.workUntilKilled();
        } catch (RuntimeException | Error e) {
            thrown.add(e);
        }
    }

    private boolean isCheckpointUnderWay() {
        File[] parts = data.toFile().listFiles((directory, name) -> name.endsWith(".checkpoint.part"));
        return parts != null && parts.length > 0;
    }

    /** What is there is what was answered, with some of what was open; and a watch tells of all that was missed. */
    private void check(Transport line) throws Exception {
        Caller caller = new Caller(line);
        RangeResult all = caller.ask(Rpcs.RANGE, RangeRequest.of(KeyRange.all()));
        long revision = all.header().revision();
        assertThat(revision)
                .as("the revision, since all up to %d was seen", history.revision())
                .isGreaterThanOrEqualTo(history.revision());
        history.completeTo(revision, line);
        long before = model.revision();
        List<WatchEvent> events = history.events();
        ledger.settleWrites(model, events);
        assertThat(model.revision()).isEqualTo(revision);
        assertThat(all.kvs()).isEqualTo(model.keys());
        replay(before, events);
        HashKvResult hash = caller.ask(Rpcs.HASH_KV, new HashKvRequest(0));
        ledger.settleFacts(facts(caller, hash.compactRevision()));
        compareHashes(hash);
        history = PortHistory.after(revision);
    }

    private TreeSet<String> facts(Caller caller, long compactRevision) {
        TreeSet<String> facts = new TreeSet<>();
        for (String fact : ledger.asked(PortWorker.COMPACTED)) {
            if (Long.parseLong(fact.substring(PortWorker.COMPACTED.length())) <= compactRevision) {
                facts.add(fact);
            }
        }
        if (compactRevision > 0) {
            assertThat(facts).contains(PortWorker.COMPACTED + compactRevision);
        }
        caller.ask(Rpcs.ALARM, AlarmRequest.list())
                .alarms()
                .forEach(alarm -> facts.add(alarm.type().name()));
        facts.addAll(caller.ask(Rpcs.ROLE_LIST, new RoleListRequest()).roles());
        for (String user : caller.ask(Rpcs.USER_LIST, new UserListRequest()).users()) {
            facts.add(user);
            for (String role :
                    caller.ask(Rpcs.USER_GET, new UserGetRequest(user)).roles()) {
                facts.add(role + " of " + user);
            }
        }
        for (long lease :
                caller.ask(Rpcs.LEASE_LEASES, new LeaseLeasesRequest()).ids()) {
            facts.add(PortWorker.LEASE + lease + "." + lease / 1_000_000 % 1000);
            assertThat(caller.ask(Rpcs.LEASE_TIME_TO_LIVE, new LeaseTimeToLiveRequest(lease, true))
                            .keys())
                    .as("keys of lease %d", lease)
                    .containsExactlyInAnyOrderElementsOf(model.keysOf(lease));
        }
        return facts;
    }

    /** Writes the same once more, to a server without any disk. */
    private void replay(long after, List<WatchEvent> events) {
        Caller caller = new Caller(replayed);
        var revisions = events.stream().collect(Collectors.groupingBy(WatchEvent::revision));
        for (long revision = after + 1; revision <= model.revision(); revision++) {
            TxnRequest txn = TxnRequest.EMPTY;
            for (WatchEvent event : revisions.get(revision)) {
                KeyValue kv = event.kv();
                if (kv.lease() != 0 && replayedLeases.add(kv.lease())) {
                    caller.grant(kv.lease(), 100_000);
                }
                txn = txn.then(
                        event.isDelete()
                                ? Op.delete(kv.key())
                                : Op.put(kv.key(), kv.value()).lease(kv.lease()));
            }
            caller.ask(Rpcs.TXN, txn);
        }
    }

    private void compareHashes(HashKvResult hash) {
        if (hash.compactRevision() > compacted) {
            compacted = hash.compactRevision();
            replayed.compact(compacted);
        }
        HashKvResult expected = new Caller(replayed).ask(Rpcs.HASH_KV, new HashKvRequest(0));
        assertThat(hash.compactRevision()).isEqualTo(expected.compactRevision());
        assertThat(hash.hash()).as("the hash of all keys").isEqualTo(expected.hash());
    }

    @Override
    public void close() {
        replayed.close();
    }
}
