package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.spi.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The renewals that someone asked for once and that have no answer yet: each is sent on every new stream until it is
 * answered, times out or is given up. Belongs to the keeper's serial executor.
 */
final class SingleRenewals {
    private final LeaseKeeper keeper;
    private final Clock clock;
    private final Set<OneRenewal> pending = new LinkedHashSet<>();

    SingleRenewals(LeaseKeeper keeper, Clock clock) {
        this.keeper = keeper;
        this.clock = clock;
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /** Takes one on; sent at once when there is a stream. */
    void add(OneRenewal renewal, Duration timeout, @Nullable LeaseStream stream) {
        pending.add(renewal);
        renewal.timer = clock.schedule(timeout, () -> keeper.onOwner(() -> timeOut(renewal, timeout)));
        if (stream != null) {
            send(renewal, stream);
        }
    }

    /** Sends all of them. */
    void sendAll(LeaseStream stream) {
        List.copyOf(pending).forEach(renewal -> send(renewal, stream));
    }

    private void send(OneRenewal renewal, LeaseStream stream) {
        renewal.sentAt = clock.nanoTime();
        stream.send(renewal.leaseId, renewal);
    }

    /** The server has answered one. */
    void answered(OneRenewal renewal, LeaseKeepAliveResult result, String endpoint) {
        if (!remove(renewal)) {
            return;
        }
        if (result.ttl().isZero() || result.ttl().isNegative()) {
            EtcdException missing = ErrorMapper.leaseNotFound(LeaseStream.OPERATION, endpoint);
            renewal.run(() -> renewal.future.completeExceptionally(missing));
        } else {
            Renewed renewed = new Renewed(result, renewal.sentAt);
            renewal.run(() -> renewal.future.complete(renewed));
        }
    }

    /**
     * They cannot be sent now.
     *
     * @param forGood whether they cannot be later either, so that those who wait are told
     */
    void troubled(@Nullable EtcdException why, boolean forGood) {
        for (OneRenewal renewal : List.copyOf(pending)) {
            renewal.lastFailure = why;
            if (forGood && why != null) {
                fail(renewal, why);
            }
        }
    }

    private void timeOut(OneRenewal renewal, Duration timeout) {
        fail(renewal, ErrorMapper.deadline(LeaseStream.OPERATION, "", false, timeout, renewal.lastFailure));
    }

    /** Tells one's user that it has failed. */
    void fail(OneRenewal renewal, EtcdException why) {
        remove(renewal);
        renewal.run(() -> renewal.future.completeExceptionally(why));
    }

    /** Forgets one; false when it was none of these. */
    boolean remove(OneRenewal renewal) {
        boolean removed = pending.remove(renewal);
        if (removed) {
            renewal.timer.cancel();
            keeper.released();
        }
        return removed;
    }
}
