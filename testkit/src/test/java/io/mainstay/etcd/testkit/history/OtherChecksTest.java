package io.mainstay.etcd.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.lease.KeptLease.State;
import io.mainstay.etcd.testkit.history.LeaseTrace.ServerEnd;
import io.mainstay.etcd.testkit.history.WriteTrace.Outcome;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The guarantees of writes, leases and views, broken on purpose in histories made by hand. */
class OtherChecksTest {
    private static final Duration SLACK = Duration.ofSeconds(1);

    @Test
    void outcomeTrue() {
        assertThat(outcomes(new Outcome.Applied(2), new Outcome.Applied(3))).isEmpty();
        assertThat(outcomes(new Outcome.Unknown("cut"), new Outcome.Unknown("cut")))
                .isEmpty();
        assertThat(outcomes(new Outcome.Applied(9), new Outcome.Applied(3)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString())
                        .isEqualTo("OutcomeTrue: the write of a was acknowledged at revision 9 and applied at [2]"));
        assertThat(outcomes(new Outcome.NotApplied("refused"), new Outcome.Applied(3)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("(refused) and was, at [2]"));
    }

    @Test
    void whatWasPutTwiceOrByNobodyIsFound() {
        StoreHistory store = StoreHistory.of(
                List.of(Told.put("k", 2, 2, 1), Told.put("k", 2, 3, 2), put("x", "k@2", 4), put("x", "who", 5)), 5, 0);
        List<WriteTrace> writes = List.of(
                new WriteTrace(Bytes.utf8("k@2"), new Outcome.Unknown("cut")),
                new WriteTrace(Bytes.utf8("k@3"), new Outcome.Applied(3)));
        assertThat(new OutcomeTrue().in(new History(store, writes, List.of(), List.of(), List.of())))
                .extracting(Finding::text)
                .containsExactlyInAnyOrder(
                        "was applied more than once, at [2, 4]", "was put at [5], and nobody wrote it");
    }

    private static List<Finding> outcomes(Outcome a, Outcome b) {
        StoreHistory store = StoreHistory.of(List.of(put("/a", "a", 2), put("/b", "b", 3)), 3, 0);
        List<WriteTrace> writes = List.of(new WriteTrace(Bytes.utf8("a"), a), new WriteTrace(Bytes.utf8("b"), b));
        return new OutcomeTrue().in(new History(store, writes, List.of(), List.of(), List.of()));
    }

    private static WatchEvent put(String key, String value, long revision) {
        return new WatchEvent(
                WatchEvent.Type.PUT, new KeyValue(Bytes.utf8(key), Bytes.utf8(value), revision, revision, 1, 0), null);
    }

    @Test
    void neverKeptPastLoss() {
        ServerEnd expired = new ServerEnd(millis(10_000), true);
        NeverKeptPastLoss check = new NeverKeptPastLoss(SLACK);
        assertThat(check.in(lease(expired, at(0, State.ACTIVE), at(8_000, State.AT_RISK), at(9_900, State.LOST))))
                .isEmpty();
        assertThat(check.in(lease(expired, at(0, State.ACTIVE), at(11_500, State.ACTIVE))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).isEqualTo("was ACTIVE 1500 ms after it had expired"));
        assertThat(check.in(lease(expired, at(0, State.ACTIVE), at(12_000, State.LOST))))
                .as("nobody looked, and the loss came late")
                .hasSize(1);
        assertThat(check.in(lease(null, at(0, State.ACTIVE), at(5_000, State.LOST), at(6_000, State.ACTIVE))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).isEqualTo("was ACTIVE after it was over"));
        ServerEnd revoked = new ServerEnd(millis(10_000), false);
        assertThat(check.in(lease(revoked, at(0, State.ACTIVE), at(11_500, State.ACTIVE))))
                .as("a revoke is learnt with the next renewal")
                .isEmpty();
    }

    @Test
    void lossToldInTime() {
        ServerEnd revoked = new ServerEnd(millis(10_000), false);
        LossToldInTime check = new LossToldInTime(SLACK);
        assertThat(check.in(lease(revoked, at(0, State.ACTIVE), at(12_900, State.LOST))))
                .isEmpty();
        assertThat(check.in(lease(revoked, at(0, State.ACTIVE), at(13_100, State.LOST))))
                .hasSize(1);
        assertThat(check.in(lease(revoked, at(0, State.ACTIVE))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("its loss was not told 3000 ms later"));
        assertThat(check.in(lease(null, at(0, State.ACTIVE)))).isEmpty();
    }

    @Test
    void givenUpInTime() {
        GivenUpInTime check = new GivenUpInTime(SLACK);
        List<LeaseTrace.Life> lives = List.of(life(10, 2_000), life(700, 2_650), life(2_600, 4_500));
        assertThat(check.in(lease(null, lives, at(0, State.ACTIVE), at(5_400, State.LOST))))
                .isEmpty();
        assertThat(check.in(lease(null, lives, at(0, State.ACTIVE), at(5_600, State.LOST))))
                .hasSize(1);
        assertThat(check.in(lease(null, lives, at(0, State.ACTIVE))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text())
                        .isEqualTo("was not given up, and its last renewal had ended 55500 ms ago"));
        List<LeaseTrace.Life> gap = List.of(life(10, 2_000), life(3_500, 62_000));
        assertThat(check.in(lease(null, gap, at(0, State.ACTIVE))))
                .as("an answer that comes when it is over does not bring it back")
                .hasSize(1);
        assertThat(check.in(lease(null, at(0, State.ACTIVE))))
                .as("nobody listened in")
                .isEmpty();
    }

    private static LeaseTrace.Life life(long at, long until) {
        return new LeaseTrace.Life(millis(at), millis(until));
    }

    private static long millis(long some) {
        return some * 1_000_000;
    }

    private static LeaseTrace.Told at(long millis, State state) {
        return new LeaseTrace.Told(millis(millis), state);
    }

    private static History lease(@Nullable ServerEnd end, LeaseTrace.Told... told) {
        return lease(end, List.of(), told);
    }

    private static History lease(@Nullable ServerEnd end, List<LeaseTrace.Life> lives, LeaseTrace.Told... told) {
        LeaseTrace lease = new LeaseTrace("l", Duration.ofSeconds(2), List.of(told), end, lives, millis(60_000));
        return new History(Told.STORE, List.of(), List.of(), List.of(lease), List.of());
    }

    @Test
    void equalToStoreAtRevision() {
        assertThat(view(look(3), look(5), look(8))).isEmpty();
        assertThat(view(look(5), look(3)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).isEqualTo("went back from revision 5 to 3"));
        assertThat(view(new ViewTrace.Look(4, look(3).keys())))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text())
                        .isEqualTo("at revision 4 has /k/a of revision 2, and the store had that of 4"));
        Map<Bytes, KeyValue> less = new HashMap<>(look(4).keys());
        less.remove(Bytes.utf8("/k/c"));
        assertThat(view(new ViewTrace.Look(4, less)))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.text()).isEqualTo("at revision 4 has no /k/c, and the store had"));
        assertThat(view(new ViewTrace.Look(5, look(4).keys())))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.text()).isEqualTo("at revision 5 has /k/a, and the store had not"));
    }

    private static ViewTrace.Look look(long revision) {
        return new ViewTrace.Look(revision, Told.STORE.state(revision, KeyRange.prefix("/k/")));
    }

    private static List<Finding> view(ViewTrace.Look... looks) {
        ViewTrace view = new ViewTrace("v", KeyRange.prefix("/k/"), List.of(looks));
        return new EqualToStoreAtRevision().in(new History(Told.STORE, List.of(), List.of(), List.of(), List.of(view)));
    }
}
