package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.election.AsyncElectionService;
import io.mainstay.etcd.election.CampaignResult;
import io.mainstay.etcd.election.ElectionService;
import io.mainstay.etcd.election.LeaderKey;
import io.mainstay.etcd.election.LeaderObservation;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.election.ProclaimRequest;
import io.mainstay.etcd.election.ProclaimResult;
import io.mainstay.etcd.election.ResignRequest;
import io.mainstay.etcd.election.ResignResult;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.spi.Rpcs;
import java.time.Duration;
import java.util.Optional;

/** The election service with calls that wait. */
public final class BlockingElectionService implements ElectionService {
    private final ElectionCalls elections;
    private final AsyncElectionService async;

    /** A face over the engines. */
    public BlockingElectionService(ElectionCalls elections) {
        this.elections = elections;
        this.async = new FutureElectionService(elections);
    }

    @Override
    public AsyncElectionService async() {
        return async;
    }

    @Override
    public CampaignResult campaign(String name, KeptLease lease, Bytes value, Duration wait) {
        return campaign(name, LockCalls.live(lease), value, wait);
    }

    @Override
    public CampaignResult campaign(String name, long lease, Bytes value, Duration wait) {
        return elections.campaign(name, lease, value, wait, null).await();
    }

    @Override
    public ProclaimResult proclaim(LeaderKey leader, Bytes value) {
        return elections.calls().blocking(Rpcs.PROCLAIM, new ProclaimRequest(leader, value));
    }

    @Override
    public Optional<LeaderResult> leader(String name) {
        return elections.leader(name, null).await();
    }

    @Override
    public LeaderObservation observe(String name) {
        return elections.observe(name);
    }

    @Override
    public ResignResult resign(LeaderKey leader) {
        return elections.calls().blocking(Rpcs.RESIGN, new ResignRequest(leader));
    }
}
