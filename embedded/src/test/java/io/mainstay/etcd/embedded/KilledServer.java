package io.mainstay.etcd.embedded;

import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.Rpcs;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;

/**
 * The program that is killed: a durable server under load. What each writer does is decided by a seed, so that whoever
 * knows how many steps were answered knows what must be there. A line {@code writer step .} tells of each answer.
 */
final class KilledServer {
    static final int WRITERS = 6;

    private static final int KEYS = 8;

    private KilledServer() {}

    /** Runs on a directory until it is killed: directory, seed, round. */
    public static void main(String[] args) {
        EmbeddedEtcd etcd =
                EmbeddedEtcd.builder().dataDir(Path.of(args[0])).longLog(60_000).start();
        long seed = Long.parseLong(args[1]);
        int round = Integer.parseInt(args[2]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ThreadFactory threads = DaemonThreads.named("writer");
        List<Thread> writers = IntStream.range(0, WRITERS)
                .mapToObj(writer -> threads.newThread(() -> write(new Caller(etcd), seed, round, writer, out)))
                .toList();
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts", e);
            }
        }
    }

    private static void write(Caller caller, long seed, int round, int writer, PrintStream out) {
        Steps steps = new Steps(seed, round, writer);
        long lease = steps.lease();
        caller.grant(lease, 600);
        for (int step = 1; ; step++) {
            caller.ask(Rpcs.TXN, steps.next());
            out.println(writer + " " + step + " .");
            if (step % 150 == 0) {
                long revision = caller.put(steps.prefix() + "~compacted", "") - 100;
                if (writer == 0 && revision > 1) {
                    caller.ask(Rpcs.COMPACT, new CompactRequest(revision, true));
                }
                caller.ask(Rpcs.LEASE_REVOKE, new LeaseRevokeRequest(lease));
                caller.grant(lease, 600);
            }
        }
    }

    /** What one writer does, and what its keys hold after each step. */
    static final class Steps {
        private final Random random;
        private final String prefix;
        private final long lease;
        private final TreeMap<String, String> holds = new TreeMap<>();
        private int step;

        Steps(long seed, int round, int writer) {
            random = new Random(seed + 1_000_003L * round + writer);
            prefix = String.format("r%05d/w%d/", round, writer);
            lease = 1 + round * 100L + writer;
        }

        String prefix() {
            return prefix;
        }

        long lease() {
            return lease;
        }

        /** The next step: a transaction that changes some keys, and says in one of them which step it was. */
        TxnRequest next() {
            step++;
            TxnRequest txn = TxnRequest.EMPTY.then(put("step", String.valueOf(step)));
            int first = random.nextInt(KEYS);
            for (int i = 0; i < 3; i++) {
                String key = "k" + (first + i) % KEYS;
                boolean delete = random.nextInt(3) == 0;
                txn = txn.then(delete ? delete(key) : put(key, step + "x".repeat(random.nextInt(60))));
            }
            return txn;
        }

        /** What the keys hold now. */
        TreeMap<String, String> holds() {
            return new TreeMap<>(holds);
        }

        private Op put(String key, String value) {
            holds.put(prefix + key, value);
            return Op.put(prefix + key, value);
        }

        private Op delete(String key) {
            holds.remove(prefix + key);
            return Op.delete(prefix + key);
        }
    }
}
