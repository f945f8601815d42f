package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The single calls on leases: granting, looking, renewing once, revoking, and the end by itself. */
public abstract class LeaseContract extends ContractSuite {
    private static final long NO_LEASE = 0x7a11_0000_dead_beefL;
    private static final Duration LEAST_TTL = Duration.ofSeconds(2);

    @Test
    void grantsWhatWasAskedFor() {
        LeaseGrantResult granted = etcd().leases().grant(Duration.ofMinutes(10));
        revokeLater(granted.id());
        assertThat(granted.id()).isNotZero();
        assertThat(granted.ttl()).isEqualTo(Duration.ofMinutes(10));
        LeaseTimeToLiveResult life = etcd().leases().timeToLive(granted.id());
        assertThat(life.exists()).isTrue();
        assertThat(life.id()).isEqualTo(granted.id());
        assertThat(life.grantedTtl()).isEqualTo(Duration.ofMinutes(10));
        assertThat(life.ttl()).isBetween(Duration.ofSeconds(570), Duration.ofMinutes(10));
    }

    @Test
    void grantsTheIdThatWasAskedFor() {
        for (long id : new long[] {77_001, -77_002, Long.MAX_VALUE - 77}) {
            assertThat(revokeLater(etcd().leases().grant(LONG_TTL, id).id())).isEqualTo(id);
            assertThat(etcd().leases().timeToLive(id).exists()).isTrue();
        }
    }

    @Test
    void idsThatNobodyChoseAreDifferent() {
        assertThat(lease()).isNotEqualTo(lease());
        long chosen = revokeLater(etcd().leases().grant(LONG_TTL, 0).id());
        assertThat(chosen).isNotZero();
    }

    @Test
    void raisesShortTimesToTheLeast() {
        for (Duration asked : List.of(Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofSeconds(2))) {
            LeaseGrantResult granted = etcd().leases().grant(asked);
            revokeLater(granted.id());
            assertThat(granted.ttl()).as("asked for " + asked).isEqualTo(LEAST_TTL);
        }
    }

    @Test
    void refusesTimesThatAreNone() {
        for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-5))) {
            assertThatThrownBy(() -> etcd().leases().grant(none)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void roundsFractionsOfASecondUp() {
        LeaseGrantResult granted = etcd().leases().grant(Duration.ofMillis(10_001));
        revokeLater(granted.id());
        assertThat(granted.ttl()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void grantingMakesNoRevision() {
        long before = revision();
        long lease = lease();
        etcd().leases().keepAliveOnce(lease);
        etcd().leases().revoke(lease);
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void aMissingLeaseIsNotAnErrorOfLooking() {
        LeaseTimeToLiveResult life = etcd().leases().timeToLiveWithKeys(NO_LEASE);
        assertThat(life.exists()).isFalse();
        assertThat(life.ttl()).isEqualTo(Duration.ofSeconds(-1));
        assertThat(life.grantedTtl()).isEqualTo(Duration.ZERO);
        assertThat(life.keys()).isEmpty();
    }

    @Test
    void namesItsKeysInOrderWhenAsked() {
        long lease = lease();
        for (String name : List.of("c", "a", "b")) {
            etcd().kv().put(key(name), "1", o -> o.lease(lease));
        }
        assertThat(etcd().leases().timeToLiveWithKeys(lease).keys())
                .containsExactly(bytesKey("a"), bytesKey("b"), bytesKey("c"));
        assertThat(etcd().leases().timeToLive(lease).keys()).isEmpty();
    }

    @Test
    void listsLeasesByTheirEnd() {
        long last = lease(Duration.ofMinutes(15));
        long first = lease(Duration.ofMinutes(5));
        long middle = lease(Duration.ofMinutes(10));
        List<Long> all = etcd().leases().list();
        assertThat(all).contains(first, middle, last);
        if (target().isLeader()) {
            assertThat(all).containsSubsequence(first, middle, last);
        }
        etcd().leases().revoke(middle);
        assertThat(etcd().leases().list()).contains(first, last).doesNotContain(middle);
    }

    @Test
    void renewsOnce() {
        long lease = lease(Duration.ofMinutes(10));
        LeaseKeepAliveResult renewed = etcd().leases().keepAliveOnce(lease);
        assertThat(renewed.id()).isEqualTo(lease);
        assertThat(renewed.ttl()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void cannotRenewWhatIsNotThere() {
        assertThatThrownBy(() -> etcd().leases().keepAliveOnce(NO_LEASE))
                .isExactlyInstanceOf(LeaseNotFoundException.class)
                .hasMessageContaining("requested lease not found");
        long revoked = lease();
        etcd().leases().revoke(revoked);
        assertThatThrownBy(() -> etcd().leases().keepAliveOnce(revoked))
                .isExactlyInstanceOf(LeaseNotFoundException.class);
    }

    @Test
    void revokingDeletesTheKeysInOneRevisionAndInOrder() {
        long lease = lease();
        for (String name : List.of("c", "a", "b")) {
            etcd().kv().put(key(name), "1", o -> o.lease(lease));
        }
        putAll("other");
        long before = revision();
        try (Watch watch = Waiting.ready(etcd().watch(prefix(), o -> o.prefix()))) {
            etcd().leases().revoke(lease);
            WatchBatch batch = Waiting.eventBatch(watch);
            assertThat(batch.events()).allMatch(WatchEvent::isDelete);
            assertThat(batch.events())
                    .extracting(WatchEvent::key)
                    .containsExactly(bytesKey("a"), bytesKey("b"), bytesKey("c"));
            assertThat(batch.events()).extracting(WatchEvent::revision).containsOnly(before + 1);
        }
        assertThat(names(etcd().kv().range(prefix(), o -> o.prefix()))).containsExactly("other");
        assertThat(revision()).isEqualTo(before + 1);
        assertThat(etcd().leases().timeToLive(lease).exists()).isFalse();
    }

    @Test
    void endsByItselfAndTakesItsKeysAlong() {
        try (Watch watch = Waiting.ready(etcd().watch(key("a")))) {
            long lease = lease(LEAST_TTL);
            etcd().kv().put(key("a"), "1", o -> o.lease(lease));
            List<WatchEvent> events = Waiting.events(watch, 2);
            assertThat(events.get(1).isDelete()).isTrue();
            assertThat(etcd().leases().timeToLive(lease).exists()).isFalse();
            assertThat(etcd().leases().list()).doesNotContain(lease);
        }
    }

    @Test
    void everyCallHasItsFuture() {
        LeaseGrantResult granted = Waiting.get(etcd().leases().async().grant(LONG_TTL, 78_001));
        revokeLater(granted.id());
        assertThat(Waiting.get(etcd().leases().async().keepAliveOnce(78_001)).id())
                .isEqualTo(78_001);
        LeaseTimeToLiveRequest question = new LeaseTimeToLiveRequest(78_001, true);
        assertThat(Waiting.get(etcd().leases().async().timeToLive(question)).exists())
                .isTrue();
        assertThat(Waiting.get(etcd().leases().async().list())).contains(78_001L);
        Waiting.get(etcd().leases().async().revoke(78_001));
        assertThat(Waiting.failure(etcd().leases().async().revoke(78_001)))
                .isExactlyInstanceOf(LeaseNotFoundException.class);
        assertThat(Waiting.failure(etcd().leases().async().keepAliveOnce(78_001)))
                .isExactlyInstanceOf(LeaseNotFoundException.class);
    }
}
