package io.mainstay.etcd.internal.follow;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.scan.Scans;
import io.mainstay.etcd.internal.watch.WatchMux;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The followers of one client; they end with it. */
public final class Followers implements AutoCloseable {
    private final CallEngine calls;
    private final Scans scans;
    private final WatchMux watches;
    private final Set<Follower> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Followers over the engines. */
    public Followers(CallEngine calls, Scans scans, WatchMux watches) {
        this.calls = calls;
        this.scans = scans;
        this.watches = watches;
    }

    /** A follower that begins when it is first asked. */
    public Follower follow(FollowRequest request) {
        Follower follower = new Follower(this, request);
        open.add(follower);
        if (closed) {
            follower.end(closed());
        }
        return follower;
    }

    /** Single calls, the clock, the pauses between tries. */
    public CallEngine calls() {
        return calls;
    }

    Scans scans() {
        return scans;
    }

    WatchMux watches() {
        return watches;
    }

    void ended(Follower follower) {
        open.remove(follower);
    }

    private static EtcdException closed() {
        return ErrorMapper.closed("follow", false);
    }

    /** Ends each follower: the client is being closed. */
    @Override
    public void close() {
        closed = true;
        open.forEach(follower -> follower.end(closed()));
    }
}
