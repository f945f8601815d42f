package io.mainstay.etcd.testkit.history;

import static io.mainstay.etcd.testkit.history.Told.REQUEST;
import static io.mainstay.etcd.testkit.history.Told.STORE;
import static io.mainstay.etcd.testkit.history.Told.compacted;
import static io.mainstay.etcd.testkit.history.Told.ended;
import static io.mainstay.etcd.testkit.history.Told.event;
import static io.mainstay.etcd.testkit.history.Told.got;
import static io.mainstay.etcd.testkit.history.Told.history;
import static io.mainstay.etcd.testkit.history.Told.put;
import static io.mainstay.etcd.testkit.history.Told.right;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.testkit.history.WatchTrace.Step;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchFilter;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each guarantee of a watch, broken on purpose in a history made by hand: its check finds it. */
class WatchChecksTest {
    private final Guarantees all = Guarantees.all(Duration.ofSeconds(1));

    @Test
    void whatIsRightIsNotFound() {
        assertThat(all.in(history(REQUEST, 2, right(false)))).isEmpty();
        assertThat(all.in(history(REQUEST.withPrevKv(), 2, right(true)))).isEmpty();
        WatchRequest deletes = REQUEST.without(WatchFilter.NO_PUT);
        assertThat(all.in(history(deletes, 2, List.of(got(5, event("/k/a", 5)), got(8)))))
                .isEmpty();
        List<Step> closed = right(false);
        closed.add(new Step.Closed());
        closed.add(ended(null));
        assertThat(all.in(history(REQUEST, 2, closed))).isEmpty();
    }

    @Test
    void ordered() {
        List<Step> steps = right(false);
        steps.set(1, got(4, event("/k/b", 3), event("/k/b", 4), event("/k/a", 4), event("/k/c", 4)));
        assertFound(new Ordered(), steps, "the put of /k/a at revision 4 after the put of /k/b at revision 4");
        steps.set(1, got(4, event("/k/a", 4), event("/k/b", 4), event("/k/c", 4), event("/k/b", 3)));
        assertFound(new Ordered(), steps, "the put of /k/b at revision 3 after the put of /k/c at revision 4");
    }

    @Test
    void unique() {
        List<Step> steps = right(false);
        steps.add(got(8, event("/k/c", 7)));
        assertFound(new Unique(), steps, "saw the put of /k/c at revision 7 again");
    }

    @Test
    void atomic() {
        List<Step> steps = right(false);
        steps.set(1, got(4, event("/k/b", 3), event("/k/a", 4)));
        steps.add(2, got(4, event("/k/b", 4), event("/k/c", 4)));
        assertFound(new Atomic(), steps, "1 of the 3 changes of revision 4", "revision 4 in more than one batch");
    }

    @Test
    void noGap() {
        List<Step> steps = right(false);
        steps.remove(2);
        assertFound(new NoGap(), steps, "never saw the delete of /k/a at revision 5");
    }

    @Test
    void noGapAtTheStart() {
        List<Step> steps = right(false);
        steps.remove(0);
        assertFound(new NoGap(), steps, "never saw the put of /k/a at revision 2");
    }

