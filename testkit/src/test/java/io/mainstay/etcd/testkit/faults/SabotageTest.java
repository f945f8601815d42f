package io.mainstay.etcd.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testkit.faults.Planted.Mistake;
import io.mainstay.etcd.testkit.faults.Scene.Above;
import io.mainstay.etcd.testkit.history.Finding;
import io.mainstay.etcd.testkit.history.Guarantees;
import io.mainstay.etcd.testkit.history.HistoryRecorder;
import io.mainstay.etcd.testkit.history.LeaseRecord;
import io.mainstay.etcd.testkit.history.StoreHistory;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchFilter;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guarantees that are broken on purpose around a real client: the check of that name finds each. */
@ExtendWith({LeakGate.class, QuietServer.class})
class SabotageTest {
    private static final WatchRequest ALL =
            WatchRequest.of(Scene.PREFIX).prefix().withPrevKv();
    private static final Above RIGHT = List::of;

    /** So big that what was missed while the line was cut does not come in one piece. */
    private static final int BIG = 150_000;

    @Test
    void withoutAMistakeNothingIsFound() throws Exception {
        try (Scene scene = new Scene(new Mistake())) {
            assertThat(scene.play(ALL, RIGHT)).isEmpty();
        }
    }

    /** What somebody between the client and its user may do to batches of at least one change. */
    enum Handing implements Above {
        DROPS_AN_EVENT(
                "NoGap",
                batch -> List.of(
                        with(batch, batch.events().subList(1, batch.events().size())))),
        DROPS_A_BATCH("NoGap", batch -> List.of()),
        REPEATS_AN_EVENT("Unique", batch -> {
            List<WatchEvent> events = new ArrayList<>(batch.events());
            events.add(events.get(events.size() - 1));
            return List.of(with(batch, events));
        }),
        REPEATS_A_BATCH("Unique", batch -> List.of(batch, batch)),
        TURNS_A_BATCH_AROUND("Ordered", batch -> {
            List<WatchEvent> events = new ArrayList<>(batch.events());
            Collections.reverse(events);
            return List.of(with(batch, events));
        }),
        SPLITS_A_REVISION(
                "Atomic",
                batch -> batch.events().stream()
                        .map(event -> with(batch, List.of(event)))
                        .toList()),
        FORGETS_WHAT_WAS_BEFORE(
                "PrevValueRight",
                batch -> List.of(with(
                        batch,
                        batch.events().stream()
                                .map(event -> new WatchEvent(event.type(), event.kv(), null))
                                .toList()))),
        TELLS_WHAT_IS_AS_WHAT_WAS(
                "PrevValueRight",
                batch -> List.of(with(
                        batch,
                        batch.events().stream()
                                .map(event -> new WatchEvent(event.type(), event.kv(), event.kv()))
                                .toList()))),
        CALLS_A_DELETE_A_PUT(
                "Genuine",
                batch -> List.of(with(
                        batch,
                        batch.events().stream()
                                .map(event -> new WatchEvent(WatchEvent.Type.PUT, event.kv(), event.prevKv()))
                                .toList()))),
        PROMISES_TOO_MUCH("BookmarkSound", batch -> List.of(new WatchBatch(batch.revision() + 1_000, batch.events()))),
        PROMISES_TOO_EARLY("BookmarkSound", batch -> List.of(new WatchBatch(batch.revision(), List.of()), batch));

        private final String check;
        private final Above mistake;

        Handing(String check, Above mistake) {
            this.check = check;
            this.mistake = mistake;
        }

        @Override
        public List<WatchBatch> batches(WatchBatch batch) {
            return batch.isProgress() || isMarker(batch) ? List.of(batch) : mistake.batches(batch);
        }

        private static boolean isMarker(WatchBatch batch) {
            return batch.events().get(batch.events().size() - 1).key().utf8().contains("~marker");
        }

        private static WatchBatch with(WatchBatch batch, List<WatchEvent> events) {
            return new WatchBatch(batch.revision(), events);
        }
    }

    @ParameterizedTest
    @EnumSource(Handing.class)
    void aMistakeInHandingBatchesOn(Handing handing) throws Exception {
        try (Scene scene = new Scene(new Mistake())) {
            assertThat(scene.play(ALL, handing)).extracting(Finding::check).contains(handing.check);
        }
    }

    @Test
    void anEndToldTwice() throws Exception {
        Above twice = new Above() {
            @Override
            public List<WatchBatch> batches(WatchBatch batch) {
                return List.of(batch);
            }

            @Override
            public int ends() {
                return 2;
            }
        };
        assertFinds("TerminalOnce", new Mistake(), ALL, twice);
    }

    @Test
    void aWatchTakenUpAgainOneRevisionLate() throws Exception {
        assertFinds("NoGap", resuming(create -> create.startRevision() + 1), ALL, RIGHT);
    }

    @Test
    void aWatchTakenUpAgainFromNowOn() throws Exception {
        assertFinds("NoGap", resuming(create -> 0), ALL, RIGHT);
    }

    private interface Start {
        long of(WatchCommand.Create create);
    }

    /** The first create is left as it is. */
    private static Mistake resuming(Start start) {
        return new Mistake() {
            private boolean begun;

            @Override
            WatchCommand command(WatchCommand right) {
                if (!(right instanceof WatchCommand.Create create) || !begun) {
                    begun |= right instanceof WatchCommand.Create;
                    return right;
                }
                return new WatchCommand.Create(
                        create.range(),
                        start.of(create),
                        create.watchId(),
                        create.prevKv(),
                        create.progressNotify(),
                        create.fragment(),
                        create.filters());
            }
        };
    }

