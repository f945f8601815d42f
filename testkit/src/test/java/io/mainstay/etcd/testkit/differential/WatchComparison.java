package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.spi.WatchReply.Kind;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs the same watches over the same writes on two servers: every answer about a watch must be the same message, and
 * each watch must see the same events. How a server packs events into messages is its own affair where many are under
 * way; where one is let to end before the next begins, each message must be the same too.
 */
final class WatchComparison implements AutoCloseable {
    private static final int MANY = 25;
    private static final int WATCHES_MOST = 40;

    private final WatchWrites writes;
    private final WatchLine reference;
    private final WatchLine other;
    private final Random random;
    private final WatchCommands commands;
    private final long seed;
    private final boolean singly;
    private final Set<Long> running = new TreeSet<>();
    private long latestStart;
    private int round;
    private long seen;
    private long messagesSeen;

    private WatchComparison(Comparison writes, WatchLine reference, WatchLine other, long seed, boolean singly) {
        this.singly = singly;
        this.reference = reference;
        this.other = other;
        this.seed = seed;
        random = new Random(seed);
        Words words = new Words(random);
        this.writes = new WatchWrites(writes, random, words);
        commands = new WatchCommands(random, words);
    }

    /** Many writes at a time: the events count. */
    static WatchComparison ofEvents(Line reference, Line other, Verdict verdict, long seed) throws Exception {
        Comparison writes = new Comparison(reference, List.of(other), verdict, seed);
        return new WatchComparison(writes, WatchLine.of(reference), WatchLine.of(other), seed, false);
    }

    /** One write after the other: the messages count. */
    static WatchComparison ofMessages(Line reference, Line other, Verdict verdict, long seed) throws Exception {
        Comparison writes = new Comparison(reference, List.of(other), verdict, seed);
        return new WatchComparison(writes, WatchLine.of(reference), WatchLine.of(other), seed, true);
    }

    /** The same with streams of another kind beside the writes. */
    static WatchComparison ofMessages(Comparison writes, WatchLine reference, WatchLine other, long seed) {
        return new WatchComparison(writes, reference, other, seed, true);
    }

    void run(int rounds) throws Exception {
        for (round = 1; round <= rounds; round++) {
            for (int i = random.nextInt(4); i > 0 && running.size() < WATCHES_MOST; i--) {
                create();
            }
            write();
            if (random.nextInt(3) == 0) {
                cancel();
            }
            compareEvents();
            if (random.nextInt(5) == 0) {
                writes.compact();
            }
        }
    }

    /** How many events were compared. */
    long seen() {
        return seen;
    }

    /** In how many messages they came. */
    long messages() {
        return messagesSeen;
    }

    private void create() throws Exception {
        long start = commands.start(writes.compacted(), writes.revision());
        WatchCommand.Create create = commands.create(start);
        WatchReply created = both(create).reply();
        if (created.kind() != Kind.CREATED) {
            return;
        }
        if (start > 0 && start < writes.compacted()) {
            assertThat(same(create).reply().kind()).as(Dump.of(create)).isEqualTo(Kind.CANCELED);
            // etcd keeps such a watch on the stream, and tells no progress there, until it is cancelled once more.
            both(new WatchCommand.Cancel(created.watchId()));
        } else {
            running.add(created.watchId());
            latestStart = Math.max(latestStart, start);
            if (singly) {
                // What it has to catch up with comes in one piece only where nothing is added meanwhile.
                catchUp();
            }
        }
    }

    private void cancel() throws Exception {
        if (running.isEmpty()) {
            return;
        }
        List<Long> ids = new ArrayList<>(running);
        long id = ids.get(random.nextInt(ids.size()));
        // The events before it are compared first: of those under way etcd may send some or none.
        compareEvents();
        running.remove(id);
        reference.send(new WatchCommand.Cancel(4711));
        other.send(new WatchCommand.Cancel(4711));
        both(new WatchCommand.Cancel(id));
    }

    private void write() throws Exception {
        for (int i = 0; i < (singly ? 1 : MANY) || writes.revision() < latestStart; i++) {
            writes.one();
        }
    }

    /** A watch from a revision to come holds back what a stream says of its progress. */
    private void catchUp() throws Exception {
        while (writes.revision() < latestStart) {
            write();
        }
        compareEvents();
    }

    private void compareEvents() throws InterruptedException {
        if (running.isEmpty()) {
            return;
        }
        reference.awaitComplete(where(), writes.revision());
        other.awaitComplete(where(), writes.revision());
        Map<Long, List<WatchEvent>> expected = reference.takeEvents();
        Map<Long, List<WatchEvent>> given = other.takeEvents();
        assertThat(given.keySet()).as(where() + ": watches with events").isEqualTo(expected.keySet());
        expected.forEach((id, events) -> {
            if (!given.get(id).equals(events)) {
                throw new AssertionError(where() + ", watch " + id + ": different events\n  " + Dump.of(events) + "\n  "
                        + Dump.of(given.get(id)));
            }
            seen += events.size();
        });
        compareMessages(reference.takeMessages(), other.takeMessages());
    }

    private void compareMessages(Map<Long, List<WatchMessage>> expected, Map<Long, List<WatchMessage>> given) {
        expected.forEach((id, messages) -> {
            List<Object> right = messages.stream().map(WatchMessage::shape).toList();
            List<Object> shapes =
                    given.get(id).stream().map(WatchMessage::shape).toList();
            messagesSeen += messages.size();
            if (singly && !shapes.equals(right)) {
                throw new AssertionError(String.format(
                        "%s, watch %d: different messages%n  %.3000s%n  %.3000s", where(), id, right, shapes));
            }
        });
    }

    /** Sends a command to both and compares what they say of it. */
    private WatchMessage both(WatchCommand command) throws InterruptedException {
        reference.send(command);
        other.send(command);
        return same(command);
    }

    private WatchMessage same(WatchCommand about) throws InterruptedException {
        WatchMessage expected = reference.control(where());
        WatchMessage given = other.control(where());
        assertThat(given.fact()).as(where() + ": " + Dump.of(about)).isEqualTo(expected.fact());
        return expected;
    }

    private String where() {
        return "seed " + seed + ", round " + round;
    }

    @Override
    public void close() {
        reference.close();
        other.close();
    }
}
