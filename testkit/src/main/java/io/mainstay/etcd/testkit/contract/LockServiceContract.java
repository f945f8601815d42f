package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.error.CallCancelledException;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lock.HeldLock;
import io.mainstay.etcd.lock.LockService;
import io.mainstay.etcd.testkit.Await;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Locks of the server: held by one live lease, in the order of asking, and no key left of a wait that was given up. */
public abstract class LockServiceContract extends ContractSuite {
    private static final Duration SOON = Duration.ofMillis(300);

    private LockService locks() {
        return etcd().lockService();
    }

    private String name() {
        return key("lock");
    }

    /** The key of a lease's place, as etcd makes it. */
    private Bytes place(long lease) {
        return Bytes.utf8(name() + "/" + Long.toHexString(lease));
    }

    /** An owner's key, without its value: that is etcd's own, and so in clear also where a client encrypts. */
    private Optional<KeyValue> find(Bytes key) {
        return etcd().kv().range(RangeRequest.of(key).keysOnly()).first();
    }

    private List<Bytes> keys() {
        return etcd().kv().range(name() + "/", o -> o.prefix().keysOnly()).kvs().stream()
                .map(KeyValue::key)
                .toList();
    }

    private Watch places() {
        return Waiting.ready(etcd().watch(name() + "/", o -> o.prefix()));
    }

    private static WatchEvent next(Watch watch, WatchEvent.Type type, Bytes key) {
        WatchEvent event = Waiting.events(watch, 1).get(0);
        assertThat(event.type()).isEqualTo(type);
        assertThat(event.kv().key()).isEqualTo(key);
        return event;
    }

    @Test
    void givesALockWithAFencingToken() {
        try (KeptLease lease = etcd().leases().grantAndKeep(LONG_TTL)) {
            revokeLater(lease.id());
            HeldLock held = locks().lock(name(), lease);
            assertThat(held.key()).isEqualTo(place(lease.id()));
            assertThat(held.lease()).isEqualTo(lease.id());
            KeyValue kv = find(held.key()).orElseThrow();
            assertThat(held.fencingToken()).isEqualTo(kv.createRevision());
            assertThat(etcd().leases().timeToLiveWithKeys(lease.id()).keys()).containsExactly(held.key());
            HeldLock again = locks().lock(name(), lease, SOON);
            assertThat(again.fencingToken()).isEqualTo(held.fencingToken());
            locks().unlock(held);
            assertThat(find(held.key())).isEmpty();
            locks().unlock(held);
        }
    }

    @Test
    void letsTheNextWaitForItsTurn() {
        long first = lease();
        long second = lease();
        try (Watch places = places()) {
            HeldLock held = locks().lock(name(), first, PATIENCE);
            next(places, WatchEvent.Type.PUT, place(first));
            CompletableFuture<HeldLock> waiting = locks().async().lock(name(), second, PATIENCE);
            next(places, WatchEvent.Type.PUT, place(second));
            assertThat(waiting).isNotDone();
            Waiting.get(locks().async().unlock(held));
            HeldLock after = Waiting.get(waiting);
            assertThat(after.fencingToken()).isGreaterThan(held.fencingToken());
            assertThat(Waiting.get(locks().async().unlock(after.key())).header().revision())
                    .isPositive();
            assertThat(find(after.key())).isEmpty();
        }
    }

    @Test
    void aWaitThatTimesOutLeavesNoKey() {
        long holder = lease();
        long waiter = lease();
        HeldLock held = locks().lock(name(), holder, PATIENCE);
        try (Watch places = places()) {
            assertThatThrownBy(() -> locks().lock(name(), waiter, SOON))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("Lock/Lock");
            next(places, WatchEvent.Type.PUT, place(waiter));
            next(places, WatchEvent.Type.DELETE, place(waiter));
        }
        assertThat(find(held.key())).isPresent();
    }

