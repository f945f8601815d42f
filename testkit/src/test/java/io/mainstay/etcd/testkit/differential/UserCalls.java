package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.election.CampaignRequest;
import io.mainstay.etcd.election.LeaderKey;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.ProclaimRequest;
import io.mainstay.etcd.election.ResignRequest;
import io.mainstay.etcd.kv.Bytes;
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
import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.lock.UnlockRequest;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.WatchCommand;
import java.time.Duration;
import java.util.Random;
import java.util.Set;

/** Calls of every service as users make them, whether they may or not; none of them waits for another. */
final class UserCalls {
    private final Random random;
    private final Words words;
    private final KeyRequests requests;

    UserCalls(Random random, Words words) {
        this.random = random;
        this.words = words;
        this.requests = new KeyRequests(random, words);
    }

    Operation<?, ?> next() {
        int dice = random.nextInt(100);
        if (dice < 25) {
            return new Operation<>(Rpcs.PUT, requests.put());
        } else if (dice < 32) {
            return new Operation<>(Rpcs.DELETE_RANGE, requests.delete());
        } else if (dice < 47) {
            return new Operation<>(Rpcs.RANGE, requests.range());
        } else if (dice < 60) {
            return new Operation<>(Rpcs.TXN, requests.txn(2));
        } else if (dice < 72) {
            return lease();
        } else if (dice < 82) {
            return new Operation<>(Rpcs.WATCH, watch());
        } else if (dice < 92) {
            return recipe();
        } else if (dice < 99) {
            return member();
        }
        return new Operation<>(Rpcs.PUT, PutRequest.of(words.key(), words.tooLargeValue()));
    }

    private WatchCommand.Create watch() {
        long start = random.nextInt(8) == 0 ? random.nextInt(3) - 1 : 0;
        return new WatchCommand.Create(words.range(), start, random.nextInt(3), false, false, false, Set.of());
    }

    private Operation<?, ?> lease() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 ->
                new Operation<>(Rpcs.LEASE_GRANT, new LeaseGrantRequest(Duration.ofHours(9), words.leaseId()));
            case 3 -> new Operation<>(Rpcs.LEASE_REVOKE, new LeaseRevokeRequest(words.leaseId()));
            case 4, 5 ->
                new Operation<>(
                        Rpcs.LEASE_TIME_TO_LIVE, new LeaseTimeToLiveRequest(words.anyLeaseId(), random.nextBoolean()));
            case 6 -> new Operation<>(Rpcs.LEASE_KEEP_ALIVE, new LeaseKeepAliveRequest(words.anyLeaseId()));
            default -> new Operation<>(Rpcs.LEASE_LEASES, new LeaseLeasesRequest());
        };
    }

    /** Each lease has queues of its own, so that nobody ever waits for a turn. */
    private Operation<?, ?> recipe() {
        long lease = words.leaseId();
        Bytes name = words.key().concat(Bytes.utf8("#" + lease));
        Bytes key = QueueModel.place(name, lease);
        LeaderKey leader = new LeaderKey(name, key, words.keyRevision(), lease);
        return switch (random.nextInt(6)) {
            case 0 -> new Operation<>(Rpcs.LOCK, new LockRequest(name, lease));
            case 1 -> new Operation<>(Rpcs.UNLOCK, new UnlockRequest(key));
            case 2 -> new Operation<>(Rpcs.CAMPAIGN, new CampaignRequest(name, lease, words.value()));
            case 3 -> new Operation<>(Rpcs.LEADER, new LeaderRequest(name));
            case 4 -> new Operation<>(Rpcs.PROCLAIM, new ProclaimRequest(leader, words.value()));
            default -> new Operation<>(Rpcs.RESIGN, new ResignRequest(leader));
        };
    }

    private Operation<?, ?> member() {
        return switch (random.nextInt(7)) {
            case 0 -> new Operation<>(Rpcs.COMPACT, new CompactRequest(words.compactRevision(), true));
            case 1 -> new Operation<>(Rpcs.HASH_KV, new HashKvRequest(0));
            case 2 -> new Operation<>(Rpcs.ALARM, AlarmRequest.list());
            case 3 ->
                new Operation<>(Rpcs.ALARM, new AlarmRequest(AlarmRequest.Action.DEACTIVATE, 0, AlarmType.NOSPACE));
            case 4 -> new Operation<>(Rpcs.MEMBER_LIST, new MemberListRequest(random.nextBoolean()));
            case 5 -> new Operation<>(Rpcs.STATUS, new StatusRequest());
            default -> new Operation<>(Rpcs.RANGE, RangeRequest.of(KeyRange.all()));
        };
    }

    void learn(Operation<?, ?> operation, Answer.Done done) {
        if (done.value() instanceof OpResult result) {
            words.seen(result.header().revision());
        } else if (done.value() instanceof LeaseRevokeResult result) {
            words.seen(result.header().revision());
        } else if (done.value() instanceof CompactResult) {
            words.compacted(((CompactRequest) operation.request()).revision());
        }
    }
}
