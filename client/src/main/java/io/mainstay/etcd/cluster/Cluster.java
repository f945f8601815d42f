package io.mainstay.etcd.cluster;

import java.util.List;

/**
 * The cluster as a whole: its members, their changes, its alarms; with calls that wait for the answer as {@link
 * io.mainstay.etcd.kv.Kv} does, for the client's call timeout at the most. What means one member is at {@link
 * #maintenance(Member)}.
 *
 * <p>Member ids are unsigned numbers, which etcd writes in hexadecimal. A change of members is never sent twice unless
 * it surely was not applied: see {@link io.mainstay.etcd.error.EtcdException#maybeApplied()}, and then look at {@link
 * #members()}. With authentication on, changes need the role {@code root}. Each method is one call unless it says more.
 */
public interface Cluster {
    /** The same operations with futures. */
    AsyncCluster async();

    /** The members, as the cluster agrees on them now. */
    List<Member> members();

    /**
     * Adds a voting member, which counts at once and is to be started then, with {@code --initial-cluster-state
     * existing}. Better {@link #memberAddAsLearner}: until a voting member has caught up, the cluster may lack a
     * majority.
     *
     * @param peerUrls where the other members will reach it, like {@code http://10.0.0.4:2380}
     * @throws io.mainstay.etcd.error.EtcdException {@code FAILED_PRECONDITION} when a member has that address; {@code
     *     UNAVAILABLE} when the cluster is not healthy enough for it (tried again until the timeout)
     */
    MemberAddResult memberAdd(String... peerUrls);

    /** Adds a member without a vote, which learns the data first; see {@link #memberPromote}. */
    MemberAddResult memberAddAsLearner(String... peerUrls);

    /**
     * Makes a learner a voting member.
     *
     * @throws io.mainstay.etcd.error.EtcdException {@code FAILED_PRECONDITION}; {@code retryable()} when the learner
     *     has only not caught up yet
     */
    MemberListResult memberPromote(long memberId);

    /** Changes where the other members reach a member. */
    MemberListResult memberUpdate(long memberId, String... peerUrls);

    /** Removes a member; if it runs, it stops. */
    MemberListResult memberRemove(long memberId);

    /** The state of the member that the client talks to. */
    StatusResult status();

    /** The hash of all keys up to a revision (0: the newest) at the member that the client talks to. */
    HashKvResult hashKv(long revision);

    /** The alarms that are on. */
    List<Alarm> alarms();

    /**
     * Ends one alarm: that type of that member. It comes back by itself while its reason lasts.
     *
     * @return the alarm if it was on
     * @throws IllegalArgumentException for {@link AlarmType#NONE}
     */
    AlarmResult alarmDisarm(Alarm alarm);

    /** Ends every alarm that is on, of any type: two calls and more. Answers which they were. */
    List<Alarm> alarmDisarmAll();

    /**
     * Lets another member lead. Only the leader can do so; it is found and asked, whatever member the client talks to:
     * three calls or more.
     *
     * @param memberId who is to lead
     * @throws io.mainstay.etcd.error.EtcdException {@code FAILED_PRECONDITION} ("bad leader transferee") when that is
     *     no voting member
     */
    MoveLeaderResult moveLeader(long memberId);

    /**
     * Says whether the cluster could go down to a version.
     *
     * @param version the minor version below the cluster's, like {@code 3.5} or {@code 3.5.0}
     * @return the version of the cluster now
     * @throws io.mainstay.etcd.error.EtcdException {@code INVALID_ARGUMENT} when it could not, in etcd's words
     */
    DowngradeResult downgradeValidate(String version);

    /** Begins a downgrade: the members may then be replaced, one by one, by ones of the version. */
    DowngradeResult downgradeEnable(String version);

    /** Ends the downgrade that is under way. When there is none, nothing happens; before 3.6 that is refused. */
    DowngradeResult downgradeCancel();

    /**
     * A hold on one member, for what means just that one. Its calls go to that member only, over the client's own
     * connection if it has one to that address, else over one that is opened for it, with the client's TLS and
     * credentials. No call is made here.
     *
     * @throws IllegalArgumentException when the member tells no address that this client can use
     */
    Maintenance maintenance(Member member);

    /**
     * A hold on the member at an address, like {@code http://10.0.0.3:2379}.
     *
     * @throws IllegalArgumentException when it is no address that this client can use
     */
    Maintenance maintenance(String endpoint);
}
