package io.mainstay.etcd.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.event.EventListener;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.view.KeyChange;
import io.mainstay.etcd.view.ViewChange;
import io.mainstay.etcd.view.ViewChange.Cause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A listener's line with an executor that runs nothing until it is told to. */
class ListenerLineTest {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<ViewChange> heard = new ArrayList<>();
    private final ListenerLine line =
            new ListenerLine(heard::add, new UserCode(tasks::add, new Emitter(EventListener.NONE)), 3);
    private TreeSnapshot now = new TreeSnapshot(1, Keys.NONE);

    @Test
    void stepsWaitInOrder_andComeInOneRun() {
        line.offer(step(2, "a"));
        line.offer(step(3, "b"));
        assertThat(tasks).hasSize(1);
        run();
        assertThat(heard).extracting(ViewChange::revision).containsExactly(2L, 3L);
    }

    @Test
    void tooManySteps_areJoinedIntoOneExactDifference_fromWhereTheListenerIs() {
        line.offer(step(2, "a"));
        run();
        line.offer(step(3, "b"));
        line.offer(step(4, "c"));
        line.offer(step(5, "a"));
        line.offer(step(6, "b"));
        line.offer(step(7, "b"));
        run();
        assertThat(heard).hasSize(2);
        ViewChange joined = heard.get(1);
        assertThat(joined.cause()).isEqualTo(Cause.JOINED);
        assertThat(joined.revision()).isEqualTo(7);
        assertThat(joined.changes())
                .extracting(change -> change.key().utf8()
                        + (change.isCreate() ? "+" : "")
                        + change.after().modRevision())
                .containsExactly("a5", "b+7", "c+4");
        line.offer(step(8, "a"));
        run();
        assertThat(heard.get(2).cause()).isEqualTo(Cause.LIVE);
    }

    @Test
    void oneStepThatIsTooLong_isNotJoinedWithNothing() {
        line.offer(step(2, "a", "b", "c", "d"));
        run();
        assertThat(heard).singleElement().extracting(ViewChange::cause).isEqualTo(Cause.LIVE);
    }

    @Test
    void aListenerThatCameLate_beginsWithAll() {
        step(2, "a", "b");
        line.begin(now);
        line.offer(step(3, "c"));
        run();
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).cause()).isEqualTo(Cause.INITIAL);
        assertThat(heard.get(0).changes()).hasSize(3);
    }

    @Test
    void whoHasLeft_hearsNothing() {
        line.offer(step(2, "a"));
        line.leave();
        run();
        assertThat(heard).isEmpty();
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    private ViewChange step(long revision, String... keys) {
        Keys held = now.keys();
        List<KeyChange> changes = new ArrayList<>();
        for (String name : keys) {
            Bytes key = Bytes.utf8(name);
            KeyValue after = new KeyValue(key, Bytes.EMPTY, 1, revision, 1, 0);
            changes.add(new KeyChange(held.get(key), after));
            held = held.with(after);
        }
        now = new TreeSnapshot(revision, held);
        return new ViewChange(Cause.LIVE, changes, now);
    }
}
