package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.CallCancelledException;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.ConflictException;
import io.mainstay.etcd.error.TooLargeException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.lease.HealingEvent;
import io.mainstay.etcd.lease.HealingLease;
import io.mainstay.etcd.lease.HealingLease.KeyStanding;
import io.mainstay.etcd.lease.HealingOptions;
import io.mainstay.etcd.lease.LeaseLoss;
import io.mainstay.etcd.lease.Presence;
import io.mainstay.etcd.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases that are granted anew when they are lost, with their keys put again; and the presence of a key on one. */
public abstract class HealingLeaseContract extends ContractSuite {
    private HealingEvents events = new HealingEvents();

    @BeforeEach
    void forgetWhatWasTold() {
        events = new HealingEvents();
    }

    private HealingOptions options() {
        return HealingOptions.of(LONG_TTL).listener(events);
    }

    @Test
    void aRevokedLeaseIsGrantedAnewWithAllItsKeysAndTheirLastValues() {
        try (HealingLease lease = etcd().leases().healing(options())) {
            Waiting.get(lease.put(key("a"), "1"));
            Waiting.get(lease.put(key("b"), "1"));
            Waiting.get(lease.put(key("b"), "2"));
            long first = lease.id();
            etcd().leases().revoke(first);
            HealingEvent.Lost lost = events.next(HealingEvent.Lost.class);
            assertThat(lost.loss()).isEqualTo(new LeaseLoss(first, LeaseLoss.Reason.NOT_FOUND));
            HealingEvent.Healed healed = events.next(HealingEvent.Healed.class);
            assertThat(healed).isEqualTo(new HealingEvent.Healed(lease.id(), 2, 2, List.of()));
            assertThat(lease.id()).isNotEqualTo(first);
            assertThat(lease.generation()).isEqualTo(2);
            assertThat(lease.state()).isEqualTo(HealingLease.State.ACTIVE);
            assertThat(read("a").lease()).isEqualTo(lease.id());
            assertThat(read("b").value().utf8()).isEqualTo("2");
            assertThat(lease.keys()).containsOnlyKeys(bytesKey("a"), bytesKey("b"));
            assertThat(lease.keys().values()).containsOnly(KeyStanding.HELD);
        }
        assertThat(etcd().kv().get(key("a"))).as("after close").isEmpty();
    }

    @Test
    void anUnwatchedOneLearnsOfTheLossByARenewal() {
        HealingOptions unwatched =
                HealingOptions.of(Duration.ofSeconds(3)).unwatched().listener(events);
        try (HealingLease lease = etcd().leases().healing(unwatched)) {
            Waiting.get(lease.put(key("a"), "1"));
            etcd().leases().revoke(lease.id());
            events.next(HealingEvent.Healed.class);
            assertThat(read("a").lease()).isEqualTo(lease.id());
        }
    }

    @Test
    void aDeletedKeyIsPutAgainUnderTheSameLease() {
        try (HealingLease lease = etcd().leases().healing(options())) {
            Waiting.get(lease.put(key("a"), "1"));
            long id = lease.id();
            etcd().kv().delete(key("a"));
            assertThat(events.next(HealingEvent.KeyRestored.class).key()).isEqualTo(bytesKey("a"));
            assertThat(read("a").lease()).isEqualTo(id);
            assertThat(lease.generation()).isEqualTo(1);
        }
    }

    @Test
    void aKeyThatSomebodyElseHasIsRefusedAndForgotten() {
        etcd().kv().put(key("a"), "theirs");
        try (HealingLease lease = etcd().leases().healing(options())) {
            assertThat(Waiting.failure(lease.put(key("a"), "ours")))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining(key("a"));
            assertThat(lease.keys()).isEmpty();
            assertThat(read("a").value().utf8()).isEqualTo("theirs");
        }
        assertThat(read("a").value().utf8()).isEqualTo("theirs");
    }

    @Test
    void aKeyThatSomebodyElseHasIsReplacedWhenThatWasAskedFor() {
        etcd().kv().put(key("a"), "theirs");
        try (HealingLease lease = etcd().leases().healing(options().overwrite())) {
            Waiting.get(lease.put(key("a"), "ours"));
            assertThat(read("a").value().utf8()).isEqualTo("ours");
        }
    }

    @Test
    void aKeyThatSomebodyTakesIsLeftAloneAndTakenBackWhenItIsFree() {
        try (HealingLease lease = etcd().leases().healing(options())) {
            Waiting.get(lease.put(key("a"), "ours"));
            long theirs = etcd().kv().put(key("a"), "theirs").header().revision();
            assertThat(events.next(HealingEvent.KeyTaken.class))
                    .isEqualTo(new HealingEvent.KeyTaken(bytesKey("a"), theirs));
            assertThat(lease.keys()).containsEntry(bytesKey("a"), KeyStanding.TAKEN);
            assertThat(read("a").value().utf8()).isEqualTo("theirs");
            etcd().kv().delete(key("a"));
            events.next(HealingEvent.KeyRestored.class);
            assertThat(read("a").value().utf8()).isEqualTo("ours");
            assertThat(read("a").lease()).isEqualTo(lease.id());
        }
    }