    @Test
    void filtered() {
        List<Step> steps = right(false);
        steps.set(3, got(6, event("/z", 6)));
        assertFound(new Filtered(), steps, "/z at revision 6");
        assertThat(new Filtered().in(history(REQUEST.without(WatchFilter.NO_DELETE), 2, right(false))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("the delete of /k/a"));
        assertThat(new Filtered().in(history(REQUEST, 3, right(false))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("/k/a at revision 2"));
    }

    @Test
    void genuine() {
        List<Step> steps = right(false);
        steps.set(4, got(7, put("/k/c", 4, 7, 3)));
        assertFound(new Genuine(), steps, "which was another change than that");
        steps.set(4, got(7, put("/k/d", 7, 7, 1)));
        assertFound(new Genuine(), steps, "which never happened");
    }

    @Test
    void prevValueRight() {
        List<Step> lost = right(true);
        lost.set(4, got(7, event("/k/c", 7, false)));
        assertThat(new PrevValueRight().in(history(REQUEST.withPrevKv(), 2, lost)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("was not told the key before"));
        List<Step> wrong = right(true);
        wrong.set(4, got(7, withPrev(event("/k/c", 7), event("/k/b", 4))));
        assertThat(new PrevValueRight().in(history(REQUEST.withPrevKv(), 2, wrong)))
                .hasSize(1);
        assertThat(new PrevValueRight().in(history(REQUEST, 2, right(true)))).hasSize(3);
    }

    @Test
    void prevValueMayBeCompacted() {
        List<Step> steps = List.of(got(7, event("/k/c", 7, false)));
        WatchTrace watch = new WatchTrace("w", REQUEST.withPrevKv(), 7, steps);
        assertThat(new PrevValueRight().in(History.of(StoreHistory.of(STORE.events(), 8, 7), watch)))
                .isEmpty();
        assertThat(new PrevValueRight().in(History.of(StoreHistory.of(STORE.events(), 8, 6), watch)))
                .hasSize(1);
    }

    private static WatchEvent withPrev(WatchEvent event, WatchEvent before) {
        return new WatchEvent(event.type(), event.kv(), before.kv());
    }

    @Test
    void bookmarkSound() {
        List<Step> early = right(false);
        early.add(4, got(7));
        assertFound(new BookmarkSound(), early, "after it had said to be complete up to 7");
        List<Step> back = right(false);
        back.add(got(3));
        assertFound(new BookmarkSound(), back, "went back from 8 to 3");
        List<Step> ahead = right(false);
        ahead.add(got(9));
        assertFound(new BookmarkSound(), ahead, "complete up to 9, and the store is at 8");
    }

    @Test
    void terminalOnce() {
        List<Step> twice = right(false);
        twice.addAll(List.of(new Step.Closed(), ended(null), ended(null)));
        assertFound(new TerminalOnce(), twice, "said twice");
        List<Step> after = new ArrayList<>(List.of(new Step.Closed(), ended(null)));
        after.addAll(right(false));
        assertFound(new TerminalOnce(), after, "gave a batch after it had ended");
        assertFound(new TerminalOnce(), List.of(ended(null)), "without a reason");
        assertFound(new TerminalOnce(), List.of(new Step.Closed()), "never said that it has ended");
        EtcdException blip = new EtcdException(Told.failure(), "blip", null);
        assertFound(new TerminalOnce(), List.of(ended(blip)), "ended at revision 2 with");
    }

    @Test
    void aCompactedEndMustBeTrue() {
        StoreHistory store = StoreHistory.of(STORE.events(), 8, 5);
        assertThat(terminal(store, List.of(ended(compacted(5))))).isEmpty();
        List<Step> upTo4 = new ArrayList<>(right(false).subList(0, 2));
        upTo4.add(ended(compacted(5)));
        assertThat(terminal(store, upTo4)).as("revision 5 is still there").hasSize(1);
        assertThat(terminal(STORE, List.of(ended(compacted(5)))))
                .as("nothing was compacted")
                .hasSize(1);
    }

    private static List<Finding> terminal(StoreHistory store, List<Step> steps) {
        return new TerminalOnce().in(History.of(store, new WatchTrace("w", REQUEST, 2, steps)));
    }

    private static void assertFound(Check check, List<Step> steps, String... words) {
        List<Finding> findings = check.in(history(REQUEST, 2, steps));
        assertThat(findings).isNotEmpty().allSatisfy(each -> {
            assertThat(each.check()).isEqualTo(check.name());
            assertThat(each.subject()).isEqualTo("w");
        });
        for (String some : words) {
            assertThat(findings).anySatisfy(each -> assertThat(each.text()).contains(some));
        }
    }
}
