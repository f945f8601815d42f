package io.mainstay.console.command;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.Leases;
import io.mainstay.etcd.spi.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Renews a lease each third of its life, as long as it lives. */
public final class LeaseRenewals {
    private static final Duration RETRY = Duration.ofMillis(500);

    private final Leases leases;
    private final Clock clock;

    /** Renewals through a client's leases, in a clock's time. */
    public LeaseRenewals(Leases leases, Clock clock) {
        this.leases = leases;
        this.clock = clock;
    }

    /**
     * Renews a lease until it is gone or the thread is interrupted; {@code renewed} is told of each renewal.
     *
     * @throws EtcdException when no renewal was answered for all of the lease's life
     */
    public void keep(long id, Consumer<LeaseKeepAliveResult> renewed) throws InterruptedException {
        long deadline = clock.nanoTime();
        while (true) {
            Duration pause = RETRY;
            long sent = clock.nanoTime();
            try {
                LeaseKeepAliveResult result = leases.keepAliveOnce(id);
                deadline = sent + result.ttl().toNanos();
                pause = result.ttl().dividedBy(3);
                renewed.accept(result);
            } catch (LeaseNotFoundException gone) {
                return;
            } catch (EtcdException e) {
                if (clock.nanoTime() - deadline >= 0) {
                    throw e;
                }
            }
            CountDownLatch due = new CountDownLatch(1);
            clock.schedule(pause, due::countDown);
            due.await();
        }
    }
}
