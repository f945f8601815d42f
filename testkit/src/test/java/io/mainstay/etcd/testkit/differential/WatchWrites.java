package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.spi.Rpcs;
import java.util.Random;

/** Random writes for watches to see, done to all servers of a comparison, and the revisions they have come to. */
final class WatchWrites {
    private final Comparison servers;
    private final Random random;
    private final Words words;
    private final KeyRequests requests;
    private long revision = 1;
    private long compacted;

    WatchWrites(Comparison servers, Random random, Words words) {
        this.servers = servers;
        this.random = random;
        this.words = words;
        requests = new KeyRequests(random, words);
    }

    long revision() {
        return revision;
    }

    long compacted() {
        return compacted;
    }

    void one() throws Exception {
        write(
                switch (random.nextInt(8)) {
                    case 0, 1 -> new Operation<>(Rpcs.DELETE_RANGE, requests.delete());
                    case 2, 3 -> new Operation<>(Rpcs.TXN, requests.txn(1));
                    case 4 -> new Operation<>(Rpcs.PUT, PutRequest.of(words.key(), large()));
                    default -> new Operation<>(Rpcs.PUT, requests.put());
                });
    }

    void write(Operation<?, ?> operation) throws Exception {
        revision = Math.max(revision, servers.compareWrite(operation));
        words.seen(revision);
    }

    /** Now and then so large that a few of them make a message be cut. */
    private Bytes large() {
        return random.nextInt(20) == 0 ? Bytes.wrap(new byte[600_000 + random.nextInt(1000)]) : words.value();
    }

    void compact() throws Exception {
        long at = Math.max(1, revision - random.nextInt(100));
        if (at > compacted) {
            servers.compareWrite(new Operation<>(Rpcs.COMPACT, new CompactRequest(at, true)));
            compacted = at;
            words.compacted(at);
        }
    }
}
