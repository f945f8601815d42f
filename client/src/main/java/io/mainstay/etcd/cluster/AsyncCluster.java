package io.mainstay.etcd.cluster;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The cluster as a whole, with calls that answer through a future; apart from that the same as {@link Cluster}.
 * Cancelling a future cancels its call; a change may have been applied all the same.
 */
public interface AsyncCluster {
    /** The members, as the cluster agrees on them now. */
    CompletableFuture<List<Member>> members();

    /** As {@link Cluster#memberAdd}. */
    CompletableFuture<MemberAddResult> memberAdd(String... peerUrls);

    /** As {@link Cluster#memberAddAsLearner}. */
    CompletableFuture<MemberAddResult> memberAddAsLearner(String... peerUrls);

    /** As {@link Cluster#memberPromote}. */
    CompletableFuture<MemberListResult> memberPromote(long memberId);

    /** As {@link Cluster#memberUpdate}. */
    CompletableFuture<MemberListResult> memberUpdate(long memberId, String... peerUrls);

    /** As {@link Cluster#memberRemove}. */
    CompletableFuture<MemberListResult> memberRemove(long memberId);

    /** The state of the member that the client talks to. */
    CompletableFuture<StatusResult> status();

    /** The hash of all keys up to a revision (0: the newest) at the member that the client talks to. */
    CompletableFuture<HashKvResult> hashKv(long revision);

    /** The alarms that are on. */
    CompletableFuture<List<Alarm>> alarms();

    /** As {@link Cluster#alarmDisarm}. */
    CompletableFuture<AlarmResult> alarmDisarm(Alarm alarm);

    /** As {@link Cluster#alarmDisarmAll}. */
    CompletableFuture<List<Alarm>> alarmDisarmAll();

    /** As {@link Cluster#moveLeader}. */
    CompletableFuture<MoveLeaderResult> moveLeader(long memberId);

    /** As {@link Cluster#downgradeValidate}. */
    CompletableFuture<DowngradeResult> downgradeValidate(String version);

    /** As {@link Cluster#downgradeEnable}. */
    CompletableFuture<DowngradeResult> downgradeEnable(String version);

    /** As {@link Cluster#downgradeCancel}. */
    CompletableFuture<DowngradeResult> downgradeCancel();
}
