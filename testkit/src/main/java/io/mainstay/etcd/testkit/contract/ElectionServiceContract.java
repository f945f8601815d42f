package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.election.CampaignResult;
import io.mainstay.etcd.election.ElectionService;
import io.mainstay.etcd.election.LeaderObservation;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.LeadershipLostException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Elections of the server: one leader at a time with a live lease, seen by all who observe. */
public abstract class ElectionServiceContract extends ContractSuite {
    private static final Duration SOON = Duration.ofMillis(300);

    private ElectionService elections() {
        return etcd().electionService();
    }

    private String name() {
        return key("election");
    }

    private CampaignResult win(long lease, String value) {
        return elections().campaign(name(), lease, Bytes.utf8(value), PATIENCE);
    }

    private static String told(LeaderObservation observation) {
        return observation
                .poll(PATIENCE)
                .orElseThrow(() -> new AssertionError("no leader was told"))
                .kv()
                .value()
                .utf8();
    }

    @Test
    void electsAndProclaimsAndResigns() {
        assertThat(elections().leader(name())).isEmpty();
        assertThat(Waiting.get(elections().async().leader(name()))).isEmpty();
        try (KeptLease lease = etcd().leases().grantAndKeep(LONG_TTL)) {
            revokeLater(lease.id());
            CampaignResult won = elections().campaign(name(), lease, "a");
            assertThat(won.leader().lease()).isEqualTo(lease.id());
            LeaderResult leader = elections().leader(name()).orElseThrow();
            assertThat(leader.kv().value().utf8()).isEqualTo("a");
            assertThat(leader.kv().key()).isEqualTo(won.leader().key());
            assertThat(leader.kv().createRevision()).isEqualTo(won.leader().rev());
            elections().proclaim(won.leader(), Bytes.utf8("b"));
            assertThat(Waiting.get(elections().async().leader(name()))
                            .orElseThrow()
                            .kv()
                            .value()
                            .utf8())
                    .isEqualTo("b");
            elections().resign(won.leader());
            elections().resign(won.leader());
            assertThat(elections().leader(name())).isEmpty();
            assertThatThrownBy(() -> elections().proclaim(won.leader(), Bytes.utf8("c")))
                    .isInstanceOfSatisfying(LeadershipLostException.class, lost -> {
                        assertThat(lost.maybeApplied()).isFalse();
                        assertThat(lost.retryable()).isFalse();
                    });
        }
    }

    @Test
    void letsTheNextWaitForItsTurn() {
        CampaignResult first = win(lease(), "a");
        CompletableFuture<CampaignResult> waiting =
                elections().async().campaign(name(), lease(), Bytes.utf8("b"), PATIENCE);
        Waiting.get(elections().async().proclaim(first.leader(), Bytes.utf8("a2")));
        assertThat(waiting).isNotDone();
        Waiting.get(elections().async().resign(first.leader()));
        assertThat(Waiting.get(waiting).leader().rev())
                .isGreaterThan(first.leader().rev());
        assertThat(elections().leader(name()).orElseThrow().kv().value().utf8()).isEqualTo("b");
    }

    @Test
    void aCandidacyThatIsGivenUpLeavesNoKey() {
        CampaignResult leader = win(lease(), "a");
        long candidate = lease();
        Bytes place = Bytes.utf8(name() + "/" + Long.toHexString(candidate));
        try (Watch places = Waiting.ready(etcd().watch(name() + "/", o -> o.prefix()))) {
            assertThatThrownBy(() -> elections().campaign(name(), candidate, Bytes.utf8("b"), SOON))
                    .isInstanceOf(DeadlineExceededException.class);
            expect(places, WatchEvent.Type.PUT, place);
            expect(places, WatchEvent.Type.DELETE, place);
            CompletableFuture<CampaignResult> waiting =
                    elections().async().campaign(name(), candidate, Bytes.utf8("b"), PATIENCE);
            expect(places, WatchEvent.Type.PUT, place);
            waiting.cancel(false);
            expect(places, WatchEvent.Type.DELETE, place);
        }
        assertThat(elections().leader(name()).orElseThrow().kv().key())
                .isEqualTo(leader.leader().key());
    }

    @Test
    void aCandidateThatCannotSayItsValueDoesNotKeepThePlaceItFound() {
        long ended = lease();
        Bytes place = Bytes.utf8(name() + "/" + Long.toHexString(ended));
        etcd().leases().revoke(ended);
        etcd().kv().put(place, Bytes.utf8("a"));
        assertThatThrownBy(() -> elections().campaign(name(), ended, Bytes.utf8("b"), PATIENCE))
                .isInstanceOf(LeaseNotFoundException.class);
        assertThat(elections().leader(name())).isEmpty();
    }

    private static void expect(Watch watch, WatchEvent.Type type, Bytes key) {
        WatchEvent event = Waiting.events(watch, 1).get(0);
        assertThat(event.type()).isEqualTo(type);
        assertThat(event.kv().key()).isEqualTo(key);
    }

    @Test
    void wantsALiveLease() {
        assertThatThrownBy(() -> elections().campaign(name(), 0, Bytes.EMPTY, PATIENCE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> elections().campaign(name(), 0x1234, Bytes.EMPTY, PATIENCE))
                .isInstanceOf(LeaseNotFoundException.class);
        KeptLease closed = etcd().leases().grantAndKeep(LONG_TTL);
        revokeLater(closed.id());
        closed.close();
        assertThatThrownBy(() -> elections().campaign(name(), closed, "a"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> elections().async().campaign(name(), closed, Bytes.EMPTY, PATIENCE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsEachLeaderToWhoObserves() {
        try (LeaderObservation observation = elections().observe(name())) {
            assertThat(observation.poll(SOON)).isEmpty();
            CampaignResult first = win(lease(), "a");
            assertThat(told(observation)).isEqualTo("a");
            elections().proclaim(first.leader(), Bytes.utf8("a2"));
            assertThat(told(observation)).isEqualTo("a2");
            try (LeaderObservation later = elections().observe(name())) {
                assertThat(told(later)).isEqualTo("a2");
            }
            elections().resign(first.leader());
            win(lease(), "b");
            assertThat(told(observation)).isEqualTo("b");
        }
    }

    @Test
    void tellsMoreThanFitsAhead() {
        CampaignResult leader = win(lease(), "0");
        try (LeaderObservation observation = elections().observe(name())) {
            Iterator<LeaderResult> leaders = observation.iterator();
            for (int i = 1; i < 60; i++) {
                assertThat(leaders.next().kv().value().utf8()).isEqualTo("" + (i - 1));
                elections().proclaim(leader.leader(), Bytes.utf8("" + i));
            }
        }
    }

    @Test
    void endsOnceWhenClosed() {
        LeaderObservation observation = elections().observe(name());
        observation.close();
        observation.close();
        assertThat(observation.next()).isEmpty();
        assertThat(observation.poll(SOON)).isEmpty();
        assertThat(observation.iterator().hasNext()).isFalse();
    }

    @Test
    void endsTypedWithItsClient() {
        EtcdClient client = target().client().build();
        LeaderObservation observation = client.electionService().observe(name());
        client.close();
        assertThatThrownBy(observation::next).isInstanceOf(ClientClosedException.class);
        assertThatThrownBy(observation::next).isInstanceOf(ClientClosedException.class);
    }
}
