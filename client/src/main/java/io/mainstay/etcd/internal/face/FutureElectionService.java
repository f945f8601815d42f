package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.election.AsyncElectionService;
import io.mainstay.etcd.election.CampaignResult;
import io.mainstay.etcd.election.LeaderKey;
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
import java.util.concurrent.CompletableFuture;

/** The election service with futures. */
final class FutureElectionService implements AsyncElectionService {
    private final ElectionCalls elections;

    FutureElectionService(ElectionCalls elections) {
        this.elections = elections;
    }

    @Override
    public CompletableFuture<CampaignResult> campaign(String name, KeptLease lease, Bytes value, Duration wait) {
        return campaign(name, LockCalls.live(lease), value, wait);
    }

    @Override
    public CompletableFuture<CampaignResult> campaign(String name, long lease, Bytes value, Duration wait) {
        return elections
                .campaign(name, lease, value, wait, elections.calls().executor())
                .start();
    }

    @Override
    public CompletableFuture<ProclaimResult> proclaim(LeaderKey leader, Bytes value) {
        return elections.calls().async(Rpcs.PROCLAIM, new ProclaimRequest(leader, value));
    }

    @Override
    public CompletableFuture<Optional<LeaderResult>> leader(String name) {
        return elections.leader(name, elections.calls().executor()).start();
    }

    @Override
    public CompletableFuture<ResignResult> resign(LeaderKey leader) {
        return elections.calls().async(Rpcs.RESIGN, new ResignRequest(leader));
    }
}