    @Test
    void aCancelledWaitLeavesNoKey() {
        long holder = lease();
        long waiter = lease();
        HeldLock held = locks().lock(name(), holder, PATIENCE);
        try (Watch places = places()) {
            CompletableFuture<HeldLock> waiting = locks().async().lock(name(), waiter, PATIENCE);
            next(places, WatchEvent.Type.PUT, place(waiter));
            waiting.cancel(false);
            next(places, WatchEvent.Type.DELETE, place(waiter));
            // The same lease may wait again at once.
            CompletableFuture<HeldLock> again = locks().async().lock(name(), waiter, PATIENCE);
            locks().unlock(held);
            assertThat(Waiting.get(again).fencingToken()).isGreaterThan(held.fencingToken());
        }
    }

    @Test
    void anInterruptedWaitLeavesNoKey() {
        long holder = lease();
        long waiter = lease();
        locks().lock(name(), holder, PATIENCE);
        try (Watch places = places()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> locks().lock(name(), waiter, PATIENCE)).isInstanceOf(CallCancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
            // Who is interrupted does not wait until its place is given up.
            Await.until("the holder's is the only key", () -> keys().equals(List.of(place(holder))));
            assertThat(places.completeUpTo()).isNotNegative();
        }
    }

    @Test
    void aWaitWhoseKeyIsDeletedBeginsAnew() {
        long holder = lease();
        long waiter = lease();
        HeldLock held = locks().lock(name(), holder, PATIENCE);
        try (Watch places = places()) {
            CompletableFuture<HeldLock> waiting = locks().async().lock(name(), waiter, PATIENCE);
            next(places, WatchEvent.Type.PUT, place(waiter));
            etcd().kv().delete(DeleteRequest.of(place(waiter)));
            next(places, WatchEvent.Type.DELETE, place(waiter));
            locks().unlock(held);
            next(places, WatchEvent.Type.DELETE, place(holder));
            HeldLock after = Waiting.get(waiting);
            assertThat(find(after.key()).orElseThrow().createRevision()).isEqualTo(after.fencingToken());
        }
    }

    @Test
    void wantsALiveLease() {
        assertThatThrownBy(() -> locks().lock(name(), 0, PATIENCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("grantAndKeep");
        KeptLease closed = etcd().leases().grantAndKeep(LONG_TTL);
        revokeLater(closed.id());
        closed.close();
        assertThatThrownBy(() -> locks().lock(name(), closed)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> locks().async().lock(name(), closed, PATIENCE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> locks().lock(name(), lease(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> locks().lock(name(), 0x1234, PATIENCE))
                .isInstanceOfSatisfying(
                        LeaseNotFoundException.class,
                        e -> assertThat(e.maybeApplied()).isFalse());
    }

    @Test
    void aWaitEndsWithItsLease() {
        long holder = lease();
        long waiter = lease();
        locks().lock(name(), holder, PATIENCE);
        try (Watch places = places()) {
            CompletableFuture<HeldLock> waiting = locks().async().lock(name(), waiter, PATIENCE);
            next(places, WatchEvent.Type.PUT, place(waiter));
            etcd().leases().revoke(waiter);
            next(places, WatchEvent.Type.DELETE, place(waiter));
            etcd().leases().revoke(holder);
            assertThat(Waiting.failure(waiting)).isInstanceOf(LeaseNotFoundException.class);
        }
    }

    @Test
    void anOldOwnershipUnlocksNoNewOne() {
        long lease = lease();
        HeldLock old = locks().lock(name(), lease, PATIENCE);
        locks().unlock(old);
        HeldLock held = locks().lock(name(), lease, PATIENCE);
        locks().unlock(old);
        assertThat(find(held.key())).isPresent();
        assertThat(held.fencingToken()).isGreaterThan(old.fencingToken());
    }

    @Test
    void refusesWhatTheServerRefuses() {
        assertThatThrownBy(() -> locks().unlock(Bytes.EMPTY)).isInstanceOf(EtcdException.class);
    }
}
