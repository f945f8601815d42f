package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.spi.Rpcs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A durable server is killed under load, again and again on one directory. After each kill every write that was
 * answered is there, and nothing else but the one that each writer had under way.
 *
 * <p>{@code -Dmainstay.kills=N} kills N times instead of {@value #KILLS}, {@code -Dmainstay.seed=N} repeats a run.
 */
@Tag("slow")
class KillTest {
    private static final int KILLS = 8;
    private static final int MOST_ANSWERS = 1500;

    private final int kills = Integer.getInteger("mainstay.kills", KILLS);
    private final long seed = Long.getLong("mainstay.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Map<String, String> earlier = new TreeMap<>();

    @TempDir
    private Path temp;

    @Test
    void everyAnsweredWriteIsThereAfterAKillAndNoneIsInvented() throws Exception {
        long answers = 0;
        for (int round = 0; round < kills; round++) {
            int[] answered = runAndKill(round, 1 + random.nextInt(MOST_ANSWERS));
            for (int count : answered) {
                answers += count;
            }
            HashKvResult hash = check(round, answered);
            try (EmbeddedEtcd again = start()) {
                assertThat(hash(new Caller(again)))
                        .as("seed %d, round %d, read twice", seed, round)
                        .isEqualTo(hash);
            }
        }
        assertThat(answers).as("seed %d", seed).isGreaterThan(kills);
    }

    /** Runs the program, kills it when it has given so many answers, and says how many each writer had. */
    private int[] runAndKill(int round, int answersBefore) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        KilledServer.class.getName(),
                        data().toString(),
                        String.valueOf(seed),
                        String.valueOf(round))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int[] answered = new int[KilledServer.WRITERS];
        try (BufferedReader lines = process.inputReader()) {
            int answers = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (words.length != 3) {
                    continue;
                }
                answered[Integer.parseInt(words[0])] = Integer.parseInt(words[1]);
                if (++answers == answersBefore) {
                    // Unlike the process itself, its handle leaves the lines that are still to be read.
                    process.toHandle().destroyForcibly();
                }
            }
            assertThat(answers).as("seed %d, round %d", seed, round).isGreaterThanOrEqualTo(answersBefore);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return answered;
    }

    private HashKvResult check(int round, int[] answered) {
        try (EmbeddedEtcd etcd = start()) {
            Caller caller = new Caller(etcd);
            for (int writer = 0; writer < answered.length; writer++) {
                KilledServer.Steps steps = new KilledServer.Steps(seed, round, writer);
                for (int step = 0; step < answered[writer]; step++) {
                    steps.next();
                }
                Map<String, String> least = steps.holds();
                steps.next();
                Map<String, String> found = read(caller, KeyRange.prefix(steps.prefix()));
                found.remove(steps.prefix() + "~compacted");
                assertThat(found)
                        .as("seed %d, round %d, writer %d, answered %d", seed, round, writer, answered[writer])
                        .isIn(least, steps.holds());
            }
            Map<String, String> all = read(caller, KeyRange.all());
            assertThat(all).as("seed %d, round %d", seed, round).containsAllEntriesOf(earlier);
            all.keySet().removeIf(key -> key.startsWith(String.format("r%05d/", round)));
            assertThat(all).as("seed %d, round %d", seed, round).isEqualTo(earlier);
            earlier.putAll(read(caller, KeyRange.all()));
            assertRevisionsAddUp(etcd, caller);
            return hash(caller);
        }
    }

    /** Each step is one revision, and so is each note of a compaction: so they add up, whatever is compacted by now. */
    private void assertRevisionsAddUp(EmbeddedEtcd etcd, Caller caller) {
        long revisions = 1;
        for (KeyValue kv :
                caller.ask(Rpcs.RANGE, RangeRequest.of(KeyRange.all())).kvs()) {
            boolean step = kv.key().utf8().endsWith("/step");
            if (step || kv.key().utf8().endsWith("/~compacted")) {
                revisions += kv.version();
            }
            if (step) {
                assertThat(kv.version()).isEqualTo(Long.parseLong(kv.value().utf8()));
            }
        }
        assertThat(etcd.revision()).as("seed %d", seed).isEqualTo(revisions);
    }

    private static Map<String, String> read(Caller caller, KeyRange range) {
        Map<String, String> found = new TreeMap<>();
        for (KeyValue kv : caller.ask(Rpcs.RANGE, RangeRequest.of(range)).kvs()) {
            found.put(kv.key().utf8(), kv.value().utf8());
        }
        return found;
    }

    private static HashKvResult hash(Caller caller) {
        return caller.ask(Rpcs.HASH_KV, new HashKvRequest(0));
    }

    private EmbeddedEtcd start() {
        return EmbeddedEtcd.builder().dataDir(data()).start();
    }

    private Path data() {
        return temp.resolve("data");
    }
}
