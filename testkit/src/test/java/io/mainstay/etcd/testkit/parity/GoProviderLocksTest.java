package io.mainstay.etcd.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lock.HeldLock;
import io.mainstay.etcd.testkit.Await;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The provider's locks, over etcd's lock service; and the flaws of theirs. */
class GoProviderLocksTest extends GoProvider {
    private static final Duration TTL = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(100);

    @Test
    void aLockIsTakenAndGivenBackTwice() throws Exception {
        try (KeptLease me = etcd.leases().grantAndKeep(TTL)) {
            HeldLock lock = etcd.lockService().lock(key("l"), me);
            assertThat(etcd.kv().exists(lock.key().utf8())).isTrue();
            etcd.lockService().unlock(lock);
            etcd.lockService().unlock(lock);
            assertThat(etcd.kv().count(key("l"))).isZero();
            me.revoke().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void theSecondWaitsForTheFirst() throws Exception {
        KeptLease one = etcd.leases().grantAndKeep(TTL);
        KeptLease two = etcd.leases().grantAndKeep(TTL);
        HeldLock first = etcd.lockService().lock(key("l"), one);
        CompletableFuture<HeldLock> waiting = etcd.lockService().async().lock(key("l"), two, PATIENCE);
        assertThat(waiting).isNotDone();
        etcd.lockService().unlock(first);
        HeldLock second = waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
        one.revoke().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        two.revoke().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** With a true end: whoever gave up does not stand in the queue, and blocks nobody. */
    @Test
    void aTryThatFailsLeavesNothingInTheQueue() throws Exception {
        KeptLease one = etcd.leases().grantAndKeep(TTL);
        KeptLease two = etcd.leases().grantAndKeep(TTL);
        KeptLease three = etcd.leases().grantAndKeep(TTL);
        HeldLock first = etcd.lockService().lock(key("l"), one);
        assertThatThrownBy(() -> etcd.lockService().lock(key("l"), two, SHORT))
                .isInstanceOf(DeadlineExceededException.class);
        Await.until("the one who gave up leaves the queue", () -> etcd.kv().count(key("l")) == 1);
        CompletableFuture<HeldLock> next = etcd.lockService().async().lock(key("l"), three, PATIENCE);
        etcd.lockService().unlock(first);
        assertThat(next.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).lease()).isEqualTo(three.id());
        for (KeptLease lease : new KeptLease[] {one, two, three}) {
            lease.revoke().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void aTryThatSucceedsHoldsIt() throws Exception {
        KeptLease me = etcd.leases().grantAndKeep(TTL);
        assertThat(etcd.lockService().lock(key("l"), me, PATIENCE).lease()).isEqualTo(me.id());
        me.revoke().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void threeLocksAreIndependent() throws Exception {
        KeptLease me = etcd.leases().grantAndKeep(TTL);
        for (String name : new String[] {"a", "b", "c"}) {
            assertThat(etcd.lockService().lock(key(name), me).key().utf8()).startsWith(key(name) + "/");
        }
        me.revoke().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(etcd.kv().count(prefix())).isZero();
    }

    @Test
    void theEndOfTheLeaseFreesTheLock() throws Exception {
        KeptLease one = etcd.leases().grantAndKeep(TTL);
        KeptLease two = etcd.leases().grantAndKeep(TTL);
        etcd.lockService().lock(key("l"), one);
        CompletableFuture<HeldLock> waiting = etcd.lockService().async().lock(key("l"), two, PATIENCE);
        one.revoke().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).lease()).isEqualTo(two.id());
        two.revoke().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Acceptance test 13, as far as etcd's own service carries it: loss is told before the next owner can have it. */
    @Test
    void theHolderLearnsOfItsLossAndTheNextFencingTokenIsLarger() throws Exception {
        try (EtcdClient other = EtcdClient.connect(endpoint())) {
            KeptLease one = etcd.leases().grantAndKeep(TTL);
            HeldLock first = etcd.lockService().lock(key("l"), one);
            other.leases().revoke(one.id());
            assertThat(one.lost().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).id())
                    .isEqualTo(one.id());
            assertThat(one.state()).isEqualTo(KeptLease.State.LOST);
            KeptLease two = other.leases().grantAndKeep(TTL);
            HeldLock second = other.lockService().lock(key("l"), two);
            assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
            two.revoke().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