    @Test
    void filtersThatAreNotSent() throws Exception {
        Mistake mistake = new Mistake() {
            @Override
            WatchCommand command(WatchCommand right) {
                return right instanceof WatchCommand.Create create
                        ? new WatchCommand.Create(
                                create.range(),
                                create.startRevision(),
                                create.watchId(),
                                create.prevKv(),
                                create.progressNotify(),
                                create.fragment(),
                                Set.of())
                        : right;
            }
        };
        assertFinds("Filtered", mistake, ALL.without(WatchFilter.NO_DELETE), RIGHT);
    }

    @Test
    void piecesOfAMessageTakenForWholeOnes() throws Exception {
        Mistake mistake = new Mistake() {
            @Override
            WatchReply reply(WatchReply right) {
                return new WatchReply(
                        right.header(), right.watchId(), right.kind(), right.ending(), false, right.events());
            }
        };
        try (Scene right = new Scene(new Mistake(), BIG);
                Scene wrong = new Scene(mistake, BIG)) {
            assertThat(right.play(ALL, RIGHT)).isEmpty();
            assertThat(wrong.play(ALL, RIGHT)).extracting(Finding::check).contains("Atomic");
        }
    }

    @Test
    void aValueChangedOnTheWay() throws Exception {
        Mistake mistake = new Mistake() {
            @Override
            WatchReply reply(WatchReply right) {
                return right.withEvents(
                        right.events().stream().map(this::changed).toList());
            }

            private WatchEvent changed(WatchEvent event) {
                KeyValue kv = event.kv();
                return new WatchEvent(
                        event.type(),
                        new KeyValue(kv.key(), kv.key(), kv.createRevision(), kv.modRevision(), kv.version(), 0),
                        event.prevKv());
            }
        };
        assertFinds("Genuine", mistake, ALL, RIGHT);
    }

    @Test
    void aPutSentTwice() throws Exception {
        Mistake twice = new Mistake() {
            @Override
            boolean putsTwice() {
                return true;
            }
        };
        try (Scene scene = new Scene(twice)) {
            scene.truth().begin();
            new Writer(scene.client(), scene.recorder(), Scene.PREFIX, "w", new AtomicLong())
                    .write(new Part.Write.Put("a", 0));
            assertThat(scene.findings()).extracting(Finding::check).contains("OutcomeTrue");
        }
    }

    @Test
    void aLeaseKeptAfterTheServerSaidThatItIsGone() {
        Mistake deaf = new Mistake() {
            @Override
            LeaseKeepAliveResult renewed(LeaseKeepAliveResult right) {
                return alive(right, right.id());
            }
        };
        try (Scene scene = new Scene(deaf)) {
            scene.truth().begin();
            KeptLease lease = scene.client().leases().grantAndKeep(Duration.ofSeconds(1));
            LeaseRecord record = scene.recorder().lease("lease", lease);
            scene.control().leases().revoke(lease.id());
            record.endedOnServer(false);
            assertFoundInTheEnd(scene, "LossToldInTime");
        }
    }

    @Test
    void aLeaseShownAsKeptThoughNobodyRenewedIt() {
        Mistake idle = new Mistake() {
            @Override
            @Nullable
            LeaseKeepAliveResult insteadOf(LeaseKeepAliveRequest request) {
                return alive(null, request.id());
            }
        };
        try (Scene scene = new Scene(idle)) {
            scene.truth().begin();
            KeptLease lease = scene.client().leases().grantAndKeep(Duration.ofSeconds(1));
            LeaseRecord record = scene.recorder().lease("lease", lease);
            scene.await(() -> scene.control().leases().list().isEmpty());
            record.endedOnServer(true);
            assertFoundInTheEnd(scene, "NeverKeptPastLoss");
        }
    }

    @Test
    void aLeaseNeverGivenUpByTheOwnClockOfItsClient() {
        try (Scene right = Scene.by(clock -> clock);
                Scene wrong = Scene.by(StandingStill::new)) {
            LeaseRecord kept = leaseInSilence(right);
            leaseInSilence(wrong);
            right.await(() -> kept.trace().told().stream().anyMatch(told -> told.state() == KeptLease.State.LOST));
            assertFoundInTheEnd(wrong, "GivenUpInTime");
        }
    }

    private static LeaseRecord leaseInSilence(Scene scene) {
        scene.truth().begin();
        KeptLease lease = scene.client().leases().grantAndKeep(Duration.ofSeconds(1));
        LeaseRecord record = scene.recorder().lease("lease", lease);
        scene.fallSilent();
        return record;
    }

    /** A clock by which nothing is ever over. */
    private record StandingStill(Clock inner, long since) implements Clock {
        StandingStill(Clock inner) {
            this(inner, inner.nanoTime());
        }

        @Override
        public long nanoTime() {
            return since;
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return inner.schedule(delay, task);
        }
    }

    private static LeaseKeepAliveResult alive(@Nullable LeaseKeepAliveResult answer, long id) {
        return new LeaseKeepAliveResult(
                answer == null ? new ResponseHeader(0, 0, 0, 0) : answer.header(), id, Duration.ofSeconds(1));
    }

    private static void assertFoundInTheEnd(Scene scene, String check) {
        HistoryRecorder recorder = scene.recorder();
        StoreHistory store = scene.truth().end();
        scene.await(() -> Guarantees.all(Duration.ofMillis(200)).in(recorder.history(store)).stream()
                .anyMatch(finding -> finding.check().equals(check)));
    }

    private static void assertFinds(String check, Mistake below, WatchRequest request, Above above) throws Exception {
        try (Scene scene = new Scene(below)) {
            assertThat(scene.play(request, above)).extracting(Finding::check).contains(check);
        }
    }
}
