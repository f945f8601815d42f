package io.mainstay.etcd.election;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.KeptLease;
import java.time.Duration;
import java.util.Optional;

/**
 * etcd's own election service: the server waits on the candidate's behalf. A thin face over it, for those who must
 * share elections with programs that use it.
 *
 * <p>A leadership belongs to a lease and ends with it. A lease is always wanted here, and a live one: for none, etcd
 * would make one that nobody keeps alive. {@link LeaderKey#rev()} is the fencing token: larger than that of every
 * leader before.
 */
public interface ElectionService {
    /** How long {@link #campaign(String, KeptLease, String)} waits. */
    Duration WAIT = Duration.ofMinutes(1);

    /** The same operations with futures. */
    AsyncElectionService async();

    /** Waits for the leadership, for {@link #WAIT} at the most, and proclaims a value with it. */
    default CampaignResult campaign(String name, KeptLease lease, String value) {
        return campaign(name, lease, Bytes.utf8(value), WAIT);
    }

    /**
     * Waits for the leadership and takes it. A lease that leads already goes on leading, and proclaims the value.
     *
     * <p>When the wait is given up, by the timeout or an interrupt, the candidacy is withdrawn on the server too, and a
     * leadership that was won just then is given up; unless the same lease was a candidate before.
     *
     * @param name the election
     * @param lease the lease of the candidate, kept alive
     * @param value what the leader proclaims
     * @param wait how long to wait in all
     * @throws IllegalArgumentException when the lease is lost or closed, or the wait not positive
     * @throws io.mainstay.etcd.error.DeadlineExceededException when the wait was not long enough
     * @throws io.mainstay.etcd.error.LeaseNotFoundException when the lease has ended, also while waiting
     */
    CampaignResult campaign(String name, KeptLease lease, Bytes value, Duration wait);

    /**
     * The same for a lease that the caller keeps alive in some other way.
     *
     * @throws IllegalArgumentException when the lease is 0, or the wait not positive
     */
    CampaignResult campaign(String name, long lease, Bytes value, Duration wait);

    /**
     * Changes what the leader proclaims.
     *
     * @throws io.mainstay.etcd.error.LeadershipLostException when it leads no longer
     */
    ProclaimResult proclaim(LeaderKey leader, Bytes value);

    /** Who leads now; empty when nobody does. */
    Optional<LeaderResult> leader(String name);

    /** Who leads, and from then on each leader and each value that is proclaimed. Does not block. */
    LeaderObservation observe(String name);

    /** Gives the leadership up; nothing happens when it is lost already. */
    ResignResult resign(LeaderKey leader);
}
