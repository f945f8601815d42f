package io.mainstay.etcd.election;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.KeptLease;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * etcd's own election service with futures; apart from that the same as {@link ElectionService}. Cancelling the future
 * of a campaign withdraws the candidacy.
 */
public interface AsyncElectionService {
    /** As {@link ElectionService#campaign(String, KeptLease, Bytes, Duration)}. */
    CompletableFuture<CampaignResult> campaign(String name, KeptLease lease, Bytes value, Duration wait);

    /** As {@link ElectionService#campaign(String, long, Bytes, Duration)}. */
    CompletableFuture<CampaignResult> campaign(String name, long lease, Bytes value, Duration wait);

    /** As {@link ElectionService#proclaim}. */
    CompletableFuture<ProclaimResult> proclaim(LeaderKey leader, Bytes value);

    /** As {@link ElectionService#leader}. */
    CompletableFuture<Optional<LeaderResult>> leader(String name);

    /** As {@link ElectionService#resign}. */
    CompletableFuture<ResignResult> resign(LeaderKey leader);
}
