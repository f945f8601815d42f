package io.mainstay.etcd.testkit.differential;

import com.google.gson.JsonElement;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Posts the same bodies, each of several commands, to the gateways of two servers, and lets the watches see the same
 * writes: what is told must be the same messages.
 *
 * <p>The last command of a body starts a watch on a key of its own that was put just before. What it sees tells that
 * all before it are up to date; and each write is followed by a put of that key, so that what it sees tells that all
 * others have seen the write.
 */
final class PostedWatchComparison {
    private static final Bytes KEY = Bytes.utf8("~last");
    private static final long LAST = 3000;
    private static final int WRITES_MOST = 6;

    /** What may be between two commands. */
    private static final String SPACE = "\r\n ";

    /**
     * So much of a body a real etcd takes in at once. It reads no more of it when it has begun to answer, so that the
     * commands behind are carried out, or not, by chance.
     */
    private static final int READ_BY_ETCD = 512;

    private final Port reference;
    private final Port other;
    private final WatchWrites writes;
    private final WatchCommands commands;
    private final Random random;
    private final long seed;
    private int round;
    private long messages;

    PostedWatchComparison(Port reference, Port other, Comparison writes, long seed) {
        this.reference = reference;
        this.other = other;
        this.seed = seed;
        random = new Random(seed);
        Words words = new Words(random);
        this.writes = new WatchWrites(writes, random, words);
        commands = new WatchCommands(random, words);
    }

    void run(int rounds) throws Exception {
        for (round = 1; round <= rounds; round++) {
            for (int i = random.nextInt(WRITES_MOST); i > 0; i--) {
                writes.one();
            }
            mark();
            List<WatchCommand> said = said();
            byte[] body = body(said);
            try (PostedWatch expected = new PostedWatch(reference, body);
                    PostedWatch given = new PostedWatch(other, body)) {
                watch(expected, given);
                compare(said, expected, given);
            }
            if (random.nextInt(3) == 0) {
                writes.compact();
            }
        }
        for (Port port : List.of(reference, other)) {
            Await.until(
                    "no watch is left at " + port.name() + ", seed " + seed,
                    () -> Metrics.watches(port.endpoint()) == 0);
        }
    }

    private void watch(PostedWatch expected, PostedWatch given) throws Exception {
        awaitMark(expected, given);
        for (int i = random.nextInt(WRITES_MOST); i > 0; i--) {
            writes.one();
            mark();
            awaitMark(expected, given);
        }
        // Others see the last mark before or after the watch that is waited for.
        mark();
        awaitMark(expected, given);
    }

    private void mark() throws Exception {
        writes.write(new Operation<>(Rpcs.PUT, PutRequest.of(KEY, Bytes.EMPTY)));
    }

    private void awaitMark(PostedWatch... both) throws InterruptedException {
        for (PostedWatch one : both) {
            one.awaitEvent(where(), LAST, writes.revision());
        }
    }

    /** Watches that begin at any revision, or watches from now on, of which some end, and how far they are. */
    private List<WatchCommand> said() {
        boolean fromNowOn = random.nextBoolean();
        List<WatchCommand> said = new ArrayList<>();
        WatchCommand last = new WatchCommand.Create(
                KeyRange.single(KEY), writes.revision(), LAST, random.nextBoolean(), false, false, Set.of());
        int size = size(last);
        for (WatchCommand next = next(fromNowOn); size + size(next) < READ_BY_ETCD; next = next(fromNowOn)) {
            said.add(next);
            size += size(next);
        }
        said.add(last);
        return said;
    }

    private WatchCommand next(boolean fromNowOn) {
        int dice = random.nextInt(8);
        // What a watch that is behind is told before it is cancelled, and how far it is, is by chance.
        if (fromNowOn && dice < 2) {
            return new WatchCommand.Cancel(random.nextInt(4));
        } else if (fromNowOn && dice == 2) {
            return new WatchCommand.Progress();
        }
        return commands.create(fromNowOn ? 0 : commands.start(writes.compacted(), writes.revision()));
    }

    private static int size(WatchCommand command) {
        return WatchWire.json(command).length() + SPACE.length();
    }

    private byte[] body(List<WatchCommand> said) {
        StringBuilder text = new StringBuilder();
        for (WatchCommand command : said) {
            text.append(WatchWire.json(command)).append(SPACE, 0, random.nextInt(SPACE.length() + 1));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void compare(List<WatchCommand> said, PostedWatch expected, PostedWatch given) {
        Map<String, List<JsonElement>> right = expected.heardBefore(writes.revision());
        Map<String, List<JsonElement>> told = given.heardBefore(writes.revision());
        if (!told.equals(right)) {
            throw new AssertionError(String.format(
                    "%s: different messages%n  asked: %s%n  %s: %.5000s%n  %s: %.5000s",
                    where(),
                    Dump.of(said),
                    expected.port().name(),
                    right,
                    given.port().name(),
                    told));
        }
        messages += right.values().stream().mapToLong(List::size).sum();
    }

    private String where() {
        return "seed " + seed + ", round " + round;
    }

    /** How many messages were compared. */
    long messages() {
        return messages;
    }
}
