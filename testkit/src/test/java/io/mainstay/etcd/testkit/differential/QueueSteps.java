package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.election.CampaignRequest;
import io.mainstay.etcd.election.LeaderKey;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.ProclaimRequest;
import io.mainstay.etcd.election.ResignRequest;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseLeasesRequest;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.lock.UnlockRequest;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.testkit.differential.QueueModel.Waiter;
import io.mainstay.etcd.testkit.differential.QueueStep.Ask;
import io.mainstay.etcd.testkit.differential.QueueStep.GiveUp;
import io.mainstay.etcd.testkit.differential.QueueStep.Observe;
import io.mainstay.etcd.testkit.differential.QueueStep.StopObserving;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * An endless stream of steps by sessions that contend for locks and elections, the same for the same seed and the same
 * keys. Some queues lie within others, and locks and elections share them.
 */
final class QueueSteps {
    private static final int SESSIONS_LEAST = 5;
    private static final int GRANT = 90;
    private static final int WAITERS_MOST = 12;
    private static final int OBSERVERS_MOST = 5;
    private static final List<Bytes> QUEUES =
            List.of(Bytes.utf8("q"), Bytes.utf8("q/1"), Bytes.utf8("r"), Bytes.EMPTY, Bytes.of((byte) 0xff));

    /** Ids as clients choose them; the last one is never granted. */
    private static final List<Long> LEASES = List.of(1L, 2L, 0x7a11L, Long.MAX_VALUE, -5L, 77L, 4711L);

    private final Random random;
    private final QueueModel model;

    QueueSteps(Random random, QueueModel model) {
        this.random = random;
        this.model = model;
    }

    QueueStep next() {
        int dice = model.leases().size() < SESSIONS_LEAST ? GRANT : random.nextInt(100);
        boolean full = model.waiters().size() >= WAITERS_MOST;
        if (dice < 22 && !full) {
            return ask(new Operation<>(Rpcs.LOCK, new LockRequest(queue(), lease())));
        } else if (dice < 44 && !full) {
            return ask(new Operation<>(Rpcs.CAMPAIGN, new CampaignRequest(queue(), lease(), value())));
        } else if (dice < 64) {
            return leave(dice);
        } else if (dice < 78) {
            return lead(dice);
        } else if (dice < 86) {
            return keys(dice);
        }
        return sessions(dice);
    }

    private static QueueStep ask(Operation<?, ?> operation) {
        return new Ask(operation);
    }

    private QueueStep leave(int dice) {
        if (dice < 53) {
            return ask(new Operation<>(Rpcs.UNLOCK, new UnlockRequest(placeOrNone())));
        } else if (dice < 59) {
            return ask(new Operation<>(Rpcs.RESIGN, new ResignRequest(leader())));
        }
        // A lock that is given up deletes its key in the end, and nothing tells when where there is none any more.
        List<Waiter> waiters = model.waiters().stream()
                .filter(waiter -> !waiter.lock() || model.has(waiter.key()))
                .toList();
        return waiters.isEmpty()
                ? ask(new Operation<>(Rpcs.UNLOCK, new UnlockRequest(placeOrNone())))
                : new GiveUp(oneOf(waiters));
    }

    private QueueStep lead(int dice) {
        if (dice < 69) {
            return ask(new Operation<>(Rpcs.PROCLAIM, new ProclaimRequest(leader(), value())));
        } else if (dice < 72) {
            return ask(new Operation<>(Rpcs.LEADER, new LeaderRequest(queue())));
        } else if (dice < 76 && model.observers().size() < OBSERVERS_MOST) {
            return new Observe(queue());
        }
        return model.observers().isEmpty() ? new Observe(queue()) : new StopObserving(oneOf(model.observers()));
    }

    /** What others do to the keys of a queue who know nothing of it. */
    private QueueStep keys(int dice) {
        if (dice < 80) {
            KeyRange range =
                    random.nextInt(4) == 0 ? KeyRange.prefix(QueueModel.prefix(queue())) : KeyRange.single(anyPlace());
            return ask(new Operation<>(Rpcs.DELETE_RANGE, new DeleteRequest(range, random.nextBoolean())));
        }
        Bytes key =
                random.nextBoolean() ? anyPlace() : QueueModel.prefix(queue()).concat(Bytes.utf8("stranger"));
        long lease = random.nextBoolean() ? 0 : lease();
        return ask(new Operation<>(Rpcs.PUT, new PutRequest(key, value(), lease, true, false, false)));
    }

    private QueueStep sessions(int dice) {
        if (dice <= GRANT) {
            Duration ttl = Duration.ofHours(2);
            return ask(new Operation<>(
                    Rpcs.LEASE_GRANT, new LeaseGrantRequest(ttl, LEASES.get(random.nextInt(LEASES.size() - 1)))));
        } else if (dice < 94) {
            return ask(new Operation<>(Rpcs.LEASE_REVOKE, new LeaseRevokeRequest(lease())));
        } else if (dice < 96) {
            return ask(new Operation<>(Rpcs.LEASE_TIME_TO_LIVE, new LeaseTimeToLiveRequest(lease(), true)));
        } else if (dice < 97) {
            return ask(new Operation<>(Rpcs.LEASE_LEASES, new LeaseLeasesRequest()));
        } else if (dice < 98) {
            return ask(new Operation<>(Rpcs.COMPACT, new CompactRequest(settled(), true)));
        }
        return ask(new Operation<>(Rpcs.HASH_KV, new HashKvRequest(random.nextBoolean() ? 0 : past())));
    }

    private long past() {
        return Math.max(0, model.revision() + 1 - random.nextInt(40));
    }

    /**
     * A revision that no watch can begin at which is on its way: a real etcd ends a wait whose watch it has not brought
     * up to date when its first revision is compacted, which takes it up to 100 ms.
     */
    private long settled() {
        return Math.max(0, model.settled() + 1 - random.nextInt(10));
    }

    /** A place that is taken, mostly with the revision and the lease that it has. */
    private LeaderKey leader() {
        if (model.keys().isEmpty() || random.nextInt(8) == 0) {
            return new LeaderKey(queue(), placeOrNone(), random.nextInt(3), lease());
        }
        KeyValue place = oneOf(model.keys());
        long rev = random.nextInt(6) == 0 ? place.modRevision() + random.nextInt(2) : place.createRevision();
        // Without a lease the server would grant one with an id of its own.
        long lease = place.lease() == 0 || random.nextInt(6) == 0 ? lease() : place.lease();
        return new LeaderKey(queue(), place.key(), rev, lease);
    }

    private Bytes placeOrNone() {
        return random.nextInt(20) == 0 ? Bytes.EMPTY : anyPlace();
    }

    private Bytes anyPlace() {
        if (model.keys().isEmpty() || random.nextInt(6) == 0) {
            return QueueModel.place(queue(), lease());
        }
        return oneOf(model.keys()).key();
    }

    private Bytes queue() {
        return QUEUES.get(random.nextInt(4) == 0 ? random.nextInt(QUEUES.size()) : random.nextInt(2));
    }

    private long lease() {
        return LEASES.get(random.nextInt(12) == 0 ? LEASES.size() - 1 : random.nextInt(LEASES.size() - 1));
    }

    private Bytes value() {
        return Bytes.utf8("v" + random.nextInt(4));
    }

    private <T> T oneOf(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
