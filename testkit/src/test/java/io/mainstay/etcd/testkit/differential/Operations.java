package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.CompactResult;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseLeasesRequest;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.spi.Rpcs;
import java.time.Duration;
import java.util.Random;

/** An endless stream of operations, the same for the same seed and the same answers. */
final class Operations {
    static final Operation<?, ?> EVERYTHING = new Operation<>(Rpcs.RANGE, RangeRequest.of(KeyRange.all()));
    static final Operation<?, ?> HASH = new Operation<>(Rpcs.HASH_KV, new HashKvRequest(0));

    private static final long TTL_MOST = 9_000_000_000L;

    private final Random random;
    private final Words words;
    private final KeyRequests requests;

    Operations(long seed) {
        random = new Random(seed);
        words = new Words(random);
        requests = new KeyRequests(random, words);
    }

    Operation<?, ?> next() {
        int dice = random.nextInt(1000);
        if (dice < 330) {
            return put(requests.put());
        } else if (dice < 420) {
            return new Operation<>(Rpcs.DELETE_RANGE, requests.delete());
        } else if (dice < 640) {
            return new Operation<>(Rpcs.RANGE, requests.range());
        } else if (dice < 870) {
            return new Operation<>(Rpcs.TXN, requests.txn(2));
        } else if (dice < 885) {
            // One that is not awaited is done some time, and hashes differ until then.
            return new Operation<>(Rpcs.COMPACT, new CompactRequest(words.compactRevision(), true));
        } else if (dice < 980) {
            return lease();
        } else if (dice < 992) {
            return new Operation<>(Rpcs.HASH_KV, new HashKvRequest(random.nextBoolean() ? 0 : words.revision()));
        } else if (dice < 995) {
            return new Operation<>(Rpcs.ALARM, AlarmRequest.list());
        } else if (dice < 999) {
            return new Operation<>(Rpcs.TXN, requests.txnOfManyOperations());
        }
        return put(PutRequest.of(words.key(), words.tooLargeValue()));
    }

    private static Operation<?, ?> put(PutRequest request) {
        return new Operation<>(Rpcs.PUT, request);
    }

    private Operation<?, ?> lease() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> new Operation<>(Rpcs.LEASE_GRANT, new LeaseGrantRequest(ttl(), words.leaseId()));
            case 3 -> new Operation<>(Rpcs.LEASE_REVOKE, new LeaseRevokeRequest(words.leaseId()));
            case 4, 5 ->
                new Operation<>(
                        Rpcs.LEASE_TIME_TO_LIVE, new LeaseTimeToLiveRequest(words.anyLeaseId(), random.nextBoolean()));
            case 6 -> new Operation<>(Rpcs.LEASE_KEEP_ALIVE, new LeaseKeepAliveRequest(words.anyLeaseId()));
            default -> new Operation<>(Rpcs.LEASE_LEASES, new LeaseLeasesRequest());
        };
    }

    /** So long that no lease ends during a run: the two servers' clocks would not agree on when. */
    private Duration ttl() {
        return switch (random.nextInt(10)) {
            case 0 -> Duration.ofSeconds(TTL_MOST + 1 + random.nextInt(100));
            case 1 -> Duration.ofSeconds(TTL_MOST);
            case 2 -> Duration.ofMillis(7_200_001);
            default -> Duration.ofSeconds(3600 + random.nextInt(3600));
        };
    }

    /** Takes in what the reference answered: later operations ask for revisions and leases that exist, or just not. */
    void learn(Operation<?, ?> operation, Answer answer) {
        if (!(answer instanceof Answer.Done done)) {
            return;
        }
        if (done.value() instanceof OpResult result) {
            words.seen(result.header().revision());
        } else if (done.value() instanceof LeaseRevokeResult result) {
            words.seen(result.header().revision());
        } else if (done.value() instanceof CompactResult) {
            words.compacted(((CompactRequest) operation.request()).revision());
        }
    }
}
