package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.internal.follow.Followed;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.view.KeyChange;
import io.mainstay.etcd.view.ViewChange;
import io.mainstay.etcd.view.ViewChange.Cause;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;

/** What a view becomes by what was followed. Pure. */
final class ViewStep {
    private ViewStep() {}

    /**
     * The outcome of a step.
     *
     * @param model what the view is now
     * @param changes what its listeners are to hear, in order
     */
    record Next(ViewModel model, List<ViewChange> changes) {}

    static Next step(ViewModel model, Followed followed) {
        if (followed instanceof Followed.Page page) {
            return new Next(page(model, page.kvs()), List.of());
        }
        if (followed instanceof Followed.Loaded all) {
            return loaded(model, all.revision());
        }
        if (followed instanceof Followed.Changes seen) {
            return changes(model, seen.batch());
        }
        return new Next(model.reading(Keys.NONE), List.of());
    }

    /** Keys that have not changed are kept as the objects they are, so that a reload costs no second copy of them. */
    private static ViewModel page(ViewModel model, List<KeyValue> kvs) {
        Keys read = model.loading();
        for (KeyValue kv : kvs) {
            KeyValue held = model.held().get(kv.key());
            read = read.with(held != null && held.modRevision() == kv.modRevision() ? held : kv);
        }
        return model.reading(read);
    }

    private static Next loaded(ViewModel model, long revision) {
        TreeSnapshot next = new TreeSnapshot(revision, model.loading());
        List<KeyChange> changes = Difference.between(model.held().tree(), next.tree());
        Cause cause = model.loaded() ? Cause.RELOADED : Cause.INITIAL;
        return new Next(model.anew(next), List.of(new ViewChange(cause, changes, next)));
    }

    private static Next changes(ViewModel model, WatchBatch batch) {
        TreeSnapshot now = model.held();
        List<ViewChange> steps = new ArrayList<>();
        List<WatchEvent> events = batch.events();
        int end = 0;
        for (int begin = 0; begin < events.size(); begin = end) {
            long revision = events.get(begin).revision();
            while (end < events.size() && events.get(end).revision() == revision) {
                end++;
            }
            if (revision <= model.floor()) {
                continue;
            }
            ViewChange step = revision(now, events.subList(begin, end));
            now = (TreeSnapshot) step.snapshot();
            if (!step.changes().isEmpty()) {
                steps.add(step);
            }
        }
        TreeSnapshot complete = new TreeSnapshot(Math.max(now.revision(), batch.revision()), now.keys());
        return new Next(model.holding(complete), steps);
    }

    /** One revision, whole. */
    private static ViewChange revision(TreeSnapshot from, List<WatchEvent> events) {
        Keys keys = from.keys();
        List<KeyChange> changes = new ArrayList<>(events.size());
        for (WatchEvent event : events) {
            KeyValue before = keys.get(event.key());
            KeyValue after = event.isDelete() ? null : event.kv();
            if (before == null && after == null || before != null && before.modRevision() > event.revision()) {
                continue;
            }
            keys = after == null ? keys.without(event.key()) : keys.with(after);
            changes.add(new KeyChange(before, after));
        }
        long revision = Math.max(from.revision(), events.get(0).revision());
        return new ViewChange(Cause.LIVE, changes, new TreeSnapshot(revision, keys));
    }
}
