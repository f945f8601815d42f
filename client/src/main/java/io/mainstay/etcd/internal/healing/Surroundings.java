package io.mainstay.etcd.internal.healing;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.lease.Granted;
import io.mainstay.etcd.internal.lease.LeaseKeeper;
import io.mainstay.etcd.internal.watch.WatchMux;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a healing lease is made of.
 *
 * @param calls makes its calls
 * @param keeper keeps its leases alive
 * @param watches watch its keys
 * @param userCode runs its listener
 * @param granter asks for a lease; completes where the answer comes
 */
record Surroundings(
        CallEngine calls,
        LeaseKeeper keeper,
        WatchMux watches,
        UserCode userCode,
        Function<Duration, CompletableFuture<Granted>> granter) {
    /** How often what was refused for good, as for want of a permission, is tried again all the same. */
    private static final Duration FOR_GOOD_FIRST = Duration.ofSeconds(1);

    private static final int FOR_GOOD_DOUBLINGS = 5;

    /** A failure of a call, which is typed unless a part of this library broke. */
    static EtcdException failure(String operation, @Nullable Throwable thrown) {
        return thrown instanceof EtcdException typed ? typed : ErrorMapper.broken(operation, thrown);
    }

    /**
     * How long to wait after so many failures in a row.
     *
     * @param forGood whether the server refused it, so that somebody must put something right first
     */
    Duration wait(int failures, boolean forGood) {
        return forGood
                ? FOR_GOOD_FIRST.multipliedBy(1L << Math.min(failures - 1, FOR_GOOD_DOUBLINGS))
                : calls.backoff().after(failures, 1);
    }
}
