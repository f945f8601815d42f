package io.mainstay.etcd.embedded;

import io.mainstay.etcd.embedded.internal.cluster.Peers;
import java.time.Duration;

/** The options of an {@link EmbeddedEtcdCluster}. */
public final class EmbeddedEtcdClusterBuilder {
    private static final int MOST_MEMBERS = 9;

    private int members = 3;
    private EmbeddedEtcdBuilder store = EmbeddedEtcd.builder();
    private Duration electionTime = Duration.ZERO;
    private Duration requestTimeout = Duration.ofSeconds(7);
    private Duration leaderlessTime = Duration.ofSeconds(3);

    EmbeddedEtcdClusterBuilder() {}

    /**
     * How many members it has. Default: 3.
     *
     * @throws IllegalArgumentException when it is not from 1 to 9
     */
    public EmbeddedEtcdClusterBuilder members(int number) {
        if (number < 1 || number > MOST_MEMBERS) {
            throw new IllegalArgumentException("members must be from 1 to " + MOST_MEMBERS + ": " + number);
        }
        this.members = number;
        return this;
    }

    /**
     * The options of the store behind the members: its clock, data directory, limits, version. Where to {@link
     * EmbeddedEtcdBuilder#listen listen} is not looked at: each member has a port of its own. Default: in memory, with
     * the limits of an etcd.
     */
    public EmbeddedEtcdClusterBuilder store(EmbeddedEtcdBuilder options) {
        this.store = options;
        return this;
    }

    /**
     * How long it takes, by the clock, until another member leads when the leader is gone, and until somebody leads
     * when a quorum is there again; calls that need a leader wait meanwhile. Real members take one to two seconds.
     * Default: no time at all.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public EmbeddedEtcdClusterBuilder electionTime(Duration time) {
        this.electionTime = notNegative("electionTime", time);
        return this;
    }

    /**
     * How long a call that needs a leader waits for one, by the clock, before it fails as with an etcd. Default: 7 s,
     * as of an etcd without any flag.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public EmbeddedEtcdClusterBuilder requestTimeout(Duration timeout) {
        this.requestTimeout = notNegative("requestTimeout", timeout);
        return this;
    }

    /**
     * For how long a member is without a leader, by the clock, until it ends the streams that insist on one. Default:
     * 3 s, as of an etcd without any flag.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public EmbeddedEtcdClusterBuilder leaderlessTime(Duration time) {
        this.leaderlessTime = notNegative("leaderlessTime", time);
        return this;
    }

    /**
     * Starts it; all members are well, and the first one leads. Throws what {@link EmbeddedEtcdBuilder#start} throws.
     */
    public EmbeddedEtcdCluster start() {
        return new EmbeddedEtcdCluster(this);
    }

    int members() {
        return members;
    }

    EmbeddedEtcdBuilder store() {
        return store;
    }

    Peers.Times times() {
        return new Peers.Times(electionTime, requestTimeout, leaderlessTime);
    }

    private static Duration notNegative(String what, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(what + " must not be negative: " + time);
        }
        return time;
    }
}