    @Test
    void aKeyTakenWhileTheLeaseWasGoneIsToldAndLeftAlone() {
        try (HealingLease lease = etcd().leases().healing(options().unwatched())) {
            Waiting.get(lease.put(key("a"), "ours"));
            Waiting.get(lease.put(key("b"), "ours"));
            etcd().kv().put(key("a"), "theirs");
            etcd().leases().revoke(lease.id());
            // The refused put tells of the loss sooner than a renewal of so long a lease would.
            CompletableFuture<Void> waits = lease.put(key("b"), "newer");
            HealingEvent.KeyTaken taken = events.next(HealingEvent.KeyTaken.class);
            assertThat(taken.key()).isEqualTo(bytesKey("a"));
            HealingEvent.Healed healed = events.next(HealingEvent.Healed.class);
            assertThat(healed.missing()).containsExactly(bytesKey("a"));
            assertThat(healed.held()).isEqualTo(1);
            Waiting.get(waits);
            assertThat(read("a").value().utf8()).isEqualTo("theirs");
            assertThat(read("b").value().utf8()).isEqualTo("newer");
        }
    }

    @Test
    void aValueThatTheServerRefusesLeavesTheOneBefore() {
        try (HealingLease lease = etcd().leases().healing(options())) {
            Waiting.get(lease.put(key("a"), "1"));
            Bytes huge = Bytes.of(new byte[4 << 20]);
            assertThat(Waiting.failure(lease.put(bytesKey("a"), huge))).isInstanceOf(TooLargeException.class);
            assertThat(Waiting.failure(lease.put(bytesKey("b"), huge))).isInstanceOf(TooLargeException.class);
            assertThat(lease.keys()).containsOnlyKeys(bytesKey("a"));
            etcd().leases().revoke(lease.id());
            events.next(HealingEvent.Healed.class);
            assertThat(read("a").value().utf8()).isEqualTo("1");
        }
    }

    @Test
    void manyKeysComeBackTogether() {
        int number = 300;
        try (HealingLease lease = etcd().leases().healing(options())) {
            List<CompletableFuture<Void>> puts = IntStream.range(0, number)
                    .mapToObj(i -> lease.put(key("k" + i), "v" + i))
                    .toList();
            puts.forEach(Waiting::get);
            etcd().leases().revoke(lease.id());
            assertThat(events.next(HealingEvent.Healed.class).held()).isEqualTo(number);
            List<KeyValue> all = etcd().kv().range(prefix(), o -> o.prefix()).kvs();
            assertThat(all).hasSize(number).allMatch(kv -> kv.lease() == lease.id());
        }
    }

    @Test
    void closingRevokesAtOnceAndTellsItOnce() {
        HealingLease lease = etcd().leases().healing(options());
        Waiting.get(lease.put(key("a"), "1"));
        long id = lease.id();
        lease.close();
        lease.close();
        assertThat(events.next(HealingEvent.Closed.class).failure()).isEmpty();
        assertThat(etcd().kv().get(key("a"))).isEmpty();
        assertThat(etcd().leases().timeToLive(id).exists()).isFalse();
        assertThat(lease.state()).isEqualTo(HealingLease.State.CLOSED);
        assertThat(lease.id()).isZero();
        assertThat(Waiting.failure(lease.put(key("a"), "2"))).isInstanceOf(CallCancelledException.class);
        Waiting.get(lease.revoke());
    }

    @Test
    void closingTheClientEndsItAndLeavesTheKeysForTheRestOfTheirTime() {
        long id;
        HealingLease lease;
        try (EtcdClient other = target().client().build()) {
            lease = other.leases().healing(options());
            Waiting.get(lease.put(key("a"), "1"));
            id = revokeLater(lease.id());
        }
        assertThat(events.next(HealingEvent.Closed.class).failure()).get().isInstanceOf(ClientClosedException.class);
        assertThat(lease.state()).isEqualTo(HealingLease.State.CLOSED);
        lease.close();
        assertThat(read("a").lease()).isEqualTo(id);
    }

    @Test
    void aPresenceIsThereUntilItIsClosed() {
        try (Presence presence = etcd().leases().presence(key("me"), "host:1", LONG_TTL)) {
            assertThat(presence.state()).isEqualTo(Presence.State.PRESENT);
            assertThat(read("me").value().utf8()).isEqualTo("host:1");
            assertThat(read("me").lease()).isEqualTo(presence.lease().id());
            Waiting.get(presence.update("host:2"));
            etcd().kv().delete(key("me"));
            Await.until("the key is there again", () -> etcd().kv().exists(key("me")));
            assertThat(read("me").value().utf8()).isEqualTo("host:2");
        }
        assertThat(etcd().kv().get(key("me"))).isEmpty();
    }

    @Test
    void aPresenceTakenBySomebodyIsRefusedAndItsLeaseIsNotLeft() {
        int before = etcd().leases().list().size();
        try (Presence first = etcd().leases().presence(key("me"), "1", LONG_TTL)) {
            assertThatThrownBy(() -> etcd().leases().presence(key("me"), "2", LONG_TTL))
                    .isInstanceOf(ConflictException.class);
            CompletableFuture<Presence> second =
                    etcd().leases().async().presence(bytesKey("me"), Bytes.utf8("2"), HealingOptions.of(LONG_TTL));
            assertThat(Waiting.failure(second)).isInstanceOf(ConflictException.class);
            Await.until("their leases are revoked", () -> etcd().leases().list().size() == before + 1);
            assertThat(first.state()).isEqualTo(Presence.State.PRESENT);
        }
    }

    @Test
    void aPresenceThatIsWaitedForNoMoreLeavesNothing() {
        int before = etcd().leases().list().size();
        CompletableFuture<Presence> made =
                etcd().leases().async().presence(bytesKey("me"), Bytes.utf8("1"), HealingOptions.of(LONG_TTL));
        boolean cancelled = made.cancel(true);
        if (!cancelled) {
            Waiting.get(made).close();
        }
        Await.until("no lease is left", () -> etcd().leases().list().size() == before);
        assertThat(etcd().kv().get(key("me"))).isEqualTo(Optional.empty());
    }
}
