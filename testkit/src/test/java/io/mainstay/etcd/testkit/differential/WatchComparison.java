package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.spi.WatchReply.Kind;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchFilter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs the same watches over the same writes on two servers: every answer about a watch must be the same message, and
 * each watch must see the same events. How a server packs events into messages is its own affair.
 */
final class WatchComparison implements AutoCloseable {
    private static final int WRITES = 25;
    private static final int WATCHES_MOST = 40;

    private final Comparison writes;
    private final WatchLine reference;
    private final WatchLine other;
    private final Random random;
    private final Words words;
    private final KeyRequests requests;
    private final long seed;
    private final Set<Long> running = new TreeSet<>();
    private long revision = 1;
    private long compacted;
    private long latestStart;
    private int round;
    private long seen;

    WatchComparison(Line reference, Line other, Verdict verdict, long seed) {
        this.writes = new Comparison(reference, List.of(other), verdict, seed);
        this.reference = new WatchLine(reference);
        this.other = new WatchLine(other);
        this.seed = seed;
        random = new Random(seed);
        words = new Words(random);
        requests = new KeyRequests(random, words);
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
                compact();
            }
        }
    }

    /** How many events were compared. */
    long seen() {
        return seen;
    }

    private void create() throws Exception {
        long start = start();
        long id = random.nextInt(3) == 0 ? random.nextInt(100) : 0;
        Set<WatchFilter> filters = EnumSet.noneOf(WatchFilter.class);
        if (random.nextInt(3) == 0) {
            filters.add(random.nextBoolean() ? WatchFilter.NO_PUT : WatchFilter.NO_DELETE);
        }
        WatchCommand.Create create = new WatchCommand.Create(
                words.range(), start, id, random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), filters);
        WatchReply created = both(create);
        if (created.kind() != Kind.CREATED) {
            return;
        }
        if (start > 0 && start < compacted) {
            assertThat(same(create).kind()).as(Dump.of(create)).isEqualTo(Kind.CANCELED);
            // etcd keeps such a watch on the stream, and tells no progress there, until it is cancelled once more.
            both(new WatchCommand.Cancel(created.watchId()));
        } else {
            running.add(created.watchId());
            latestStart = Math.max(latestStart, start);
        }
    }

    private long start() {
        return switch (random.nextInt(6)) {
            case 0 -> Math.max(1, compacted + random.nextInt(4) - 2);
            case 1 -> Math.max(compacted, revision - random.nextInt(60));
            case 2 -> revision + random.nextInt(8);
            default -> 0;
        };
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
        for (int i = 0; i < WRITES || revision < latestStart; i++) {
            Operation<?, ?> operation = switch (random.nextInt(8)) {
                case 0, 1 -> new Operation<>(Rpcs.DELETE_RANGE, requests.delete());
                case 2, 3 -> new Operation<>(Rpcs.TXN, requests.txn(1));
                case 4 -> new Operation<>(Rpcs.PUT, PutRequest.of(words.key(), large()));
                default -> new Operation<>(Rpcs.PUT, requests.put());
            };
            revision = Math.max(revision, writes.compareWrite(operation));
            words.seen(revision);
        }
    }

    /** Now and then so large that a few of them make a message be cut. */
    private Bytes large() {
        return random.nextInt(20) == 0 ? Bytes.wrap(new byte[600_000 + random.nextInt(1000)]) : words.value();
    }

    private void compact() throws Exception {
        long at = Math.max(1, revision - random.nextInt(100));
        if (at > compacted) {
            writes.compareWrite(new Operation<>(Rpcs.COMPACT, new CompactRequest(at, true)));
            compacted = at;
            words.compacted(at);
        }
    }

    private void compareEvents() throws InterruptedException {
        if (running.isEmpty()) {
            return;
        }
        reference.awaitComplete(revision);
        other.awaitComplete(revision);
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
    }

    /** Sends a command to both and compares what they say of it. */
    private WatchReply both(WatchCommand command) throws InterruptedException {
        reference.send(command);
        other.send(command);
        return same(command);
    }

    private WatchReply same(WatchCommand about) throws InterruptedException {
        WatchReply expected = reference.control();
        WatchReply given = other.control();
        assertThat(fact(given)).as(where() + ": " + Dump.of(about)).isEqualTo(fact(expected));
        return expected;
    }

    private static String fact(WatchReply reply) {
        return reply.kind() + " id " + reply.watchId() + " at " + reply.header().revision() + " compacted "
                + reply.compactRevision() + " because '" + reply.cancelReason() + "'";
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
