package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseLoss;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Leases that the client keeps alive: for how long they live, and that their user is told when they are lost. */
public abstract class KeptLeaseContract extends ContractSuite {
    private static final Duration SHORT = Duration.ofSeconds(2);

    @Test
    void livesLongerThanItsTime() throws Exception {
        try (KeptLease kept = etcd().leases().grantAndKeep(SHORT)) {
            revokeLater(kept.id());
            etcd().kv().put(key("a"), "1", o -> o.lease(kept.id()));
            assertThatThrownBy(() -> kept.lost().get(3 * SHORT.toMillis() / 2, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertThat(kept.state()).isEqualTo(KeptLease.State.ACTIVE);
            assertThat(read("a").lease()).isEqualTo(kept.id());
        }
    }

    @Test
    void tellsItsIdAndTime() {
        try (KeptLease kept = etcd().leases().grantAndKeep(LONG_TTL)) {
            revokeLater(kept.id());
            assertThat(kept.ttl()).isEqualTo(LONG_TTL);
            assertThat(kept.state()).isEqualTo(KeptLease.State.ACTIVE);
            assertThat(etcd().leases().timeToLive(kept.id()).exists()).isTrue();
        }
    }

    @Test
    void keepsALeaseThatIsThereAlready() {
        long lease = lease();
        try (KeptLease kept = etcd().leases().keepAlive(lease)) {
            assertThat(kept.id()).isEqualTo(lease);
            assertThat(kept.ttl()).isEqualTo(LONG_TTL);
        }
        assertThat(etcd().leases().timeToLive(lease).exists()).isTrue();
    }

    @Test
    void cannotKeepWhatIsNotThere() {
        assertThatThrownBy(() -> etcd().leases().keepAlive(4711)).isExactlyInstanceOf(LeaseNotFoundException.class);
        assertThat(Waiting.failure(etcd().leases().async().keepAlive(4711)))
                .isExactlyInstanceOf(LeaseNotFoundException.class);
    }

    @Test
    void aLeaseThatSomeoneElseRevokesIsLost() {
        try (KeptLease kept = etcd().leases().grantAndKeep(Duration.ofSeconds(3));
                EtcdClient other = target().client().build()) {
            other.leases().revoke(kept.id());
            LeaseLoss loss = Waiting.get(kept.lost());
            assertThat(loss).isEqualTo(new LeaseLoss(kept.id(), LeaseLoss.Reason.NOT_FOUND));
            assertThat(kept.state()).isEqualTo(KeptLease.State.LOST);
        }
    }

    @Test
    void aClosedOneEndsByItself() {
        try (Watch watch = Waiting.ready(etcd().watch(key("a")))) {
            KeptLease kept = etcd().leases().grantAndKeep(SHORT);
            revokeLater(kept.id());
            etcd().kv().put(key("a"), "1", o -> o.lease(kept.id()));
            kept.close();
            kept.close();
            List<WatchEvent> events = Waiting.events(watch, 2);
            assertThat(events.get(1).isDelete()).isTrue();
            assertThat(kept.state()).isEqualTo(KeptLease.State.CLOSED);
            assertThat(kept.lost()).isNotDone();
        }
    }

    @Test
    void aRevokedOneTakesItsKeysAlongAtOnce() {
        KeptLease kept = etcd().leases().grantAndKeep(LONG_TTL);
        etcd().kv().put(key("a"), "1", o -> o.lease(kept.id()));
        Waiting.get(kept.revoke());
        assertThat(etcd().kv().get(key("a"))).isEmpty();
        assertThat(kept.state()).isEqualTo(KeptLease.State.CLOSED);
        assertThat(kept.lost()).isNotDone();
    }

    @Test
    void closingTheClientLosesItsLeasesButDoesNotRevokeThem() {
        KeptLease kept;
        try (EtcdClient other = target().client().build()) {
            kept = other.leases().grantAndKeep(LONG_TTL);
            revokeLater(kept.id());
        }
        assertThat(Waiting.get(kept.lost()).reason()).isEqualTo(LeaseLoss.Reason.CLIENT_CLOSED);
        assertThat(etcd().leases().timeToLive(kept.id()).exists()).isTrue();
    }

    @Test
    void manyLeasesShareOneClient() {
        List<KeptLease> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(etcd().leases().grantAndKeep(Duration.ofSeconds(6)));
        }
        KeptLease lost = many.remove(20);
        etcd().leases().revoke(lost.id());
        assertThat(Waiting.get(lost.lost()).reason()).isEqualTo(LeaseLoss.Reason.NOT_FOUND);
        for (KeptLease kept : many) {
            assertThat(kept.lost()).isNotDone();
            assertThat(etcd().leases().timeToLive(kept.id()).exists()).isTrue();
            Waiting.get(kept.revoke());
        }
    }

    @Test
    void theFuturesKeepToo() {
        KeptLease kept = Waiting.get(etcd().leases().async().grantAndKeep(LONG_TTL));
        revokeLater(kept.id());
        KeptLease again = Waiting.get(etcd().leases().async().keepAlive(kept.id()));
        kept.close();
        again.close();
        assertThat(etcd().leases().timeToLive(kept.id()).exists()).isTrue();
    }
}
